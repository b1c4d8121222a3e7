"""Emergencies: what keeps people safe is said first, staff know at once, then where to come.

Nothing here asks who the tenant is: reporting an emergency never needs it.
"""

from dataclasses import replace
from datetime import timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import spoken_by
from housing.domain.deal.deal import Deal, Emergency
from housing.domain.deal.decision import Decision
from housing.domain.messaging.conversation import Message
from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.messaging.handoff import Priority
from housing.domain.people.identity import read_details
from housing.domain.reading.asks import is_question
from housing.domain.reading.choosing import read_yes_no
from housing.domain.reading.told_address import find_address, names_a_place
from housing.services.conversation import noting
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.identity import reaching
from housing.services.conversation.matters import asb
from housing.services.conversation.problems import tonight
from housing.services.conversation.problems.guiding import tell_guide
from housing.services.conversation.turn import Step, Turn
from housing.services.desk import alerts
from housing.services.repairs import diary, on_call, work_orders

ADDRESS_NEEDS = 6
# An address that was told this lately is where they are.
RECENT = timedelta(hours=24)
# Within these a safety text has been read and need not come again.
MESSAGES_BACK, SAID_LATELY = 30, timedelta(hours=2)
# The name under which the watch keeps what it said to a message.
WATCH = "watch"


async def answer(turn: Turn, decision: Decision) -> None:
    """For what is first of all for others (999, the gas line) and for staff at once."""
    await _alert(turn, decision)
    await _instruct(turn, decision)
    summary = decision.staff_reason or turn.issue.title
    await turn.uow.reports.change_report(turn.case.report_id, state="staff")
    await asb.pass_on(turn)
    await hand_over(
        turn,
        reason="danger" if decision.danger else "deal",
        summary=summary,
        priority=Priority.EMERGENCY,
        say=None if decision.emergency else "handoff_urgent",
    )


async def attend(turn: Turn, decision: Decision) -> None:
    """An emergency repair: an order without a slot, staff alerted, and one question: where?"""
    await _alert(turn, decision)
    await _instruct(turn, decision)
    tonight.tell_price(turn, decision)
    household = await turn.likely_household()
    order = await work_orders.raise_work_order(
        turn.uow,
        report_id=turn.case.report_id,
        home_id=household.home.id if household else None,
        tenant_id=household.tenant.id if household else None,
        issue=decision.issue,
        trades=decision.trades,
        priority=decision.priority,
        minutes=decision.minutes or 0,
        required_completion=decision.target.due_at if decision.target else None,
        now=turn.now,
    )
    turn.set_case(replace(turn.case, work_order_id=order.id))
    told = await _told_with_it(turn) or (
        await reaching.told_where(turn) if household is None else None
    )
    if told is not None:
        await come_to(turn, told)
    elif await turn.household() is not None or await _is_at_the_same_home(turn):
        await _located(turn)
        await _pass_on(turn)
    else:
        _ask_address(turn, known=household is not None)


async def _told_with_it(turn: Turn) -> str | None:
    """The address among the words that told of the emergency, or answered about it."""
    report = await turn.uow.reports.report(turn.case.report_id)
    told = find_address(turn.words) or find_address(report.words)
    return told.address if told else None


async def _is_at_the_same_home(turn: Turn) -> bool:
    """Whether another emergency of this conversation is on its way to the home on record."""
    for one in await turn.uow.reports.reports_of(turn.conversation.id):
        is_other = one.id != turn.case.report_id and one.state == "staff"
        at_home = one.home_id is not None and one.told_address is None
        if is_other and at_home and one.created_at >= turn.now - RECENT:
            return await turn.uow.elements.order_of(one.id) is not None
    return False


def _ask_address(turn: Turn, *, known: bool) -> None:
    turn.ask(
        Asked.ADDRESS,
        turn.line("emergency_address_known" if known else "emergency_address"),
        choices=[turn.line("answer_yes"), turn.line("answer_no")] if known else (),
        why=turn.line("emergency_address_why"),
        data={"known": known},
    )


