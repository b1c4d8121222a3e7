"""Pictures as phones make them, for the tests: of a size, turned, with where they were taken."""

from io import BytesIO
from typing import Any

from PIL import Image

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F
LATITUDE = 2


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (32, 24), mode: str = "RGB", **options: Any
) -> bytes:
    """A picture whose left half is dark and whose right half is light."""
    image = Image.new(mode, size)
    right = Image.new(mode, (size[0] - size[0] // 2, size[1]), "white")
    image.paste(right, (size[0] // 2, 0))
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def told(orientation: int = 1) -> Image.Exif:
    """What a phone writes into a photo: which way it was held, its make, and where it was."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, "A made-up phone"
    exif.get_ifd(GPS)[LATITUDE] = (54.0, 58.0, 12.0)
    return exif
