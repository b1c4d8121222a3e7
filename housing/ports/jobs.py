"""Jobs as the services need it."""

from typing import Protocol


class Jobs(Protocol):
    """To be written by its owner."""
