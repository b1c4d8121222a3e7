"""What is kept of a photo: what can be seen of it, upright and small, and nothing else."""

import struct
from io import BytesIO
from random import Random
from zlib import crc32

import pytest
from PIL import Image

from housing.adapters.pictures import LONGEST_SIDE, drawn_anew
from housing.domain.repairs.photos import MAX_BYTES, PhotoRefused
from tests.field.conftest import OpenPhone
from tests.field.scene import TAPPER, Scene
from tests.support.pictures import GPS, picture, told

SCRIPT = b"<script>alert(1)</script>"
DARK, LIGHT = range(60), range(196, 256)


def shown(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(drawn_anew(content).content))
    image.load()
    return image


def claiming(size: tuple[int, int]) -> bytes:
    """A small PNG that says it has this size."""
    whole = picture("PNG")
    header = b"IHDR" + struct.pack(">II", *size) + whole[24:29]
    return whole[:12] + header + struct.pack(">I", crc32(header)) + whole[33:]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_where_it_was_taken_is_gone(kind: str) -> None:
    content = picture(kind, exif=told())
    assert Image.open(BytesIO(content)).getexif().get_ifd(GPS)
    image = shown(content)
    assert image.format == "JPEG"
    assert dict(image.getexif()) == {}
    assert {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(image.info) == set()
    assert b"made-up phone" not in drawn_anew(content).content


@pytest.mark.parametrize(
    ("orientation", "size", "dark"),
    [
        (1, (32, 24), (2, 12)),
        (3, (32, 24), (29, 12)),
        (6, (24, 32), (12, 2)),
        (8, (24, 32), (12, 29)),
        (99, (32, 24), (2, 12)),
    ],
)
def test_a_photo_is_upright(orientation: int, size: tuple[int, int], dark: tuple[int, int]) -> None:
    image = shown(picture(exif=told(orientation)))
    assert image.size == size
    opposite = (size[0] - 1 - dark[0], size[1] - 1 - dark[1])
    assert image.convert("L").getpixel(dark) in DARK
    assert image.convert("L").getpixel(opposite) in LIGHT


@pytest.mark.parametrize(
    "content",
    [
        picture() + SCRIPT,
        picture(comment=SCRIPT),
        picture("PNG") + SCRIPT,
        picture(icc_profile=SCRIPT),
    ],
)
def test_nothing_is_kept_beside_the_picture(content: bytes) -> None:
    assert SCRIPT in content
    assert SCRIPT not in drawn_anew(content).content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_kind_are_drawn(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert shown(picture(kind, mode=mode)).mode == "RGB"


def test_what_is_seen_through_is_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    assert shown(out.getvalue()).convert("L").getpixel((4, 4)) in LIGHT


def test_a_large_photo_is_made_smaller() -> None:
    assert shown(picture(size=(4000, 3000))).size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def test_pixels_have_a_limit_whatever_the_file_weighs() -> None:
    assert shown(picture("PNG", (50_000, 1000), "1")).width == LONGEST_SIDE
    for size in ((50_001, 1000), (10_000, 10_000), (2**31 - 1, 2**31 - 1)):
        with pytest.raises(PhotoRefused):
            drawn_anew(claiming(size))


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\x00", SCRIPT, b"\xff\xd8\xff", b"\xff\xd8\xff\xe0" + b"0" * 500),
        *(b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + b"0" * 500, picture()[:200]),
        *(picture("PNG")[:60], picture("GIF"), picture("BMP"), picture("TIFF"), b"%PDF-1.7"),
        *(b"<svg onload=alert(1)>", b"RIFF0000WEBPVP8 ", b"0" * (MAX_BYTES + 1)),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(PhotoRefused) as refused:
        drawn_anew(content)
    assert str(refused.value).endswith(".")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_damaged_photo_is_drawn_or_refused(kind: str) -> None:
    random, whole = Random(4), picture(kind, exif=told(6))
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(random.randint(1, 6)):
            damaged[random.randrange(2, len(damaged))] = random.randrange(256)
        try:
            assert drawn_anew(bytes(damaged)).content
        except PhotoRefused:
            continue


async def test_the_door_keeps_the_drawn_photo(scene: Scene, open_phone: OpenPhone) -> None:
    await scene.window(TAPPER)
    number = (await scene.book(TAPPER, await scene.order())).id
    phone = await open_phone(TAPPER)
    status, _ = await phone.add_photo(number, picture(exif=told()))
    assert status == 200
    async with phone.client.get("/day/photos/1") as response:
        kept = await response.read()
    assert kept == drawn_anew(picture(exif=told())).content
    assert not Image.open(BytesIO(kept)).getexif()
    status, answer = await phone.add_photo(number, picture("GIF"))
    assert status == 422
    assert answer["sentence"] == "Only JPEG and PNG photos can be kept. Take it again."
