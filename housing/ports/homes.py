"""Homes as the services need it."""

from typing import Protocol


class Homes(Protocol):
    """To be written by its owner."""
