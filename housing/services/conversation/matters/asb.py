"""Low-level neighbour trouble: logged first, then steps that help, a question about safety and a
promise to check back. Never a gate: a person is always one word away.
"""

from datetime import datetime, time, timedelta
from typing import Any

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.references import Kind
from housing.domain.casework.reports import Report
from housing.domain.clock.local_time import at_london, spoken_day, to_london
from housing.domain.deal.deal import Deal
from housing.domain.deal.decision import Decision
from housing.domain.messaging.conversation import Choice, Owner, Reply
from housing.domain.messaging.dialogue import Asked, Dialogue, OpenQuestion
from housing.domain.messaging.quiet_hours import next_allowed
from housing.domain.reading.choosing import read_choice
from housing.services.casework import asb_watch
from housing.services.casework.numbering import new_reference
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.problems.guiding import tell_guide
from housing.services.conversation.turn import Step, Turn, holds_for
from housing.services.messaging import jobs, outbox

CHECK_BACK = "check_back"
CHECK_BACK_AFTER = timedelta(days=7)
CHECK_BACK_AGAIN = timedelta(days=1)
CHECK_BACK_AT = time(10)
SPEAKS = frozenset({Owner.BOT, Owner.CLOSED})


async def self_help(turn: Turn, decision: Decision) -> None:
    """The steps that help and the promise to check back; the case was logged before anything."""
    turn.tell(*decision.reasons, holds_for(turn, decision))
    tell_guide(turn, decision)
    turn.settle()
    await _promise(turn)
    turn.set_case(None)
    turn.then(Step.NEXT_PARKED)


async def log(turn: Turn, report: Report) -> None:
    """Puts the trouble on record before anything is asked. Several reports of one open matter are
    one case (Tenant Satisfaction Measures, NM01)."""
    matter = await turn.uow.reports.open_asb_case_about(report, kind=report.issue)
    if matter is not None:
        await turn.uow.reports.add_to_asb_case(matter.id, report.id)
        return
    case = await turn.uow.reports.open_asb_case(
        reference=new_reference(Kind.ASB), report=report, kind=report.issue, now=turn.now
    )
    await asb_watch.begin(turn.uow, case, now=turn.now)


async def told_before(turn: Turn) -> bool:
    """Whether the report in hand is a later one of a matter that is still open."""
    case = await turn.uow.reports.asb_case_of(turn.case.report_id)
    return case is not None and case.report_id != turn.case.report_id


async def say_logged(turn: Turn) -> None:
    """That it is on record, with its reference."""
    case = await turn.uow.reports.asb_case_of(turn.case.report_id)
    if case is not None:
        again = case.report_id != turn.case.report_id
        turn.say("asb_logged_again" if again else "asb_logged", reference=case.reference)


async def close(turn: Turn, report_id: int) -> None:
    """Closes the case that this report opened: there is no such trouble."""
    case = await turn.uow.reports.asb_case_of(report_id)
    if case is not None and case.report_id == report_id:
        await turn.uow.reports.change_asb_case(case.id, state="closed")


async def pass_on(turn: Turn) -> None:
    """Marks the case as staff's, if the report in hand has one."""
    case = await turn.uow.reports.asb_case_of(turn.case.report_id)
    if case is not None:
        await turn.uow.reports.change_asb_case(case.id, state="staff")


async def _promise(turn: Turn) -> None:
    case = await turn.uow.reports.asb_case_of(turn.case.report_id)
    if case is None:
        return
    day = turn.deal.calendar.add(to_london(turn.now + CHECK_BACK_AFTER).date(), 0)
    back_at = next_allowed(at_london(day, CHECK_BACK_AT))
    safe = turn.case.facts.get("safe_to_speak")
    await turn.uow.reports.change_asb_case(
        case.id,
        state="self_help",
        safe_to_talk=None if safe is None else "yes" if safe else "no",
        check_back_at=back_at,
    )
    await jobs.schedule(
        turn.uow,
        kind=CHECK_BACK,
        key=f"{CHECK_BACK}:{case.id}",
        payload={"case_id": case.id, "conversation_id": turn.conversation.id},
        due_at=back_at,
    )
    if await _can_be_reached(turn):
        turn.say("asb_check_back", day=spoken_day(to_london(back_at).date()))
    else:
        turn.say("asb_come_back")


async def _can_be_reached(turn: Turn) -> bool:
    """Whether a promise to write first can be kept: a chat may never be opened again."""
    household = await turn.household()
    return turn.by_sms or (household is not None and household.tenant.mobile is not None)


async def check_back(
    uow: UnitOfWork, deal: Deal, payload: dict[str, Any], now: datetime
) -> datetime | None:
    """Asks how things are, without naming what it is about: others may read the screen.

    Only while nobody else speaks in the conversation and no question is open; until then it is put
    off to the next day, for it was promised.
    """
    case = await uow.reports.asb_case(payload["case_id"])
    if case is None or case.state != "self_help":
        return None
    conversation = await uow.talk.conversation(payload["conversation_id"])
    dialogue = Dialogue.from_json(conversation.dialogue)
    if conversation.owner not in SPEAKS or dialogue.awaiting:
        return next_allowed(now + CHECK_BACK_AGAIN)
    titles = [deal.texts.line("check_back_better"), deal.texts.line("check_back_same")]
    choices = tuple(Choice(title, title) for title in titles)
    text = deal.texts.line("check_back")
    question = OpenQuestion(
        Asked.CHECK_BACK,
        text,
        choices,
        deal.texts.line("check_back_why"),
        {"case_id": payload["case_id"]},
    )
    await uow.talk.save_dialogue(conversation.id, dialogue.asks(question).as_json())
    await outbox.enqueue(
        uow, conversation_id=conversation.id, author="bot", reply=Reply(text, choices), now=now
    )
    return None


async def read_check_back(turn: Turn, question: OpenQuestion) -> bool:
    """Better closes the case; no better goes to staff with all that was told."""
    heard = {
        turn.line("check_back_better"): ("better", "sorted", "stopped", "ok now", "fine"),
        turn.line("check_back_same"): ("no", "worse", "same", "still", "not better", "not really"),
    }
    chosen = read_choice(question.choices, turn.words, heard)
    if chosen is None:
        return False
    turn.settle()
    case_id = question.data["case_id"]
    if chosen == turn.line("check_back_better"):
        await turn.uow.reports.change_asb_case(case_id, state="closed")
        turn.say("check_back_good")
        return True
    await turn.uow.reports.change_asb_case(case_id, state="staff")
    turn.say("check_back_bad", promise=turn.promise)
    await hand_over(turn, reason="deal", summary="Self-help done and no better", say=None)
    return True
