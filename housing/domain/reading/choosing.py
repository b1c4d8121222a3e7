"""Reading the answer to a question with choices: by number, by title, or by a plain yes or no."""

from collections.abc import Mapping, Sequence

from housing.domain.deal.facts import Choice as FactChoice
from housing.domain.deal.facts import Fact, FactKind, FactSource, Question
from housing.domain.messaging.conversation import Choice
from housing.domain.reading.answers import read_answer
from housing.domain.reading.inbound_text import plain_words
from housing.domain.reading.reactions import read_thumb
from housing.domain.reading.yes_no import plain_answer

_NO_QUESTION = Question("", "")
_PLACES = {"1": True, "option 1": True, "one": True, "2": False, "option 2": False, "two": False}


def read_yes_no(text: str) -> bool | None:
    """Yes or no to an offer in the many ways people type them, or by its place; None when it is
    unclear."""
    thumb = read_thumb(text)
    if thumb is not None:
        return thumb
    words = plain_words(text)
    if words in _PLACES:
        return _PLACES[words]
    return plain_answer(words, to_an_offer=True)


def read_choice(
    choices: Sequence[Choice], text: str, heard: Mapping[str, tuple[str, ...]] | None = None
) -> str | None:
    """The payload of the choice that was meant; None when it is unclear.

    `heard` gives further words by payload ("nope" for "No, still broken").
    """
    said = heard or {}
    options = tuple(
        FactChoice(one.payload, one.title, said.get(one.payload, ())) for one in choices
    )
    fact = Fact("choice", FactKind.CHOICE, FactSource.ASKED, "", _NO_QUESTION, "", options)
    answer = read_answer(fact, text)
    return answer if isinstance(answer, str) else None
