"""Reports as the services need it."""

from typing import Protocol


class Reports(Protocol):
    """To be written by its owner."""
