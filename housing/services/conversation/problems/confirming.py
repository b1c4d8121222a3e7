"""An answer that would raise an emergency, heard once more from the side of the danger."""

from housing.domain.deal.facts import Fact, FactValue
from housing.domain.messaging.dialogue import Asked
from housing.services.conversation.turn import Turn


def is_to_confirm(fact: Fact, value: FactValue) -> bool:
    return fact.confirm is not None and fact.confirm.value == value


def ask_from_the_other_side(turn: Turn, fact: Fact) -> None:
    """A bare answer that would raise an emergency is heard once more before it does."""
    confirm = fact.confirm
    if confirm is None:
        return
    wording = confirm.question.sms if turn.by_sms else confirm.question.web
    titles = [choice.title for choice in confirm.choices]
    data = {"fact": fact.id, "confirming": True}
    turn.ask(Asked.FACT, wording, choices=titles, why=fact.why, data=data)
