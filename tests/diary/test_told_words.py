"""Every text that carries somebody's words leaves, however long they are and whatever they are in:
cut to fit where a machine puts them in, refused with a sentence where a person at the desk does."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.deal.files import load_deal
from housing.adapters.sql.tables import desk
from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.charge_decision import ChargeRefused
from housing.domain.casework.complaint_stages import ComplaintRefused, ComplaintStep
from housing.domain.casework.hazard_steps import HazardRefused, HazardStep
from housing.domain.messaging.conversation import Channel
from housing.domain.messaging.sms_rendering import MAX_CHARACTERS
from housing.domain.messaging.told_words import fits, fitted
from housing.domain.people.desk import Officer, Role
from housing.domain.repairs.diary_windows import Operative
from housing.services.casework import charge_decisions, complaints, hazard_reports
from housing.services.messaging import jobs
from housing.services.messaging.due_work import due_handlers
from housing.services.messaging.outbox import TextRefused
from housing.services.repairs import on_call
from tests.diary.scene import NOW, PLAN, Scene

DEAL = load_deal()
HANDLERS = due_handlers(DEAL, PLAN)
LENGTHS = (1, 160, 1_600, 10_000)
LETTERS = {"gsm": "a", "words": "by the shop, ", "double": "^", "unicode": "ż", "pair": "😀"}
TOLD = {
    f"{name}-{length}": (unit * length)[:length]
    for name, unit in LETTERS.items()
    for length in LENGTHS
}
LONG = [
    pytest.param(TOLD[f"{n}-{s}"], id=f"{n}-{s}") for n in ("words", "unicode") for s in LENGTHS
]
CARRY = {"on_call_asked": "address", "on_call_address": "address", "on_call_yours": "address"}
PLUMBER = "+447700900800"
REFUSED = (ChargeRefused, ComplaintRefused, HazardRefused, TextRefused)
WREN = Officer(1, "Wren Officer", "wren@landlord.example", Role.OFFICER)


async def texts_to(scene: Scene, mobile: str) -> list[str]:
    async with scene.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, mobile, NOW)
        return [one.text for one in await uow.talk.messages(talk.id) if one.direction == "out"]


@pytest.mark.parametrize("address", LONG)
async def test_a_call_out_reaches_its_operative_whatever_the_address(
    scene: Scene, address: str
) -> None:
    """Asked, told the address, and told that it is theirs: three texts that carry it."""
    await scene.operatives(Operative(0, "Ash", ("plumber",), (), PLUMBER))
    order = await scene.order(priority="emergency")
    async with scene.units() as uow:
        await uow.reports.change_report(order.report_id, told_address=address)
    await jobs.run_due(scene.units, HANDLERS, NOW + on_call.ADDRESS_GRACE)
    async with scene.units() as uow:
        await on_call.located(uow, DEAL, work_order_id=order.id, now=NOW)
        talk = await uow.talk.conversation_for(Channel.SMS, PLUMBER, NOW)
        message = await uow.talk.add_message(
            conversation_id=talk.id,
            direction="in",
            author="tenant",
            text="yes",
            state="received",
            now=NOW,
        )
        assert await on_call.hear(uow, DEAL, message=message, now=NOW)
    asked, located, yours = await texts_to(scene, PLUMBER)
    for text in (asked, located, yours):
        assert order.reference in text
        assert fits(text)
    assert "Reply YES to take it" in asked
    async with scene.units() as uow:
        assert await uow.loose_ends.standing() == ()


@pytest.mark.parametrize("key", [*CARRY, "on_call_taken"])
@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_whatever_is_put_into_a_text_is_cut_to_fit(key: str, told: str) -> None:
    values = {"reference": "W-7K4Q2X", "issue": "Burst pipe", "by": "9am on Tue 24 Nov"}
    text = DEAL.texts.line_of(key, told={CARRY.get(key, "name"): told}, **values)
    assert fits(text)
    assert " ".join(told.split()) in text or "..." in text


@pytest.mark.parametrize("filler", ["x" * 1_600, "by the shop, " * 150, "ż" * 1_600])
def test_the_postcode_finds_the_door_and_is_never_cut(filler: str) -> None:
    told = fitted(f"{filler} 9 Tidewater Street HL1 1AD", lambda part: f"EMERGENCY at {part}.")
    assert told.endswith("... HL1 1AD")
    assert fits(f"EMERGENCY at {told}.")


@pytest.mark.parametrize("told", ["9 Tidewater Street, HL1 1AD", "x", ""])
def test_what_fits_is_said_as_it_was_told(told: str) -> None:
    assert fitted(told, lambda part: f"At {part}.") == told


Say = Callable[[UnitOfWork, str], Awaitable[object]]


async def _charge(uow: UnitOfWork, words: str) -> object:
    return await charge_decisions.decide(
        uow,
        charge_id=1,
        decision="withdraw",
        why=words,
        what="a lock change",
        officer=WREN,
        deal=DEAL,
        now=NOW,
    )


async def _complaint(uow: UnitOfWork, words: str) -> object:
    step = ComplaintStep.RESPOND
    return await complaints.take_step(
        uow, DEAL, complaint_id=1, step=step, text=words, officer=WREN, now=NOW
    )


async def _hazard(uow: UnitOfWork, words: str) -> object:
    step = HazardStep.SUMMARISE
    day = NOW.date()
    return await hazard_reports.record_step(
        uow, DEAL, hazard_id=1, step=step, on_day=day, text=words, officer=WREN, now=NOW
    )


@pytest.mark.parametrize("say", [_charge, _complaint, _hazard])
@pytest.mark.parametrize("words", LONG)
async def test_what_staff_write_leaves_whole_or_is_refused_with_a_sentence(
    scene: Scene, engine: AsyncEngine, say: Say, words: str
) -> None:
    await _on_record(scene, engine)
    before = len(await texts_to(scene, "+447700900001"))
    if len(words) > 1_200:
        with pytest.raises(REFUSED, match="characters"):
            async with scene.units() as uow:
                await say(uow, words)
        return
    async with scene.units() as uow:
        await say(uow, words)
    *_, text = await texts_to(scene, "+447700900001")
    assert len(await texts_to(scene, "+447700900001")) == before + 1
    assert " ".join(words.split()).rstrip(".") in " ".join(text.split())
    assert len(text) <= MAX_CHARACTERS


async def _on_record(scene: Scene, engine: AsyncEngine) -> None:
    """A quoted charge, an acknowledged complaint and an investigated hazard of one tenant."""
    async with engine.begin() as connection:
        await connection.execute(
            insert(desk.officer).values(
                id=1,
                name=WREN.name,
                email=WREN.email,
                role="officer",
                password_hash="",
                active=True,
            )
        )
    order = await scene.order()
    async with scene.units() as uow:
        report = await uow.reports.report(order.report_id)
        told = {"conversation_id": report.conversation_id, "message_id": report.message_id}
        await uow.reports.quote(
            report_id=report.id, code="lock_change", amount_pence=9_000, reason="x", now=NOW
        )
        await uow.reports.file_complaint(
            **told,
            reference="C-1",
            tenant_id=None,
            words="x",
            acknowledge_by=NOW.date() + timedelta(days=7),
            respond_by=NOW.date() + timedelta(days=21),
            now=NOW,
        )
        await uow.reports.file_hazard(
            **told,
            reference="H-1",
            tenant_id=None,
            hazard="damp_and_mould",
            words="x",
            level="significant",
            reported_at=NOW,
            investigate_by=NOW + timedelta(days=14),
        )
        await uow.steps.change_complaint(1, state="acknowledged")
        await uow.steps.take_hazard_step(
            1, step="investigate", on_day=NOW.date(), officer_id=1, text="", now=NOW
        )
