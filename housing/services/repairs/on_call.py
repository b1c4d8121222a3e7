"""Emergencies put to the operatives on call: asked by text, one after the other, until one accepts.

All of it is state in SQL and due jobs, so a restart loses nothing and nobody is asked twice. The
desk shows the emergency until it is accepted; the tenant is told who has it.
"""

from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.references import find_reference
from housing.domain.clock.local_time import spoken_by, to_london
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Channel, Message, Reply
from housing.domain.messaging.limits import HOUR
from housing.domain.messaging.links import without_links
from housing.domain.reading.choosing import read_yes_no
from housing.domain.repairs.diary_windows import Operative
from housing.domain.repairs.on_call import (
    ANSWERABLE,
    UNANSWERED,
    UNPROVED,
    AlreadyAccepted,
    CallOut,
    CallOutOver,
    CallOutState,
    rota,
)
from housing.domain.repairs.work_orders import WorkOrder
from housing.services.conversation import unprompted
from housing.services.conversation.turn import Turn
from housing.services.desk import alerts
from housing.services.messaging import outbox
from housing.services.repairs import emergencies, landlord
from housing.services.repairs.emergencies import CALL_OUT as CALL_OUT
from housing.services.repairs.emergencies import call_out_later

# Without a proved address the tenant is asked for one first; nobody waits longer for it than this.
ADDRESS_GRACE = timedelta(minutes=2)


async def begin(uow: UnitOfWork, *, work_order_id: int, now: datetime) -> None:
    """Has the rota asked: shortly, or at once when `located` says where to come."""
    await call_out_later(uow, work_order_id, "begin", now + ADDRESS_GRACE)


async def located(uow: UnitOfWork, deal: Deal, *, work_order_id: int, now: datetime) -> None:
    """It is known where to come: those who were asked before are told, else the first is asked."""
    order = await _order(uow, work_order_id)
    address = await _address(uow, deal, order)
    text = deal.texts.line_of(
        "on_call_address", told={"address": address}, reference=order.reference
    )
    for call_out in await uow.on_call.call_outs(work_order_id):
        if call_out.state is not CallOutState.DECLINED:
            await _text(uow, call_out.operative_id, text, now)
    await call_out_later(uow, work_order_id, "located", now)


async def taken_back(uow: UnitOfWork, deal: Deal, *, work_order_id: int, now: datetime) -> None:
    """The tenant says it is no emergency any more: whoever was asked is told, and nothing is
    called off before staff say so."""
    order = await _order(uow, work_order_id)
    await _tell_who_was_asked(uow, deal, order, "on_call_taken_back", now)
    await _audit(uow, "tenant", "emergency_taken_back", order, "", now)


async def was_taken_back(uow: UnitOfWork, work_order_id: int, *, since: datetime) -> bool:
    """Whether that was told since then."""
    return await uow.audit.has(
        actor="tenant",
        action="emergency_taken_back",
        subject=f"work_order:{work_order_id}",
        since=since,
    )


async def goes_on_after_all(
    uow: UnitOfWork, deal: Deal, *, work_order_id: int, now: datetime
) -> None:
    """The tenant had taken it back and says now that it is not over: whoever was asked is told."""
    order = await _order(uow, work_order_id)
    await _tell_who_was_asked(uow, deal, order, "on_call_goes_on", now)
    await _audit(uow, "tenant", "emergency_goes_on", order, "", now)


async def _tell_who_was_asked(
    uow: UnitOfWork, deal: Deal, order: WorkOrder, line: str, now: datetime
) -> None:
    text = deal.texts.line(line, reference=order.reference)
    for call_out in await uow.on_call.call_outs(order.id):
        if call_out.state in (*ANSWERABLE, CallOutState.ACCEPTED):
            await _text(uow, call_out.operative_id, text, now)


async def call_out_next(
    uow: UnitOfWork, deal: Deal, *, work_order_id: int, accept_within: timedelta, now: datetime
) -> None:
    """Asks the next on the rota unless somebody has accepted or still has time to answer; with
    nobody left to ask, staff are alerted again."""
    order = await _order(uow, work_order_id)
    if not order.open or order.operative_id is not None:
        return
    await emergencies.ask_where(uow, deal, order, now=now)
    asked = await uow.on_call.call_outs(work_order_id)
    if any(one.waits(now, accept_within) for one in asked):
        return
    if not asked and await _is_one_too_many(uow, order, now):
        await _alert_staff(uow, deal, order, now, danger=UNPROVED)
        return
    for one in asked:
        if one.state is CallOutState.ALERTED:
            await uow.on_call.answer_call_out(one.id, CallOutState.PASSED, now)
    operative = await _next(uow, deal, order, asked, now)
    if operative is None:
        await _alert_staff(uow, deal, order, now)
        return
    call_out = await uow.on_call.add_call_out(
        work_order_id=order.id, operative_id=operative.id, now=now
    )
    await _text(uow, operative.id, await _asking(uow, deal, order), now)
    await _audit(uow, "system", "call_out_asked", order, operative.name, now)
    await call_out_later(uow, order.id, str(call_out.id), now + accept_within)


