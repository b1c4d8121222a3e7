"""Low-level neighbour trouble: logged first, then steps that help, a question about safety and a
promise to check back. Never a gate: a person is always one word away.
"""

from datetime import datetime, timedelta
from typing import Any

from housing.domain.choosing import read_choice, read_yes_no
from housing.domain.conversation import Choice, Owner, Reply
from housing.domain.deal import Deal
from housing.domain.decision import Decision
from housing.domain.dialogue import Asked, Dialogue, OpenQuestion
from housing.domain.local_time import at_london, spoken_day, to_london
from housing.domain.quiet_hours import next_allowed
from housing.ports import UnitOfWork
from housing.services import jobs, outbox
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.turn import Step, Turn

CHECK_BACK = "check_back"
CHECK_BACK_AFTER = timedelta(days=7)
CHECK_BACK_AT = (10, 0)


async def self_help(turn: Turn, decision: Decision) -> None:
    """Says it is on record and asks whether it is safe to talk to them; the steps come next."""
    case = await turn.uow.reports.asb_case_of(turn.case.report_id)
    reference = case.reference if case else ""
    turn.say("asb_logged", reference=reference)
    turn.ask(
        Asked.SAFE_TO_TALK,
        turn.line("asb_safe"),
        choices=[turn.line("yes"), turn.line("no")],
        why=turn.line("asb_safe_why"),
        data={"guide": decision.guide, "statement": _cited(turn, decision)},
    )


def _cited(turn: Turn, decision: Decision) -> str:
    if decision.statement is None:
        return ""
    return turn.line(decision.statement.kind.value, number=decision.statement.number)


async def read_safe(turn: Turn, question: OpenQuestion) -> bool:
    """The steps that fit the answer, then the promise to check back."""
    safe = read_yes_no(turn.words)
    if safe is None:
        return False
    turn.settle()
    turn.say("asb_safe_yes" if safe else "asb_safe_no")
    guide = turn.deal.guides.get(question.data["guide"] or "")
    if guide is not None:
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(guide.steps, 1))
        turn.tell(guide.sms if turn.by_sms else f"{guide.title}\n{steps}")
    await _promise(turn, safe=safe)
    turn.set_case(None)
    turn.then(Step.NEXT_PARKED)
    return True


async def _promise(turn: Turn, *, safe: bool) -> None:
    case = await turn.uow.reports.asb_case_of(turn.case.report_id)
    if case is None:
        return
    hour, minute = CHECK_BACK_AT
    day = to_london(turn.now + CHECK_BACK_AFTER).date()
    back_at = next_allowed(at_london(day, datetime.min.time().replace(hour=hour, minute=minute)))
    await turn.uow.reports.change_asb_case(
        case.id,
        state="self_help",
        safe_to_talk="yes" if safe else "no",
        check_back_at=back_at,
    )
    await jobs.schedule(
        turn.uow,
        kind=CHECK_BACK,
        key=f"{CHECK_BACK}:{case.id}",
        payload={"case_id": case.id, "conversation_id": turn.conversation.id},
        due_at=back_at,
    )
    turn.say("asb_check_back", day=spoken_day(to_london(back_at).date()))


async def check_back(uow: UnitOfWork, deal: Deal, payload: dict[str, Any], now: datetime) -> None:
    """Asks how things are, without naming what it is about: others may read the screen.

    Only while nobody else speaks in the conversation and no question is open.
    """
    conversation = await uow.talk.conversation(payload["conversation_id"])
    dialogue = Dialogue.from_json(conversation.dialogue)
    if conversation.owner is not Owner.BOT or dialogue.awaiting:
        return
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
