"""What happens beside an open page of the desk, written by the services that write it in life."""

from datetime import timedelta

from housing.adapters.clock import SystemClock
from housing.adapters.sql.unit_of_work import Units
from housing.services.desk import handoffs


async def hand_over(units: Units, conversation_id: int, summary: str) -> None:
    now = SystemClock().now()
    async with units() as uow:
        await handoffs.open_handoff(
            uow,
            conversation_id=conversation_id,
            reason="asked",
            summary=summary,
            priority="routine",
            context={},
            answer_due_at=now + timedelta(minutes=30),
            now=now,
        )


async def tenant_says(units: Units, conversation_id: int, text: str) -> None:
    async with units() as uow:
        await uow.talk.add_message(
            conversation_id=conversation_id,
            direction="in",
            author="tenant",
            text=text,
            state="received",
            now=SystemClock().now(),
        )
