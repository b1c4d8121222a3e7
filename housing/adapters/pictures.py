"""A photo decoded and drawn anew: only what can be seen of it is kept.

So a file holds neither where it was taken nor anything that is no picture, whoever sent it.
"""

import struct
import threading
from io import BytesIO

from PIL import Image, ImageOps

from housing.domain.repairs.photos import Photo, PhotoRefused, checked_size

_READ = ("JPEG", "PNG")
MOST_PIXELS = 50_000_000
# Opening reads no more than the size, so ours is checked first; Pillow's own, at twice as much,
# would only warn.
Image.MAX_IMAGE_PIXELS = None
LONGEST_SIDE = 2048
_QUALITY = 85
_WHITE = (255, 255, 255)
# What Pillow raises for files that are broken, cut off or made to break it.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    IndexError,
    KeyError,
    struct.error,
)
# A large picture takes 200 MB while it is drawn: one at a time.
_drawing = threading.Lock()


def drawn_anew(content: bytes) -> Photo:
    """The picture as a JPEG, upright, as large as a screen shows. Raises PhotoRefused for what is
    none, what is too large, and other kinds than JPEG and PNG by their content."""
    checked_size(content)
    try:
        with _drawing, Image.open(BytesIO(content), formats=_READ) as image:
            return Photo("image/jpeg", _drawn(image))
    except _BROKEN:
        raise PhotoRefused("Only JPEG and PNG photos can be kept. Take it again.") from None


def _drawn(image: Image.Image) -> bytes:
    if image.width * image.height > MOST_PIXELS:
        raise PhotoRefused("That photo has too many pixels. Take it again at a smaller size.")
    # A JPEG is decoded no larger than it is needed.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    anew = Image.new("RGB", upright.size, _WHITE)
    if upright.has_transparency_data:
        whole = upright.convert("RGBA")
        anew.paste(whole, mask=whole)
    else:
        anew.paste(upright.convert("RGB"))
    out = BytesIO()
    anew.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
