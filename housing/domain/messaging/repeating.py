"""Whether a machine answers: the same words a third time running within a day.

A phone that answers for its owner says the same to everything we ask. Short answers come again
honestly ("1", "yes"), so few words are never a machine's.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from housing.domain.danger.words import words_of
from housing.domain.reading.inbound_text import plain_words

TIMES = 3
WITHIN = timedelta(days=1)
_FEWEST_WORDS = 4
_AUTOMATIC = words_of(
    r"(?:automated|automatic|auto) ?(?:reply|response|message|text|email|answer)", r"autoreply",
    r"out of (?:the )?office", r"sent automatically", r"automatically generated",
    r"do not disturb while driving", r"im driving (?:right now|with do not disturb)",
)  # fmt: skip


def is_automatic(text: str) -> bool:
    """Whether a phone or mailbox says of itself that it answers for its owner."""
    return _AUTOMATIC.search(plain_words(text)) is not None


def is_machine(said: Sequence[tuple[str, datetime]]) -> bool:
    """`said` are the tenant's last messages with their times, the newest last."""
    last = said[-TIMES:]
    if len(last) < TIMES or last[-1][1] - last[0][1] > WITHIN:
        return False
    words = {plain_words(text) for text, _ in last}
    return len(words) == 1 and len(words.pop().split()) >= _FEWEST_WORDS