async def read_address(turn: Turn, question: OpenQuestion) -> bool:
    """Where to come: the home on record, or an address in the tenant's words."""
    words, known = turn.words.strip(), question.data["known"]
    if known and await _gives_details(turn):
        return await come_to(turn, None)
    has_number = any(letter.isdigit() for letter in words)
    if len(words) >= ADDRESS_NEEDS and (has_number or names_a_place(words)):
        return await come_to(turn, words)
    if not known:
        return False
    at_home = read_yes_no(words)
    if at_home:
        return await come_to(turn, None)
    if at_home is False:
        _ask_address(turn, known=False)
    return at_home is False


async def come_to(turn: Turn, address: str | None, *, rest: str = "") -> bool:
    """An address in the tenant's words, or None for the home on record; `rest` is what else was
    said, which goes with it to whoever comes."""
    await turn.uow.reports.change_report(turn.case.report_id, told_address=address)
    turn.settle()
    await _located(turn)
    if rest:
        await noting.note(turn, rest)
    await _pass_on(turn)
    if rest:
        turn.say("passed_on_too")
    return True


async def _gives_details(turn: Turn) -> bool:
    """Whether the words are the home's postcode and a date of birth: no address to drive to."""
    told = read_details(turn.words, turn.today)
    household = await turn.likely_household()
    return (
        told.date_of_birth is not None
        and household is not None
        and told.postcode == household.home.postcode
    )


async def give_up_on_address(turn: Turn) -> None:
    """Without an address after two tries a person takes over, with what was told instead."""
    told = turn.words.strip()
    if len(told) >= ADDRESS_NEEDS and not is_question(told):
        await turn.uow.reports.change_report(turn.case.report_id, told_address=told)
        await _located(turn)
    await _pass_on(turn)


async def _located(turn: Turn) -> None:
    await on_call.located(
        turn.uow, turn.deal, work_order_id=turn.case.work_order_id or 0, now=turn.now
    )


async def _pass_on(turn: Turn) -> None:
    """The window is told at once, before anybody has accepted: it is the landlord's promise."""
    order = await diary.order_of(turn.uow, turn.case.work_order_id or 0)
    by = spoken_by(order.required_completion or turn.now)
    report = await turn.uow.reports.report(turn.case.report_id)
    await turn.uow.reports.change_report(report.id, state="staff")
    told = find_address(report.told_address or "")
    if told is not None:
        where = {"address": told.address}
        line = turn.deal.texts.line_of
        turn.tell(line("emergency_raised_at", told=where, reference=order.reference, by=by))
    else:
        turn.say("emergency_raised", reference=order.reference, by=by)
    await hand_over(
        turn,
        reason="danger",
        summary=turn.issue.title,
        priority=Priority.EMERGENCY,
        say=None,
    )
    turn.then(Step.NEXT_PARKED)


async def _alert(turn: Turn, decision: Decision) -> None:
    """Quotes the report: what is being answered may be no more than the "1" that decided it."""
    report = await turn.uow.reports.report(turn.case.report_id)
    await alerts.raise_alert(
        turn.uow,
        conversation_id=turn.conversation.id,
        message_id=report.message_id,
        danger=decision.danger or decision.issue,
        words=report.words,
        confidence=1.0,
        now=turn.now,
    )


async def _instruct(turn: Turn, decision: Decision) -> None:
    """The safety line of the danger, unless the watch has said one to this very message; without
    a danger the reason and what to do until someone comes."""
    warned = await turn.uow.talk.turn_result(turn.heard.message_id, WATCH) is not None
    if decision.emergency is None:
        turn.tell(" ".join(decision.reasons))
        tell_guide(turn, decision)
    elif not warned:
        line = safety_line(turn.deal, decision.emergency)
        message = await turn.uow.talk.message(turn.heard.message_id)
        if not await said_lately(turn.uow, message, line):
            turn.tell(line)


async def said_lately(uow: UnitOfWork, message: Message, line: str) -> bool:
    """Whether this safety text stands among the last messages: word for word again it helps nobody
    and hides what is new."""
    since = max(0, message.seq - MESSAGES_BACK)
    return any(
        one.direction == "out" and line in one.text
        for one in await uow.talk.messages(message.conversation_id, since)
        if one.created_at > message.created_at - SAID_LATELY
    )


def safety_line(deal: Deal, emergency: Emergency) -> str:
    """What is said first, with the landlord's numbers in it."""
    landlord = deal.landlord
    return emergency.text.format(
        phone=landlord.phone, out_of_hours_phone=landlord.out_of_hours_phone
    )
