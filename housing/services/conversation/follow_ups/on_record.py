"""What a follow-up can be about: the emergency, the visits, the person who was promised."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from housing.domain.casework.reports import Report
from housing.domain.messaging.follow_ups import FollowUp
from housing.domain.messaging.handoff import Handoff
from housing.domain.repairs.work_orders import OpenOrder, WorkOrder
from housing.services.conversation import noting
from housing.services.conversation.handing_over import hand_over, standing
from housing.services.conversation.safety import emergency_in_hand
from housing.services.conversation.turn import Turn
from housing.services.conversation.visits import chasing


@dataclass(frozen=True, slots=True)
class OnRecord:
    """`orders` are shown to who has proved who they are alone; newest first."""

    emergency: WorkOrder | None
    orders: tuple[OpenOrder, ...]
    handoff: Handoff | None
    report: Report | None

    @property
    def anything(self) -> bool:
        """Whether a follow-up can be about something."""
        return bool(self.emergency or self.orders or self.handoff or self.report)

    @property
    def visits(self) -> tuple[OpenOrder, ...]:
        """Those with a time."""
        return tuple(one for one in self.orders if one.appointment is not None)


Answer = Callable[[Turn, FollowUp, OnRecord], Awaitable[str | None]]


async def read(turn: Turn) -> OnRecord:
    report_id = await noting.report_in_hand(turn)
    return OnRecord(
        await emergency_in_hand.find(turn),
        tuple(await chasing.own_orders(turn)),
        await turn.uow.desk.open_handoff(turn.conversation.id),
        await turn.uow.reports.report(report_id) if report_id is not None else None,
    )


async def put_to_person(turn: Turn, asked: FollowUp, *, reason: str = "staff_topic") -> str:
    """Has a person answer what cannot be answered here, and says when; what was open stays open."""
    question = turn.dialogue.question
    await noting.note(turn, asked.words)
    await hand_over(turn, reason=reason, summary=asked.words, say=None)
    turn.dialogue = turn.dialogue.asks(question) if question else turn.dialogue
    return await standing(turn) or turn.promise


async def nobody_has_it(turn: Turn, asked: FollowUp) -> str | None:
    """Who asks how or when they hear is put before a person, unless something is being asked."""
    if turn.dialogue.question is not None:
        return None
    return turn.line("question_passed_on", promise=await put_to_person(turn, asked))


async def keep(turn: Turn, asked: FollowUp, on_record: OnRecord, *, say: str) -> str:
    """Puts the words where who comes or answers reads them; where nobody would, asks a person.

    `say` names the sentence that says what was kept.
    """
    if on_record.emergency is None and on_record.report is None and on_record.handoff is None:
        return turn.line("question_passed_on", promise=await put_to_person(turn, asked))
    await noting.note(turn, asked.words)
    return turn.line(say)
