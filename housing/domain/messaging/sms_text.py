"""What an SMS may hold: the GSM-7 alphabet, septets, segments, and likes for what is not in it.

After GSM 03.38 as GOV.UK Notify applies it: 160 septets alone or 153 a part, characters of the
extension table count two, anything else turns the whole text into UCS-2 (70 alone, 67 a part).
"""

import unicodedata

GSM_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = "^{}\\[~]|€\f"
_BASIC, _EXTENSION = frozenset(GSM_BASIC), frozenset(GSM_EXTENSION)

ONE_SEGMENT, JOINED_SEGMENT = 160, 153
ONE_UCS2, JOINED_UCS2 = 70, 67
MAX_SEGMENTS = 2

_PLAIN = {
    "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-", "…": "...", "•": "-", "·": "-",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\u200b": "",
    "\ufeff": "", "\u00ad": "",
    "×": "x", "÷": "/", "½": "1/2", "¼": "1/4", "¾": "3/4", "°": " degrees", "®": "", "™": "",
}  # fmt: skip


def is_gsm7(text: str) -> bool:
    """Whether every character is in the GSM-7 alphabet or its extension table."""
    return all(c in _BASIC or c in _EXTENSION for c in text)


def outside_gsm7(text: str) -> tuple[str, ...]:
    """The characters that would make the text UCS-2, each once, in order."""
    return tuple(dict.fromkeys(c for c in text if c not in _BASIC and c not in _EXTENSION))


def septets(text: str) -> int:
    """How many septets a GSM-7 text takes; a character of the extension table takes two."""
    return sum(2 if c in _EXTENSION else 1 for c in text)


def segments(text: str) -> int:
    """How many SMS segments the text is sent and paid as; an empty text is one."""
    if is_gsm7(text):
        return _gsm7_segments(text)
    units = [len(c.encode("utf-16-be")) // 2 for c in text]
    return 1 if sum(units) <= ONE_UCS2 else _parts(units, JOINED_UCS2)


def to_gsm7(text: str) -> str:
    """The text with quotes, dashes and accents brought into GSM-7; what has no like is left out."""
    return "".join(_gsm7_like(c) for c in unicodedata.normalize("NFC", text))


def to_sms(text: str) -> str:
    """The text as it is sent: in GSM-7, but a text in another script stays whole, in UCS-2."""
    plain = to_gsm7(text)
    kept, letters = (sum(c.isalpha() for c in one) for one in (plain, text))
    return plain if 2 * kept >= letters else text


def _gsm7_segments(text: str) -> int:
    units = [2 if c in _EXTENSION else 1 for c in text]
    return 1 if sum(units) <= ONE_SEGMENT else _parts(units, JOINED_SEGMENT)


def _parts(units: list[int], room: int) -> int:
    """Parts needed when no character may be split over two of them."""
    parts, used = 1, 0
    for unit in units:
        if used + unit > room:
            parts, used = parts + 1, 0
        used += unit
    return parts


def _gsm7_like(char: str) -> str:
    if char in _BASIC or char in _EXTENSION:
        return char
    if char in _PLAIN:
        return _PLAIN[char]
    stripped = "".join(
        c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)
    )
    return stripped if stripped and is_gsm7(stripped) else ""
