"""A photo of a visit: what is kept of it and how large a file may be. Drawing it is an adapter's.

What a phone calls the file, or says that it is, decides nothing.
"""

from dataclasses import dataclass

MAX_BYTES = 5 * 1024 * 1024
MAX_PER_VISIT = 12


class PhotoRefused(Exception):
    """A picture that is not kept; the message is a sentence for the operative."""

    code = "photo_refused"


@dataclass(frozen=True, slots=True)
class Photo:
    content_type: str
    content: bytes


def checked_size(content: bytes) -> None:
    """Raises PhotoRefused for no file at all and for one that is too large."""
    if not content:
        raise PhotoRefused("Choose a photo first.")
    if len(content) > MAX_BYTES:
        raise PhotoRefused("That photo is larger than 5 MB. Take it again at a smaller size.")
