"""A proof of who is writing runs out, and a number that changed hands begins anew."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from housing.adapters.sql.tables.homes import tenant as tenant_table
from housing.domain.messaging.conversation import Channel
from housing.domain.messaging.dialogue import Asked, Dialogue, OpenQuestion
from housing.services.conversation.take_turn import take_turn
from housing.services.conversation.turn import Heard
from housing.services.messaging import inbox
from housing.services.people.phones import conversation_of
from tests.conversation.talker import MARNIE, Talker


async def _asked(tenant_: Talker) -> Asked | None:
    async with tenant_.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant_.mobile, tenant_.now)
    question = Dialogue.from_json(talk.dialogue).question
    return question.kind if question else None


async def test_by_text_a_month_later_it_is_asked_again(tenant: Talker) -> None:
    await tenant.is_known()
    tenant.now += timedelta(days=29)
    await tenant.says("when is my appointment", intent="appointment_view")
    assert await _asked(tenant) is not Asked.IDENTITY
    tenant.now += timedelta(days=2)
    await tenant.says("when is my appointment", intent="appointment_view")
    assert await _asked(tenant) is Asked.IDENTITY


async def _on_the_web(tenant: Talker, *, idle: float) -> Asked | None:
    """What is asked when somebody answers "Drop it" this many minutes after they were verified."""
    later = tenant.now + timedelta(minutes=idle)
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.WEBCHAT, "f" * 64, tenant.now)
        holder = await uow.homes.household_by_mobile(MARNIE, today=tenant.now.date())
        assert holder is not None
        await uow.talk.identify(talk.id, holder.tenant.id, tenant.now)
        asked = Dialogue(OpenQuestion(Asked.VISIT_NEXT, "Is that all right?"))
        await uow.talk.save_dialogue(talk.id, asked.as_json())
        message = await uow.talk.add_message(
            conversation_id=talk.id,
            direction="in",
            author="tenant",
            text="Drop it",
            state="done",
            now=later,
        )
        await take_turn(
            uow,
            tenant.deal,
            conversation_id=talk.id,
            action="action_answer",
            heard=Heard(message.id, "Drop it", "cancel", 0.9),
            now=later + timedelta(seconds=3),
        )
        question = Dialogue.from_json((await uow.talk.conversation(talk.id)).dialogue).question
    return question.kind if question else None


@pytest.mark.parametrize(("idle", "asks"), [(29, False), (30, False), (31, True)])
async def test_on_the_web_after_half_an_hour_it_is_asked_again(
    tenant: Talker, idle: float, asks: bool
) -> None:
    assert (await _on_the_web(tenant, idle=idle) is Asked.MOBILE) is asks


async def test_the_next_holder_of_a_number_begins_anew(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips", "tap_dripping")
    async with tenant.units() as uow:
        before = await conversation_of(uow, MARNIE, now=tenant.now)
        other = next(
            one
            for one in await uow.homes.demo_tenants(today=tenant.now.date())
            if one.number != MARNIE
        )
        connection = uow.talk._connection  # type: ignore[attr-defined]
        await connection.execute(
            update(tenant_table).where(tenant_table.c.mobile == MARNIE).values(mobile=None)
        )
        await connection.execute(
            update(tenant_table).where(tenant_table.c.mobile == other.number).values(mobile=MARNIE)
        )
    form = {"MessageSid": "SM1", "From": MARNIE, "Body": "hello"}
    async with tenant.units() as uow:
        received = await inbox.receive_sms(uow, form=form, now=tenant.now)
    async with tenant.units() as uow:
        after = await uow.talk.conversation(received.message.conversation_id)
        former = await uow.talk.conversation(before.id)
    assert after.id != before.id
    assert (after.tenant_id, after.verified_at, dict(after.dialogue)) == (None, None, {})
    assert former.tenant_id is not None, "staff still find what was said"
    assert not former.may_be_texted
    assert after.address == MARNIE
