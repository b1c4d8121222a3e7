"""One composed reply: no sentence is said twice in a turn, whichever flows spoke in it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from housing.domain.messaging.conversation import Reply

_SENTENCE_END = re.compile(r"(?<=[.!?])[ ]+(?=[A-Z0-9])")
# "OK." and "Thanks." may well be said of two things.
SHORTEST = 16


def composed(replies: Iterable[Reply]) -> tuple[Reply, ...]:
    """The replies without what an earlier one of them says; those with nothing left are gone."""
    said: set[str] = set()
    kept = []
    for reply in replies:
        fresh = []
        for sentence in _SENTENCE_END.split(reply.text):
            if len(sentence) < SHORTEST or sentence not in said:
                fresh.append(sentence)
            said.add(sentence)
        if fresh or reply.choices:
            kept.append(replace(reply, text=" ".join(fresh) or reply.text))
    return tuple(kept)
