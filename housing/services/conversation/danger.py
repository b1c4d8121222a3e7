"""The watch over every message, whoever has the conversation: danger is answered first.

Every danger of a message alerts staff, and every certain one is answered.
"""

from collections.abc import Sequence
from datetime import datetime

from housing.domain.choosing import read_yes_no
from housing.domain.conversation import Choice, Conversation, Message, Owner, Reply
from housing.domain.deal import Deal, Emergency
from housing.domain.dialogue import Asked, Dialogue, OpenQuestion, Parked
from housing.domain.handoff import Priority
from housing.ports import UnitOfWork
from housing.services import alerts, handoffs
from housing.services.conversation.emergency import safety_line
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.turn import Step, Turn

CERTAIN = 0.6
# The name under which it is kept that a turn told of a danger that a person sees to alone.
FOR_A_PERSON = "danger_for_a_person"
# Repairs that the service itself goes on with after the safety line: an order is raised and the
# address asked. Everything else is a person's at once.
GOES_ON_WITH_REPAIR = frozenset({"electric", "flood"})


async def raise_danger(
    uow: UnitOfWork,
    deal: Deal,
    *,
    conversation: Conversation,
    message: Message,
    danger: str,
    words: str,
    confidence: float,
    answered: bool,
    problems: Sequence[Parked] = (),
    now: datetime,
) -> tuple[Reply, ...]:
    """Alerts staff and gives what must be said first; passes to a person what is a person's.

    Below certainty it asks whether they are safe, and the `problems` that the message reports wait
    for the answer; nothing is asked when a surer danger of the message is `answered`. An unknown
    danger is treated as certain.
    """
    await alerts.raise_alert(
        uow,
        conversation_id=conversation.id,
        message_id=message.id,
        danger=danger,
        words=words or message.text,
        confidence=confidence,
        now=now,
    )
    emergency = deal.emergencies.get(danger)
    if confidence < CERTAIN and answered:
        return ()
    if confidence < CERTAIN and conversation.owner is Owner.BOT:
        return await _ask_if_safe(uow, deal, conversation, danger, problems)
    return await _answer(uow, deal, conversation, danger, emergency, now)


async def _answer(
    uow: UnitOfWork,
    deal: Deal,
    conversation: Conversation,
    danger: str,
    emergency: Emergency | None,
    now: datetime,
) -> tuple[Reply, ...]:
    line = safety_line(deal, emergency) if emergency else deal.texts.line("danger_staff")
    if danger not in GOES_ON_WITH_REPAIR:
        await handoffs.open_handoff(
            uow,
            conversation_id=conversation.id,
            reason="danger",
            summary=emergency.staff_line if emergency else danger,
            priority=Priority.EMERGENCY,
            context={"danger": danger},
            answer_due_at=deal.landlord.answer_by(Priority.EMERGENCY, now),
            now=now,
        )
    return (Reply(line),)


async def _ask_if_safe(
    uow: UnitOfWork,
    deal: Deal,
    conversation: Conversation,
    danger: str,
    problems: Sequence[Parked],
) -> tuple[Reply, ...]:
    choices = tuple(
        Choice(title, title)
        for title in (deal.texts.line("answer_yes"), deal.texts.line("answer_no"))
    )
    text = deal.texts.line("safe_question")
    dialogue = Dialogue.from_json(conversation.dialogue)
    for problem in problems:
        if dialogue.case is None or dialogue.case.issue != problem.issue:
            dialogue = dialogue.parks(problem)
    before = dialogue.question
    # Asked already and not answered: what was open before that is still to be gone back to.
    if before is None or before.kind is not Asked.DANGER_NOW:
        data = {"danger": danger, "before": before.as_json() if before else None}
        why = deal.texts.line("safe_why")
        dialogue = dialogue.asks(OpenQuestion(Asked.DANGER_NOW, text, choices, why, data))
    await uow.talk.save_dialogue(conversation.id, dialogue.as_json())
    return (Reply(text, choices),)


async def read_danger_now(turn: Turn, question: OpenQuestion) -> bool:
    """Safe goes on with what was open before or was told; not safe is a person's at once."""
    safe = read_yes_no(turn.words)
    if safe is None:
        return False
    turn.settle()
    if safe:
        turn.say("safe_yes")
        if question.data["before"] is not None:
            turn.dialogue = turn.dialogue.asks(OpenQuestion.from_json(question.data["before"]))
            turn.ask_again()
        elif turn.dialogue.parked:
            turn.then(Step.NEXT_PARKED)
        else:
            turn.say("safe_then")
        return True
    danger = question.data["danger"]
    await alerts.confirm(turn.uow, conversation_id=turn.conversation.id, danger=danger)
    emergency = turn.deal.emergencies.get(danger)
    if emergency is not None:
        turn.tell(safety_line(turn.deal, emergency))
    summary = emergency.staff_line if emergency else danger
    await hand_over(
        turn,
        reason="danger",
        summary=summary,
        priority=Priority.EMERGENCY,
        say=None if emergency else "handoff_urgent",
    )
    return True


async def is_for_a_person(uow: UnitOfWork, message_id: int) -> bool:
    """Whether the turn of this message told of a danger that staff have been given."""
    return await uow.talk.turn_result(message_id, FOR_A_PERSON) is not None


async def keep_for_a_person(uow: UnitOfWork, message_id: int, now: datetime) -> None:
    """Keeps that the turn of this message told of a danger that staff have been given."""
    if not await is_for_a_person(uow, message_id):
        await uow.talk.record_turn_result(message_id, FOR_A_PERSON, True, now)
