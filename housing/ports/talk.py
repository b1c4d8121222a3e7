"""Talk as the services need it."""

from typing import Protocol


class Talk(Protocol):
    """To be written by its owner."""
