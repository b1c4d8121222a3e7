"""A tenant's own words in a message: without quoted mail, signatures, footers and our own texts.

What they forward or quote is not what they say: our footer that names gas, sent back, is no smell
of gas. The stored message stays whole; only what is read is cut.
"""

import re
from collections.abc import Iterable

from housing.domain.reading.inbound_text import plain_words

_READ_AT_MOST = 4000
_LEAST_OF_OURS = 4
"""Words from which a sentence equal to one of ours is quoted and no coincidence."""
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_QUOTED = re.compile(r"\s*(?:>|&gt;|\|)")
_REST_IS_QUOTED = re.compile(
    r"\s*(?:on .{3,120} wrote:"
    r"|-{2,} ?(?:original|forwarded) message|_{5,}|-{5,}\s*$"
    r"|begin forwarded message|from: .{1,100}@|sent: .{1,40}\d{4}|--\s*$)",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"\s*(?:sent from (?:my|mail for|outlook|yahoo|an? )|get outlook for|sent via |sent with "
    r"|this (?:e-?mail|message) (?:and any|is (?:intended|confidential|private)|may contain)"
    r"|the (?:information|contents?) (?:contained )?in this (?:e-?mail|message)"
    r"|if you (?:are not|have received) .{0,30}(?:intended|in error)"
    r"|please consider the environment|confidentiality notice|disclaimer\b|unsubscribe\b"
    r"|scanned (?:by|for) |virus.free)",
    re.IGNORECASE,
)


def own_words(text: str, ours: Iterable[str] = ()) -> str:
    """What of the text the tenant says; the whole text when nothing else is left.

    `ours` are texts that the service sends: whole sentences of them are quoted.
    """
    kept: list[str] = []
    for line in text[:_READ_AT_MOST].split("\n"):
        if _REST_IS_QUOTED.match(line):
            break
        if not _QUOTED.match(line) and not _FOOTER.match(line):
            kept.append(line)
    said = "\n".join(kept).strip()
    return _without_ours(said, {plain for one in ours for plain in _sentences(one)}) or text


def _sentences(text: str) -> list[str]:
    return [plain_words(part) for part in _SENTENCE.findall(text)]


def _without_ours(text: str, ours: set[str]) -> str:
    """A short sentence equal to one of ours goes only with a longer one beside it: "In danger" may
    be said by anybody."""
    parts = _SENTENCE.findall(text)
    is_ours = [plain_words(part) in ours for part in parts]
    is_long = [len(plain_words(part).split()) >= _LEAST_OF_OURS for part in parts]
    quoted = {n for n in range(len(parts)) if is_ours[n] and is_long[n]}
    for order in (range(len(parts)), reversed(range(len(parts)))):
        quoted |= {n for n in order if is_ours[n] and quoted & {n - 1, n + 1}}
    return "".join(part for n, part in enumerate(parts) if n not in quoted).strip()
