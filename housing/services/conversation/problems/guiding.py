"""Self-help guides, in the form that fits the channel."""

from housing.domain.deal.decision import Decision
from housing.services.conversation.turn import Turn


def tell_guide(turn: Turn, decision: Decision) -> None:
    """One text by SMS, numbered steps on the web; nothing when the decision has no guide."""
    guide = turn.deal.guides.get(decision.guide or "")
    if guide is None:
        return
    if turn.by_sms:
        turn.tell(guide.sms)
        return
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(guide.steps, 1))
    turn.tell(f"{guide.title}\n{steps}\n{guide.stop}".strip())
