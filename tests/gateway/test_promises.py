"""The running gateway: what it counts of promises that nobody has, and what hand-back leads to."""

from typing import Any

from sqlalchemy import insert

from gateway.workers.due_jobs import DueJobs
from housing.adapters.sql.tables import desk
from housing.domain.people.desk import Officer, Role
from housing.services.desk import handoffs
from housing.services.desk import replies as desk_replies
from housing.services.messaging import jobs
from housing.services.repairs import on_call
from tests.gateway.conftest import Gateway
from tests.gateway.phone import until

WREN = Officer(1, "Wren Officer", "wren@landlord.example", Role.OFFICER)
FAILING = 'hearthline_jobs_failing{kind="call_out"} 1.0'
LOOSE = 'hearthline_loose_ends{kind="job_failing"} '


async def test_a_job_that_fails_is_counted_from_its_first_failure(gateway: Gateway) -> None:
    services = gateway.services

    async def counted() -> str:
        async with gateway.session.get(f"{gateway.base}/metrics") as answer:
            return await answer.text()

    assert f"{LOOSE}0.0" in await counted()
    async with services.units() as uow:
        await jobs.schedule(
            uow,
            kind=on_call.CALL_OUT,
            key="nobody's",
            payload={"work_order_id": 999},
            due_at=services.clock.now(),
        )
    await DueJobs(services).look()
    text = await counted()
    assert FAILING in text
    assert f"{LOOSE}1.0" in text


async def test_what_the_officer_left_unanswered_is_answered_after_hand_back(
    gateway: Gateway,
) -> None:
    services, phone = gateway.services, gateway.phone()
    async with services.engine.begin() as connection:
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
    await phone.text("hello")
    await gateway.delivered("You said: hello")
    conversation = await gateway.conversation()
    assert conversation is not None
    now = services.clock.now()
    async with services.units() as uow:
        handoff = await handoffs.open_handoff(
            uow,
            conversation_id=conversation.id,
            reason="asked",
            summary="x",
            priority="routine",
            context={},
            answer_due_at=now,
            now=now,
        )
        given: dict[str, Any] = {"officer": WREN, "texts": services.deal.texts, "now": now}
        await desk_replies.claim(uow, handoff_id=handoff.id, **given)
    await phone.text("my tap drips")

    async def put_by() -> bool:
        return [m.state for m in await gateway.log() if m.text == "my tap drips"] == ["done"]

    await until(put_by)
    assert len(gateway.rasa.asked) == 1, "an officer has it"
    async with services.units() as uow:
        await desk_replies.hand_back(uow, handoff_id=handoff.id, **given)
    services.wakes.all()
    await gateway.delivered("You said: my tap drips")
