"""A conversation in the middle while the landlord's Deal changes: it goes on by the new one.

What the new Deal no longer knows is let go; a problem it no longer knows goes to a person, so that
nothing a tenant reported is lost.
"""

from dataclasses import replace

from housing.domain.deal.deal import Deal
from housing.domain.deal.deciding import DealError, check_facts
from housing.domain.deal.facts import FactKind, FactValue
from housing.domain.messaging.dialogue import Asked, Dialogue
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.problems.triage import go_on
from housing.services.conversation.turn import Heard, Turn


def known_guesses(deal: Deal, heard: Heard) -> Heard:
    """What was heard without issues that this Deal does not have: the bot was trained on others."""
    return replace(
        heard,
        guesses=tuple(guess for guess in heard.guesses if guess.id in deal.issues),
        others=tuple(issue for issue in heard.others if issue in deal.issues),
    )


async def keep_up(turn: Turn) -> bool:
    """Brings the dialogue up to the Deal in use; True when that was the answer to this message."""
    gone = [issue for issue in _named(turn.dialogue) if issue not in turn.deal.issues]
    if gone:
        turn.dialogue = replace(
            turn.dialogue.settled(),
            case=None,
            parked=tuple(one for one in turn.dialogue.parked if one.issue not in gone),
        )
        told = ", ".join(issue.replace("_", " ") for issue in gone)
        await hand_over(turn, reason="deal", summary=f"No longer in the Deal: {told}")
        return True
    case, question = turn.dialogue.case, turn.dialogue.question
    if case is None:
        return False
    facts = {name: value for name, value in case.facts.items() if _is_known(turn.deal, name, value)}
    answered = tuple(name for name in case.answered if name in facts)
    turn.set_case(replace(case, facts=facts, answered=answered))
    if question is None or question.kind is not Asked.FACT:
        return False
    if question.data["fact"] in turn.deal.facts:
        return False
    turn.settle()
    await go_on(turn)
    return True


def _named(dialogue: Dialogue) -> dict[str, None]:
    """The issues that the dialogue is about, in order."""
    named = [dialogue.case.issue] if dialogue.case else []
    named += [one.issue for one in dialogue.parked]
    if dialogue.question is not None and dialogue.question.kind is Asked.WHICH_ISSUE:
        named += dialogue.question.data["issues"]
    return dict.fromkeys(named)


def _is_known(deal: Deal, name: str, value: FactValue) -> bool:
    """Whether the fact is there and may be worth that; a date is kept as its text."""
    if name in deal.facts and deal.facts[name].kind is FactKind.DATE:
        return True
    try:
        check_facts(deal, {name: value})
    except DealError:
        return False
    return True
