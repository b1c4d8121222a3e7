"""A small landlord for the diary's tests: the demo's people, and orders made by the services."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from housing.adapters.sql.unit_of_work import Units
from housing.domain.messaging.conversation import Channel
from housing.domain.repairs.diary_windows import DiaryPlan, DiaryWindow, Operative, WindowPattern
from housing.domain.repairs.work_orders import WorkOrder
from housing.domain.slots.slot import Slot
from housing.services.repairs import diary

# A Monday morning in winter time: 23 November 2026, 09:00 in London.
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PLAN = DiaryPlan(
    days_ahead=20,
    patterns=(
        WindowPattern("am", time(8), time(12), 120, 30, frozenset(range(5))),
        WindowPattern("pm", time(12), time(16), 120, 30, frozenset(range(5))),
    ),
)


@dataclass(frozen=True, slots=True)
class Scene:
    units: Units

    async def operatives(self, *operatives: Operative) -> None:
        async with self.units() as uow:
            await uow.diary.add_operatives(operatives)

    async def window(
        self, operative_id: int, day: date, window: str = "am", minutes: int = 60, held: int = 0
    ) -> None:
        hours = {"am": (time(8), time(12)), "pm": (time(12), time(16))}[window]
        async with self.units() as uow:
            await uow.diary.add_windows(
                [DiaryWindow(operative_id, day, window, *hours, minutes, held)]
            )

    async def order(
        self,
        number: int = 1,
        *,
        chat: int | None = None,
        trade: str = "plumber",
        priority: str = "routine",
        minutes: int = 60,
        tenant_id: int | None = None,
        required_completion: datetime | None = None,
        now: datetime = NOW,
    ) -> WorkOrder:
        async with self.units() as uow:
            talk = await uow.talk.conversation_for(
                Channel.SMS, f"+447700900{chat or number:03}", now
            )
            message = await uow.talk.add_message(
                conversation_id=talk.id,
                direction="in",
                author="tenant",
                text="My tap drips",
                state="done",
                now=now,
            )
            report = await uow.reports.open_report(
                reference=f"T{number}",
                conversation_id=talk.id,
                message_id=message.id,
                issue="tap_dripping",
                words="My tap drips",
                tenant_id=tenant_id,
                home_id=None,
                now=now,
            )
            return await diary.raise_work_order(
                uow,
                report_id=report.id,
                home_id=None,
                tenant_id=tenant_id,
                issue="tap_dripping",
                trades=(trade,),
                priority=priority,
                minutes=minutes,
                required_completion=required_completion,
                now=now,
            )

    async def slots(
        self,
        *,
        trades: tuple[str, ...] = ("plumber",),
        priority: str = "routine",
        minutes: int = 60,
        patch: str | None = "Quayside",
        now: datetime = NOW,
        limit: int = 20,
        skip: int = 0,
    ) -> tuple[Slot, ...]:
        async with self.units() as uow:
            return await diary.offer(
                uow,
                trades=trades,
                minutes=minutes,
                priority=priority,
                patch=patch,
                now=now,
                limit=limit,
                skip=skip,
            )

    async def used(self) -> dict[int, tuple[int, int]]:
        """Used and routine minutes of each diary window."""
        async with self.units() as uow:
            return await uow.diary.used_minutes()
