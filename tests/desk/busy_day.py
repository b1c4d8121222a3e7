"""A busy morning at the demo landlord's desk, made by the services that make it in life."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from housing.adapters.deal.diary_files import load_diary_plan
from housing.adapters.sql.unit_of_work import UnitOfWork, Units
from housing.demo.seed import seed_demo
from housing.domain.casework.reports import Report
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.deal.deciding import decide
from housing.domain.deal.facts import Facts
from housing.domain.messaging.conversation import Channel, Choice, Reply
from housing.domain.people.desk import Officer, Role
from housing.services.desk import actions as desk_actions
from housing.services.desk import alerts, handoffs, review
from housing.services.desk import replies as desk_replies
from housing.services.messaging import outbox
from housing.services.repairs import diary, work_orders
from tests.desk.scene import HASHER

IDRIS = "idris@harbour-row-homes.example"
HEATING = "boiler_no_heat_hot_water"


@dataclass(frozen=True, slots=True)
class BusyDay:
    """The conversations, by what each is about."""

    gas: int
    heating: int
    damp: int
    keys: int
    held: int
    charge: int


async def make_busy_day(units: Units, deal: Deal, now: datetime) -> BusyDay:
    async with units() as uow:
        await seed_demo(
            uow,
            plan=load_diary_plan(None),
            closed=deal.calendar.holidays,
            today=to_london(now).date(),
            now=now,
            hasher=HASHER.hash,
        )
        gas = await _gas(uow, now)
        heating = await _heating(uow, deal, now)
        damp = await _damp(uow, deal, now)
        keys, charge = await _keys(uow, deal, now)
        held = await _held(uow, deal, now)
        await _misread(uow, deal, now)
    return BusyDay(gas, heating, damp, keys, held, charge)


async def _gas(uow: UnitOfWork, now: datetime) -> int:
    talk = await uow.talk.conversation_for(Channel.SMS, "+447700900102", now)
    said = await _says(uow, talk.id, "theres a strong smell of gas in the kitchen", now)
    await alerts.raise_alert(
        uow,
        conversation_id=talk.id,
        message_id=said,
        danger="gas",
        words="strong smell of gas",
        confidence=0.98,
        now=now - timedelta(minutes=3),
    )
    await _bot(
        uow, talk.id, "Call 0800 111 999 now, free. Open windows. No flames or switches.", now
    )
    await _open(
        uow, talk.id, "danger", "Gas: strong smell of gas in the kitchen", "emergency", now, 0
    )
    return talk.id


async def _heating(uow: UnitOfWork, deal: Deal, now: datetime) -> int:
    talk = await uow.talk.conversation_for(Channel.WEBCHAT, "a" * 64, now)
    await uow.talk.identify(talk.id, 2, now)
    said = await _says(
        uow, talk.id, "no heating or hot water since last night, my mum is 82", now, HEATING
    )
    report = await _report(uow, deal, talk.id, said, HEATING, {}, now, tenant_id=2)
    order = await work_orders.raise_work_order(
        uow,
        report_id=report.id,
        home_id=report.home_id,
        tenant_id=2,
        issue=report.issue,
        trades=("gas_engineer",),
        priority="urgent",
        minutes=90,
        required_completion=now + timedelta(days=1),
        now=now,
    )
    slots = await diary.offer(
        uow, trades=("gas_engineer",), minutes=90, priority="urgent", patch=None, now=now
    )
    visit = await diary.reserve(uow, work_order_id=order.id, slot=slots[0], now=now)
    await diary.confirm(uow, appointment_id=visit.id, now=now)
    await _bot(uow, talk.id, "Is anyone at home over 60, ill or under 5?", now, "Yes", "No")
    await _says(uow, talk.id, "can I just talk to someone", now)
    await _open(
        uow, talk.id, "asked", "No heating or hot water; mother of 82 at home", "urgent", now, 12
    )
    return talk.id


async def _damp(uow: UnitOfWork, deal: Deal, now: datetime) -> int:
    talk = await uow.talk.conversation_for(Channel.SMS, "+447700900106", now)
    told = now - timedelta(days=6)
    said = await _says(
        uow, talk.id, "black mould all over the bedroom wall again", told, "damp_mould"
    )
    report = await _report(uow, deal, talk.id, said, "damp_mould", {}, told, tenant_id=None)
    await uow.reports.file_hazard(
        reference="HZ-4K7P2",
        conversation_id=talk.id,
        message_id=said,
        tenant_id=None,
        hazard="damp_mould",
        words=report.words,
        level="significant",
        reported_at=told,
        investigate_by=told + timedelta(days=14),
    )
    await uow.reports.file_complaint(
        reference="CO-9X2M4",
        conversation_id=talk.id,
        message_id=said,
        tenant_id=None,
        words="Third time I have told you about this mould and nobody came",
        acknowledge_by=to_london(now).date() + timedelta(days=3),
        respond_by=to_london(now).date() + timedelta(days=14),
        now=now,
    )
    await _open(
        uow, talk.id, "complaint", "Complaint: mould reported three times", "routine", now, -8
    )
    return talk.id


async def _keys(uow: UnitOfWork, deal: Deal, now: datetime) -> tuple[int, int]:
    talk = await uow.talk.conversation_for(Channel.SMS, "+447700900104", now)
    await uow.talk.identify(talk.id, 4, now)
    said = await _says(uow, talk.id, "ive lost my keys and cant get in", now, "lost_keys")
    report = await _report(uow, deal, talk.id, said, "lost_keys", {}, now, tenant_id=4)
    quote = await uow.reports.quote(
        report_id=report.id,
        code="lock_change",
        amount_pence=6_500,
        reason="The lock has to be changed because the keys are lost.",
        now=now,
    )
    await uow.reports.change_charge(
        quote.id, state="disputed", dispute="they were stolen, I have a crime number"
    )
    failed = await _bot(uow, talk.id, "Your visit is booked for Thursday 8am to noon.", now)
    await uow.outbox.set_outcome(failed, "undelivered", now, error_code="30003", segments=1)
    return talk.id, quote.id


async def _misread(uow: UnitOfWork, deal: Deal, now: datetime) -> None:
    """One text for the managers' review."""
    talk = await uow.talk.conversation_for(Channel.SMS, "+447700900108", now)
    issue = {"entity": "issue", "value": "tap_no_water", "confidence": 0.3, "alternatives": []}
    intent = {"name": "nlu_fallback", "confidence": 0.7}
    await review.notice_unsure(
        uow,
        deal,
        conversation=talk,
        message=await uow.talk.message(
            await _says(uow, talk.id, "im Sam its doing that thing again in the kitchen", now)
        ),
        reading={"intent": intent, "intent_ranking": [intent], "entities": [issue]},
        now=now,
    )


