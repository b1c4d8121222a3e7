"""Desk as the services need it."""

from typing import Protocol


class Desk(Protocol):
    """To be written by its owner."""