async def accept(
    uow: UnitOfWork,
    deal: Deal,
    *,
    work_order_id: int,
    operative_id: int,
    now: datetime,
    actor: str | None = None,
) -> CallOut:
    """The operative takes the emergency and the tenant is told; accepting twice changes nothing.

    The first to accept has it: AlreadyAccepted for everybody after them, CallOutOver when it is
    done, called off or has a visit. `actor` is who says so: operative:<id>, unless an officer says
    it for them, who may give it to somebody who was not asked (LookupError otherwise).
    """
    order = await _order(uow, work_order_id)
    call_out = await _call_out_of(uow, order, operative_id, actor, now)
    if call_out.state is CallOutState.ACCEPTED:
        return call_out
    if order.operative_id is not None:
        raise AlreadyAccepted(await _who_has_it(uow, order))
    if not order.open or await uow.appointments.live_appointments(order.id):
        raise CallOutOver
    if not await uow.on_call.answer_call_out(call_out.id, CallOutState.ACCEPTED, now):
        raise AlreadyAccepted(await _who_has_it(uow, order))
    actor = actor or f"operative:{operative_id}"
    visit = await uow.on_call.assign(order, operative_id=operative_id, actor=actor, now=now)
    await landlord.appointment_made(uow, order, visit, now=now)
    await _audit(uow, actor, "call_out_accepted", order, call_out.operative_name, now)
    await _tell_tenant(uow, deal, order, call_out, now)
    return call_out


async def decline(uow: UnitOfWork, *, work_order_id: int, operative_id: int, now: datetime) -> None:
    """The operative cannot come: the next is asked without waiting."""
    order = await _order(uow, work_order_id)
    for one in await uow.on_call.call_outs(order.id):
        if one.operative_id == operative_id and one.state in ANSWERABLE:
            await uow.on_call.answer_call_out(one.id, CallOutState.DECLINED, now)
            actor = f"operative:{operative_id}"
            await _audit(uow, actor, "call_out_declined", order, one.operative_name, now)
            await call_out_later(uow, order.id, f"declined:{one.id}", now)


async def hear(uow: UnitOfWork, deal: Deal, *, message: Message, now: datetime) -> bool:
    """A text from an operative who was asked: YES takes the emergency, NO passes it on.

    False, with nothing done, for any other words and for numbers that nobody was asked on: the
    message then is a tenant's like any other.
    """
    conversation = await uow.talk.conversation(message.conversation_id)
    answer = read_yes_no(message.text) if conversation.channel is Channel.SMS else None
    if answer is None:
        return False
    mine = await uow.on_call.open_call_outs(conversation.address)
    named = await _named(uow, message.text, mine)
    if not named:
        return False
    text = await _answered(uow, deal, named[0], agreed=answer, now=now)
    await outbox.enqueue(
        uow, conversation_id=conversation.id, author="system", reply=Reply(text), now=now
    )
    await uow.turns.finish([message.id], "done", now)
    return True


async def _named(uow: UnitOfWork, text: str, mine: tuple[CallOut, ...]) -> list[CallOut]:
    """The call-out of the reference in the text, else the newest that can still be answered."""
    reference = find_reference(text)
    if reference is None:
        return [one for one in mine if one.state in ANSWERABLE]
    return [one for one in mine if (await _order(uow, one.work_order_id)).reference == reference]


async def _answered(
    uow: UnitOfWork, deal: Deal, call_out: CallOut, *, agreed: bool, now: datetime
) -> str:
    order, who = await _order(uow, call_out.work_order_id), call_out.operative_id
    if not agreed:
        await decline(uow, work_order_id=order.id, operative_id=who, now=now)
        return deal.texts.line("on_call_declined", reference=order.reference)
    try:
        await accept(uow, deal, work_order_id=order.id, operative_id=who, now=now)
    except AlreadyAccepted as taken:
        return deal.texts.line_of(
            "on_call_taken", told={"name": taken.by}, reference=order.reference
        )
    return deal.texts.line_of(
        "on_call_yours",
        told={"address": await _address(uow, deal, order)},
        reference=order.reference,
    )


async def _order(uow: UnitOfWork, work_order_id: int) -> WorkOrder:
    """The order, locked: whoever asks or accepts does so one at a time."""
    order = await uow.orders.order(work_order_id, lock=True)
    if order is None:
        raise LookupError(f"no work order {work_order_id}")
    return order


