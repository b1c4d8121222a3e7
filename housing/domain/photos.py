"""A photo of a visit: what kind of picture it is, by its own first bytes, and how large it may be.

What a phone calls the file, or says that it is, decides nothing.
"""

from dataclasses import dataclass

MAX_BYTES = 5 * 1024 * 1024
MAX_PER_VISIT = 12
_SIGNATURES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


class PhotoRefused(Exception):
    """A picture that is not kept; the message is a sentence for the operative."""

    code = "photo_refused"


@dataclass(frozen=True, slots=True)
class Photo:
    content_type: str
    content: bytes


def read_photo(content: bytes) -> Photo:
    """The picture with its kind. Raises PhotoRefused unless it is a JPEG or PNG within the size."""
    if not content:
        raise PhotoRefused("Choose a photo first.")
    if len(content) > MAX_BYTES:
        raise PhotoRefused("That photo is larger than 5 MB. Take it again at a smaller size.")
    for signature, content_type in _SIGNATURES:
        if content.startswith(signature):
            return Photo(content_type, content)
    raise PhotoRefused("Only JPEG and PNG photos can be kept.")
