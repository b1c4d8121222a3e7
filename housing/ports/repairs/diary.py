"""The diary as the services need it: free windows, capacity, orders, appointments."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from housing.domain.repairs.appointments import (
    Appointment,
    AppointmentChange,
    AppointmentEvent,
    AppointmentState,
    FollowOn,
    NewAppointment,
)
from housing.domain.repairs.diary_windows import DiaryWindow, Operative
from housing.domain.repairs.work_orders import OpenOrder, WorkOrder, WorkOrderState
from housing.domain.slots.slot import Slot


class Diary(Protocol):
    async def free_slots(
        self,
        *,
        trades: Collection[str],
        minutes: int,
        routine: bool,
        patch: str | None,
        first: date,
        last: date,
        also: Sequence[Sequence[str]] = (),
    ) -> tuple[Slot, ...]:
        """Every day and window with room for `minutes`, by date; best operative's window first:
        own patch, then the trade named first, then the fewest trades."""
        ...

    async def take_minutes(self, diary_window_id: int, minutes: int, *, routine: bool) -> None:
        """Takes capacity; raises SlotTaken when the table's constraint refuses it."""
        ...

    async def give_back_minutes(
        self, diary_window_id: int, minutes: int, *, routine: bool
    ) -> None: ...

    async def used_minutes(self) -> dict[int, tuple[int, int]]:
        """Of each diary window by its id: the minutes used, and those by routine work."""
        ...

    async def add_order(self, order: WorkOrder) -> WorkOrder:
        """Keeps it under a new id; a report that has an order already keeps that one."""
        ...

    async def order(self, work_order_id: int, *, lock: bool = False) -> WorkOrder | None:
        """The order; with `lock` nobody else books for it until the unit of work ends."""
        ...

    async def order_referenced(self, reference: str) -> WorkOrder | None:
        """The order, whoever's it is: for the landlord's side, never for a tenant's words."""
        ...

    async def order_by_reference(self, reference: str, *, tenant_id: int) -> WorkOrder | None:
        """None also when the order is somebody else's."""
        ...

    async def set_order_state(
        self, work_order_id: int, state: WorkOrderState, *, completed_at: datetime | None
    ) -> None: ...

    async def set_order_minutes(self, work_order_id: int, minutes: int) -> None:
        """How long the order's next visit takes."""
        ...

    async def add_appointment(
        self, new: NewAppointment, *, actor: str, now: datetime
    ) -> Appointment:
        """Keeps it under a new id, with its first line of history."""
        ...

    async def appointment(self, appointment_id: int) -> Appointment | None:
        """The appointment, locked until the unit of work ends."""
        ...

    async def live_appointments(self, work_order_id: int) -> tuple[Appointment, ...]:
        """Those not yet over, earliest first, locked until the unit of work ends."""
        ...

    async def change_appointment(
        self,
        old: Appointment,
        state: AppointmentState,
        *,
        event: AppointmentEvent,
        actor: str,
        note: str | None,
        now: datetime,
        follow_on: FollowOn | None = None,
        minutes_spent: int | None = None,
    ) -> Appointment:
        """Sets the status that the event leads to and writes the line of history."""
        ...

    async def history(self, work_order_id: int) -> tuple[AppointmentChange, ...]: ...

    async def lapsed_holds(self, now: datetime) -> tuple[Appointment, ...]:
        """Reserved ones whose hold has ended, locked; those that another process has are left."""
        ...

    async def open_orders(self, tenant_id: int) -> tuple[OpenOrder, ...]:
        """A tenant's orders that are not finished, newest first, each with its live appointment."""
        ...

    async def ended_visits(self, work_order_id: int, event: AppointmentEvent) -> int:
        """How many of the order's visits this event ended."""
        ...

    async def last_ended(
        self, work_order_id: int, events: Collection[AppointmentEvent]
    ) -> Appointment | None:
        """The visit that ended last by one of these events."""
        ...

    async def completed_order(
        self, *, home_id: int, issue: str | None, since: datetime
    ) -> WorkOrder | None:
        """The home's order that was completed last since then, of that issue if one is named."""
        ...

    async def operatives(self) -> tuple[Operative, ...]:
        """Those who work here now."""
        ...

    async def operative_named(self, name: str) -> Operative | None:
        """Also one who has left."""
        ...

    async def set_operative(self, changed: Operative) -> None:
        """Gives the operative of this id the name, trades, patches and mobile."""
        ...

    async def set_at_work(self, operative_id: int, *, at_work: bool, first: date) -> None:
        """Whether they work here: one who does not is no operative any more, has no mobile, and
        no window from `first` on can be booked; one who does again has those of no day off."""
        ...

    async def add_operatives(self, operatives: Iterable[Operative]) -> None:
        """Adds those whose name is new; ids are given by the database."""
        ...

    async def add_absence(self, operative_id: int, day: date, *, actor: str, now: datetime) -> None:
        """Closes the operative's day to booking, once."""
        ...

    async def drop_absence(self, operative_id: int, day: date) -> None:
        """Opens the day again."""
        ...

    async def visits_of(self, operative_id: int, day: date) -> tuple[Appointment, ...]:
        """The operative's live visits of that day, earliest first, locked."""
        ...

    async def visits_from(self, operative_id: int, first: date) -> tuple[Appointment, ...]:
        """The operative's live visits of that day and later, earliest first, locked."""
        ...

    async def add_windows(self, windows: Iterable[DiaryWindow]) -> None:
        """Adds the windows that an operative's day does not have yet."""
        ...
