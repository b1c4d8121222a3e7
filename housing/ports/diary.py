"""Diary as the services need it."""

from typing import Protocol


class Diary(Protocol):
    """To be written by its owner."""
