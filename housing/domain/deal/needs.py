"""What a tenant needs besides the repair, or tells for whoever comes, heard in their words.

A closed world: only what the landlord has written down is ever heard, and a thing that is wanted
only beside a word of need, for "the heater is broken" asks for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# As many words may stand between the word of need and the thing: "need some kind of a heater".
REACH = 5
_ASKS = (
    "need", "needs", "needed", "want", "wants", "do with", "have you got", "do you have",
    "do you do",
    "can i have", "can i get", "can i borrow", "can you get", "can you send", "can you give",
    "can we have", "can we get", "can we borrow", "could i have", "could we have", "could i get",
    "could you send", "get us", "get me", "send us", "send me", "lend", "borrow", "without a",
    "without any", "no", "dont have", "dont have a", "havent got", "got no", "find us", "find me",
    "put us in", "provide", "give us", "give me", "looking for", "is there", "any", "rehouse",
    "move us", "move me",
)  # fmt: skip

# "I said I don't need a heater": to hear it as wanted would be worse than not to hear it.
_DECLINES = (
    "dont need", "do not need", "dont want", "do not want", "no need for", "not need", "didnt ask",
    "never asked", "didnt need", "doesnt need", "no thanks to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """`noted` completes "you need ..."; an `urgent` one is put before a person."""

    id: str
    noted: str
    urgent: bool
    says: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()


def needs_in(plain_words: str, needs: Iterable[Need], *, said: str = "") -> tuple[Need, ...]:
    """The needs that the words tell of, in the landlord's order; `plain_words` are in lower case,
    without apostrophes or marks. A thing that we have just named (in `said`, likewise plain) is
    wanted by whoever names it again."""
    words, offered = f" {plain_words} ", f" {said} "
    return tuple(
        need
        for need in needs
        if any(f" {phrase} " in words for phrase in need.says)
        or any(_is_wanted(thing, words, offered) for thing in need.wanted)
    )


def _is_wanted(thing: str, words: str, offered: str) -> bool:
    """Whether a word of need stands within reach before the thing, or the thing was offered."""
    before, found, _ = words.partition(f" {thing} ")
    near = " ".join(before.split()[-REACH - 2 :])
    if not found or any(f" {no} " in f" {near} " for no in _DECLINES):
        return False
    if f" {thing} " in offered:
        return True
    return any(f" {ask} " in f" {near} " for ask in _ASKS)