async def _held(uow: UnitOfWork, deal: Deal, now: datetime) -> int:
    found = await uow.officers.officer_with_hash(IDRIS)
    idris = found[0] if found else Officer(0, "", "", Role.OFFICER)
    talk = await uow.talk.conversation_for(Channel.WEBCHAT, "b" * 64, now)
    await _says(uow, talk.id, "who do I talk to about my garden fence", now)
    handoff = await _open(
        uow, talk.id, "staff_route", "Garden fence between two homes", "routine", now, 20
    )
    await desk_replies.claim(uow, handoff_id=handoff, officer=idris, texts=deal.texts, now=now)
    await desk_actions.add_note(
        uow, conversation_id=talk.id, officer=idris, text="Asked the surveyor.", now=now
    )
    return talk.id


async def _says(
    uow: UnitOfWork, conversation_id: int, text: str, at: datetime, issue: str | None = None
) -> int:
    """A tenant's message as the bot understood it; without an issue it asked for a person."""
    message = await uow.talk.add_message(
        conversation_id=conversation_id,
        direction="in",
        author="tenant",
        text=text,
        state="done",
        now=at,
    )
    intent = "report_problem" if issue else "speak_to_person"
    rivals = [{"id": "radiator_cold", "confidence": 0.08}]
    found = {"entity": "issue", "value": issue, "confidence": 0.87, "alternatives": rivals}
    await uow.talk.set_understanding(
        message.id,
        {
            "intent": {"name": intent, "confidence": 0.91},
            "entities": [found] if issue else [],
        },
    )
    return message.id


async def _bot(uow: UnitOfWork, conversation_id: int, text: str, at: datetime, *titles: str) -> int:
    reply = Reply(text, tuple(Choice(title, title) for title in titles))
    sent = await outbox.enqueue(
        uow, conversation_id=conversation_id, author="bot", reply=reply, now=at
    )
    return sent.id


async def _report(
    uow: UnitOfWork,
    deal: Deal,
    conversation_id: int,
    message_id: int,
    issue: str,
    facts: Facts,
    at: datetime,
    tenant_id: int | None,
) -> Report:
    household = await uow.homes.household(tenant_id) if tenant_id else None
    report = await uow.reports.open_report(
        reference=f"RP-{conversation_id:05}",
        conversation_id=conversation_id,
        message_id=message_id,
        issue=issue,
        words=(await uow.talk.message(message_id)).text,
        tenant_id=tenant_id,
        home_id=household.home.id if household else None,
        now=at,
    )
    decision = decide(deal, issue, facts, now=at)
    await uow.reports.change_report(
        report.id, facts={"vulnerable_at_home": True}, decision=decision.as_json(explain=True)
    )
    return await uow.reports.report(report.id)


async def _open(
    uow: UnitOfWork,
    conversation_id: int,
    reason: str,
    summary: str,
    priority: str,
    now: datetime,
    due_in: int,
) -> int:
    handoff = await handoffs.open_handoff(
        uow,
        conversation_id=conversation_id,
        reason=reason,
        summary=summary,
        priority=priority,
        context={},
        answer_due_at=now + timedelta(minutes=due_in),
        now=now - timedelta(minutes=18),
    )
    return handoff.id
