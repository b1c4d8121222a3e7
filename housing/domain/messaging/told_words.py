"""Somebody's own words in a text of ours: cut to the room there is, so that the text always leaves.

An operative's text with an address that is a letter long must arrive all the same; the whole of it
is on record. A postcode is what finds the door, so it is kept.
"""

from collections.abc import Callable

from housing.domain.messaging.sms_text import MAX_SEGMENTS, segments, to_sms
from housing.domain.reading.postcode import find_postcode

CUT = "..."
# More than this never fits, whatever it is written in, and reading it all would take its time.
MOST_READ = 4_000


def fits(text: str) -> bool:
    """Whether the text arrives whole: as a text message it takes two segments at most."""
    return segments(to_sms(text)) <= MAX_SEGMENTS


def fitted(told: str, within: Callable[[str], str]) -> str:
    """`told`, or as much of its beginning as `within` can say it with in a text that fits."""
    words = " ".join(told[:MOST_READ].split())
    if len(told) <= MOST_READ and fits(within(words)):
        return words
    postcode = find_postcode(words)
    tail = f"{CUT} {postcode}" if postcode else CUT
    short, long = 0, len(words)
    while long - short > 1:
        length = (short + long) // 2
        if fits(within(words[:length] + tail)):
            short = length
        else:
            long = length
    return _whole_words(words[:short]) + tail


def _whole_words(text: str) -> str:
    """Without the word that was cut through, unless that would lose half of it."""
    whole, _, rest = text.rpartition(" ")
    return (whole if len(rest) < len(whole) else text).rstrip(" ,.;:-")
