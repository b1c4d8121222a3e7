"""What the bot made of a message, in lines for staff: never shown to the tenant."""

from collections.abc import Mapping
from typing import Any

from desk.wording.words import DANGERS, READ_AS, in_words
from housing.domain.danger.reading import BELIEVED, POSSIBLE
from housing.domain.deal.deal import Deal

AS_DANGER = {BELIEVED: "Danger", POSSIBLE: "May be a danger"}


def understood(understanding: Mapping[str, Any] | None, deal: Deal) -> tuple[tuple[str, str], ...]:
    """Pairs of what and what with how sure it is: the meaning, the subject, danger."""
    if not understanding:
        return ()
    intent = understanding.get("intent") or {}
    lines = [("Read as", _sure(in_words(intent.get("name"), READ_AS), intent.get("confidence")))]
    for entity in understanding.get("entities") or ():
        if entity.get("entity") == "issue":
            lines.append(("About", _issue(entity, deal)))
        elif entity.get("entity") in AS_DANGER:
            name = in_words(entity.get("value"), DANGERS)
            what = AS_DANGER[entity["entity"]]
            lines.append((what, _sure(name, entity.get("confidence"))))
    return tuple(line for line in lines if line[1])


def _issue(entity: Mapping[str, Any], deal: Deal) -> str:
    value = str(entity.get("value"))
    text = _sure(deal.title_of(value), entity.get("confidence"))
    rivals = [
        _sure(deal.title_of(str(other.get("id"))), other.get("confidence"))
        for other in entity.get("alternatives") or ()
        if other.get("id") != value
    ][:2]
    return f"{text}, or {', '.join(rivals)}" if rivals else text


def _sure(what: str, confidence: Any) -> str:
    if not what or not isinstance(confidence, int | float):
        return what
    return f"{what} ({round(confidence * 100)}%)"
