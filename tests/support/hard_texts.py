"""Texts of 4,000 characters that are hard to read: what makes a backtracking pattern slow.

Runs of one thing, runs that almost are what a reader looks for, and mixtures. Made the same way
each time; no part of it is random.
"""

from collections.abc import Iterator
from random import Random
from string import ascii_lowercase

LENGTH = 4000
# One of each kind of character, and beginnings of what readers look for that never come to an end.
PIECES = (
    " ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "a", "A", "e\u0301", "ß", "İ", "ſ", "ﷺ", "ﬃ", "1",
    "0", "٣", "²", "O", "I", "_", "-", ".", ",", ";", ":", "/", "'", "\u2019", '"', "(", "[", "@",
    "#", "&", "+", "£", "\x00", "\u200d", "🙂", "👩\u200d🚒", "日", "ق", "ब", "\ufffd", "1 ", "12 ",
    "12\n", "1-", "1 - ", "1.", "1 . ", "1/", "12/12/", "1 of ", "0 ", "07 ", "+44 ", "a ", "ab ",
    "a.", "a-", "a'", "a,", "A ", "Ab ", "Ab-", "Ab Cd\n", "AB1", "A1 ", "HL1 1", "HL1,", "W-",
    "W 2 ", "W2345", "hl-1", "1a", "a1", "1st ", "21st of ", "jan", "jan ", "1 jan ", "1 jan,",
    "january", "mar ", "1mar", "jan the 1", "19", "1999", "1999-", "'99", "no ", "not ", "the ",
    "not the ", "no not a ", "havent tried ", "any ", "a an any the my ", "one ", "option ",
    "please ", "i'm ", "im Ab", "it's ", "my name is ", "this is Ab ", "mr ", "mr. a", "crime no ",
    "crime number is ", "a@", "a@a.", "a.a@a", "www.", "http://", "12 a b ", "1 the ", "Ab Street",
    "at no 1", "flat 1", "after ", "school ", "between 1 and ", "any other ", "the last ",
    "too late ", "p.m. ", "twenty ", "twenty-", "mon ", "tomorow ", "wensday ", "1 days ", "a. ",
    "gas ", "smell ", "smell of gas ", "water ", "my baby ", "is not breathing ",
    "no smell of gas ", "cant breathe ", "ceiling's ", "fire last year ", "dont know ", "yes ",
    "yes but no ", "bab", "my sons ", "2 years ", "a couple of ", "since last ", "crime ref. 1",
    "crime number a", "turned off at ", "(0) ", "\\", "\\S+ ", "{", "}", "$", "^", "%", "|",
)  # fmt: skip
ENDS = ("", "!", "1")
RUNS = (" ", "\n", ".", "a", "1", "1 ", "_", "'")
DISTINCT_WORDS = (4, 8, 30)
"""Lengths of words that are all different: nothing remembered helps, no vocabulary has them."""
MIXTURES = 60


def hard_texts() -> Iterator[str]:
    """All of them."""
    for place, piece in enumerate(PIECES):
        yield from (_repeated(piece, end) for end in ENDS)
        yield piece + _repeated(RUNS[place % len(RUNS)], "!")[: LENGTH - len(piece)]
        yield _repeated(piece + RUNS[place % len(RUNS)] * 40)
        yield (_repeated(piece)[: LENGTH // 2] + _repeated(PIECES[place - 1]))[:LENGTH]
    random = Random(4)
    for _ in range(MIXTURES):
        few = random.sample(PIECES, 4)
        yield "".join(random.choice(few) for _ in range(LENGTH))[:LENGTH]
    for length in DISTINCT_WORDS:
        words = ("".join(random.choices(ascii_lowercase, k=length)) for _ in range(LENGTH))
        yield " ".join(words)[:LENGTH]


def _repeated(piece: str, end: str = "") -> str:
    room = LENGTH - len(end)
    return (piece * (room // len(piece) + 1))[:room] + end
