"""What is known of a case as staff read it: never a code, never a word of the program."""

from typing import Any

from desk.wording.words import in_words
from housing.domain.deal.facts import Fact

NOT_KNOWN = "Not known"


def told(value: Any, fact: Fact | None = None) -> str:
    """The value in the fact's own words, else as plainly as it can be said."""
    for choice in fact.choices if fact is not None else ():
        if choice.value == value:
            return choice.title
    match value:
        case None | "" | "none":
            return NOT_KNOWN
        case bool():
            return "Yes" if value else "No"
        case list() | tuple():
            return ", ".join(told(one) for one in value)
        case str() if _is_code(value):
            return in_words(value)
        case _:
            return str(value)


def _is_code(text: str) -> bool:
    """Words in lower case joined by underscores, as the program writes them."""
    parts = text.split("_")
    return (
        len(parts) > 1 and text.islower() and all(one.isascii() and one.isalnum() for one in parts)
    )