async def _is_one_too_many(uow: UnitOfWork, order: WorkOrder, now: datetime) -> bool:
    """Somebody whom nobody has proved pages one operative at a time, and all of them together so
    many an hour; the rest are for staff, who can ring before anybody drives."""
    report = await uow.reports.report(order.report_id)
    conversation = await uow.talk.conversation(report.conversation_id)
    if order.tenant_id is not None or conversation.verified:
        return False
    mine = await uow.on_call.count_unproved(but=order.id, conversation_id=conversation.id)
    recent = await uow.on_call.count_unproved(but=order.id, since=now - HOUR)
    return bool(mine) or recent >= uow.limits.call_outs_an_hour


async def _call_out_of(
    uow: UnitOfWork, order: WorkOrder, operative_id: int, actor: str | None, now: datetime
) -> CallOut:
    for one in await uow.on_call.call_outs(order.id):
        if one.operative_id == operative_id:
            return one
    if actor is None or not actor.startswith("officer:"):
        raise LookupError(f"operative {operative_id} was not asked about order {order.id}")
    return await uow.on_call.add_call_out(
        work_order_id=order.id, operative_id=operative_id, now=now
    )


async def _who_has_it(uow: UnitOfWork, order: WorkOrder) -> str:
    asked = await uow.on_call.call_outs(order.id)
    return next((one.operative_name for one in asked if one.state is CallOutState.ACCEPTED), "")


async def _next(
    uow: UnitOfWork, deal: Deal, order: WorkOrder, asked: tuple[CallOut, ...], now: datetime
) -> Operative | None:
    """The first on the rota who can be texted and was not asked before."""
    issue = deal.issues.get(order.issue)
    trades = issue.trades if issue and issue.trades else (order.trade,)
    before = {one.operative_id for one in asked}
    for operative in rota(await uow.diary.operatives(), trades, to_london(now).date()):
        if operative.id in before or operative.mobile is None:
            continue
        talk = await uow.talk.conversation_for(Channel.SMS, operative.mobile, now)
        if talk.opted_out_at is None and uow.limits.may_text(operative.mobile):
            return operative
    return None


async def _asking(uow: UnitOfWork, deal: Deal, order: WorkOrder) -> str:
    return deal.texts.line_of(
        "on_call_asked",
        told={"address": await _address(uow, deal, order)},
        reference=order.reference,
        issue=deal.title_of(order.issue),
        by=spoken_by(order.required_completion or order.created_at),
    )


async def _address(uow: UnitOfWork, deal: Deal, order: WorkOrder) -> str:
    """Where to come: what the tenant told, else the home on record."""
    report = await uow.reports.report(order.report_id)
    if report.told_address:
        return without_links(report.told_address)
    household = await uow.homes.household(order.tenant_id) if order.tenant_id else None
    if household is None:
        return deal.texts.line("on_call_no_address")
    return f"{household.home.address}, {household.home.postcode}"


async def _text(uow: UnitOfWork, operative_id: int, text: str, now: datetime) -> None:
    mobiles = {one.id: one.mobile for one in await uow.diary.operatives()}
    mobile = mobiles.get(operative_id)
    if mobile is not None:
        talk = await uow.talk.conversation_for(Channel.SMS, mobile, now)
        await outbox.enqueue(
            uow, conversation_id=talk.id, author="system", reply=Reply(text), now=now
        )


async def _tell_tenant(
    uow: UnitOfWork, deal: Deal, order: WorkOrder, call_out: CallOut, now: datetime
) -> None:
    """An emergency has no quiet hours: the tenant is waiting up."""

    async def say(turn: Turn) -> None:
        turn.say(
            "on_call_coming",
            name=call_out.operative_name.split()[0],
            reference=order.reference,
            by=spoken_by(order.required_completion or now),
        )

    await unprompted.tell(uow, deal, order, say, now=now)


async def _alert_staff(
    uow: UnitOfWork, deal: Deal, order: WorkOrder, now: datetime, danger: str = UNANSWERED
) -> None:
    report = await uow.reports.report(order.report_id)
    await alerts.raise_alert(
        uow,
        conversation_id=report.conversation_id,
        message_id=report.message_id,
        danger=danger,
        words=f"{order.reference} {deal.title_of(order.issue)}",
        confidence=1.0,
        now=now,
    )
    await emergencies.nobody_accepts(uow, order, now=now)


async def _audit(
    uow: UnitOfWork, actor: str, action: str, order: WorkOrder, operative: str, now: datetime
) -> None:
    await uow.desk.record(
        actor=actor,
        action=action,
        subject=f"work_order:{order.id}",
        detail={"operative": operative},
        now=now,
    )
