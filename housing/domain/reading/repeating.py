"""Whether a machine answers: the same words a third time running within a day.

A phone that answers for its owner says the same to everything we ask. Short answers come again
honestly ("1", "yes"), so few words are never a machine's.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from housing.domain.reading.inbound_text import plain_words

TIMES = 3
WITHIN = timedelta(days=1)
_FEWEST_WORDS = 4


def is_machine(said: Sequence[tuple[str, datetime]]) -> bool:
    """`said` are the tenant's last messages with their times, the newest last."""
    last = said[-TIMES:]
    if len(last) < TIMES or last[-1][1] - last[0][1] > WITHIN:
        return False
    words = {plain_words(text) for text, _ in last}
    return len(words) == 1 and len(words.pop().split()) >= _FEWEST_WORDS
