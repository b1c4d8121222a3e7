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
        sentences = _SENTENCE_END.split(reply.text)
        fresh = [one for one in sentences if len(one) < SHORTEST or one not in said]
        said.update(sentences)
        fresh = [
            one for at, one in enumerate(fresh) if len(one) < SHORTEST or one not in fresh[:at]
        ]
        if fresh or reply.choices:
            kept.append(replace(reply, text=" ".join(fresh) or reply.text))
    return tuple(kept)
