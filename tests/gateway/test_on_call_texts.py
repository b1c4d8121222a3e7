"""An operative's YES is read where a text is stored: the bot is not asked and not waited for."""

from datetime import timedelta

from housing.domain.messaging.conversation import Channel
from housing.domain.repairs.diary_windows import Operative
from housing.services.repairs import diary, on_call
from tests.gateway.conftest import Gateway

OPERATIVE, TENANT = "+447700900801", "+447700900123"


async def emergency(gateway: Gateway) -> int:
    """A burst pipe that the one plumber was asked about; returns the order."""
    services = gateway.services
    now = services.clock.now()
    async with services.units() as uow:
        await uow.diary.add_operatives([Operative(0, "Ash Drip", ("plumber",), (), OPERATIVE)])
        talk = await uow.talk.conversation_for(Channel.SMS, TENANT, now)
        message = await uow.talk.add_message(
            conversation_id=talk.id,
            direction="in",
            author="tenant",
            text="the pipe has burst",
            state="done",
            now=now,
        )
        report = await uow.reports.open_report(
            reference="R-1",
            conversation_id=talk.id,
            message_id=message.id,
            issue="pipe_burst",
            words=message.text,
            tenant_id=None,
            home_id=None,
            now=now,
        )
        order = await diary.raise_work_order(
            uow,
            report_id=report.id,
            home_id=None,
            tenant_id=None,
            issue=report.issue,
            trades=("plumber",),
            priority="emergency",
            minutes=60,
            required_completion=None,
            now=now,
        )
        await on_call.call_out_next(
            uow,
            services.deal,
            work_order_id=order.id,
            accept_within=timedelta(minutes=10),
            now=now,
        )
    return order.id


async def test_yes_takes_it_without_the_bot(gateway: Gateway) -> None:
    order_id = await emergency(gateway)
    await gateway.phone(OPERATIVE).text("Yes")
    async with gateway.services.reads() as uow:
        order = await diary.order_of(uow, order_id)
    assert order.operative_id == 1
    asked, yes, told = await gateway.log(OPERATIVE)
    assert (yes.direction, yes.state) == ("in", "done")
    assert order.reference in asked.text
    assert "is yours" in told.text
    said = [one.text for one in await gateway.log(TENANT) if one.direction == "out"]
    assert any("Ash has your emergency repair" in text for text in said)
    assert gateway.rasa.asked == gateway.rasa.parsed == []
