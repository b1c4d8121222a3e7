"""Reactions: what a phone sends for a heart, a thumb or a laugh put on one of our messages.

Where both ends are not on the same service it comes as a text that quotes the message. It answers
nothing. A thumb that was typed is a word of the tenant's: yes or no, where that was asked.
"""

import re

_OPENS, _CLOSES = "[\"'\u201c\u201d\u201e\u00ab\u2018]", "[\"'\u201c\u201d\u00bb\u2019]"
# Phones put hair spaces and zero-width marks around what they quote.
_INVISIBLE = re.compile("[\u200a\u200b\u200c\u2009\u202f\u00a0\u2060\ufeff]+")
_VERBS = (
    "Loved|Liked|Disliked|Laughed at|Emphasi[sz]ed|Questioned"
    "|Removed an? (?:heart|like|dislike|laugh|exclamation(?: mark| point)?|question mark) from"
)
_THINGS = (
    "(?:an? |\\d{1,3} )(?:image|photo|picture|movie|video|attachment|audio message|voice message|"
    "sticker|contact|location|link|GIF)s?"
)
# What is not a letter of any alphabet: emoji with their joiners, skin tones and variants.
_EMOJI = "[^\\w\\s\"'\u201c\u201d.,!?]{1,14}"
_REACTED = (
    f"(?:Reacted (?:{_EMOJI}|with a sticker) to|Removed (?:{_EMOJI}|a sticker|a reaction) from"
    f"|{_EMOJI} (?:to|removed from))"
)
_REACTION = re.compile(
    rf"(?:{_VERBS}|{_REACTED})\s+(?:{_THINGS}|{_OPENS}.*{_CLOSES})\s*", re.IGNORECASE | re.DOTALL
)
_MARKS = "[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f\\s]*"
_THUMB = re.compile(rf"\s*(?:(?P<up>(?:\U0001f44d{_MARKS})+)|(?:\U0001f44e{_MARKS})+)")


def is_reaction(text: str) -> bool:
    """Whether the text is a phone's own report of a reaction, put on or taken off again."""
    return _REACTION.fullmatch(" ".join(_INVISIBLE.sub(" ", text).split())) is not None


def read_thumb(text: str) -> bool | None:
    """A plain thumb: up is yes, down is no; None for anything else."""
    found = _THUMB.fullmatch(text)
    return None if found is None else found["up"] is not None
