"""Which of some texts a tenant's words are about: the one that shares most of its telling words."""

from collections.abc import Mapping

from housing.domain.reading.inbound_text import plain_words

_COMMON = """
a about an and any are as at be by can cost do does fix for from get have how i if in is it landlord
me much my new no not of on or our pay should small that the there this to us was we were what when
who whose will with yes you your
"""
COMMON_WORDS = frozenset(_COMMON.split())


def nearest(text: str, candidates: Mapping[str, str]) -> str | None:
    """The key of the candidate that shares most telling words with the text; None for no word."""
    said = telling_words(text)
    shared = {key: len(said & telling_words(candidate)) for key, candidate in candidates.items()}
    best = max(shared, key=lambda key: shared[key], default=None)
    return best if best is not None and shared[best] else None


def telling_words(text: str) -> set[str]:
    """The words that tell what a text is about, without plural endings."""
    return {word.removesuffix("s") for word in set(plain_words(text).split()) - COMMON_WORDS}
