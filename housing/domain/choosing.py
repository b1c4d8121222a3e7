"""Reading the answer to a question with choices: by number, by title, or by a plain yes or no."""

from collections.abc import Mapping, Sequence

from housing.domain.answers import read_answer
from housing.domain.conversation import Choice
from housing.domain.facts import Choice as FactChoice
from housing.domain.facts import Fact, FactKind, FactSource, Question

_NO_QUESTION = Question("", "")
_YES_OR_NO = (FactChoice(True, "Yes"), FactChoice(False, "No"))
_YES_NO = Fact("yes_no", FactKind.BOOLEAN, FactSource.ASKED, "", _NO_QUESTION, "", _YES_OR_NO)


def read_yes_no(text: str) -> bool | None:
    """Yes or no in the many ways people type them; None when it is unclear."""
    answer = read_answer(_YES_NO, text)
    return answer if isinstance(answer, bool) else None


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
