"""Work that is cut off in the middle of a transaction holds nobody else up."""

import asyncio

from housing.adapters.clock import SystemClock
from housing.adapters.sql.unit_of_work import Units
from housing.domain.messaging.conversation import Channel
from housing.services.messaging import inbox

CUTS = 40


async def test_a_unit_of_work_cancelled_anywhere_lets_go_of_its_locks(units: Units) -> None:
    """What was raised is kept alive, as a log or a debugger does: its cursors live on in it."""
    now = SystemClock().now()
    kept = []

    async def receive(number: int) -> None:
        form = {"MessageSid": f"SM{number}", "From": "+447700900123", "Body": "hello"}
        async with units() as uow:
            await inbox.receive_sms(uow, form=form, now=now)

    await receive(-1)
    for number in range(CUTS):
        cut_off = asyncio.create_task(receive(number))
        await asyncio.sleep(number * 0.0003)
        cut_off.cancel()
        kept += await asyncio.gather(cut_off, return_exceptions=True)
        async with asyncio.timeout(5), units() as uow:
            await uow.talk.conversation_for(Channel.SMS, f"+4477009004{number:02}", now)
    assert any(isinstance(error, asyncio.CancelledError) for error in kept)
