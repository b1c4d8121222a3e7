"""A small landlord for the operatives' tests: two plumbers and an electrician, homes in three
postcode districts, and orders made by the services that make them in life."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from argon2 import PasswordHasher
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.unit_of_work import Units
from housing.domain.clock.local_time import to_london
from housing.domain.messaging.conversation import Channel
from housing.domain.people.homes import Home, Tenancy, Tenant
from housing.domain.repairs.appointments import Appointment, FollowOn
from housing.domain.repairs.diary_windows import DiaryWindow, Operative
from housing.domain.repairs.field_work import OperativeAccount, Tap, TapAnswer, TapKind
from housing.domain.repairs.work_orders import WorkOrder
from housing.domain.slots.slot import Slot
from housing.services.repairs import diary, field_work

# A Monday morning in winter time: 23 November 2026, 09:00 in London.
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
PASSWORD = "plainly-made-up-2"
# Cheap on purpose: what is tested is what is done with a hash, not how dear it is to make.
HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)

TAPPER = Operative(1, "Tapper Wellspring", ("plumber",), ("Quayside",))
OLIVE = Operative(2, "Olive Stopcock", ("plumber", "multi_trade"), ("Lockfields",))
SPARKY = Operative(3, "Sparky Fusewell", ("electrician",), ("Quayside",))
HOURS = {"am": (time(8), time(12)), "pm": (time(12), time(16))}
ALL_DAY = (time(0), time(23, 59))
# Home number: patch and postcode. 1 and 2 are near, 3 is the next district, 4 is far.
PLACES = {
    1: ("Quayside", "HL1 1AA"),
    2: ("Quayside", "HL1 1AB"),
    3: ("Lockfields", "HL2 3BA"),
    4: ("Northbank", "HL4 7EA"),
}

UNDERSTOOD = {
    "entities": [{"entity": "room", "value": "kitchen"}, {"entity": "phone", "value": "x"}]
}
NEEDS = {3: ("breathing", "mental_health")}


def mobile(number: int) -> str:
    return f"+4477009001{number:02}"


@dataclass(frozen=True, slots=True)
class Scene:
    units: Units
    engine: AsyncEngine

    async def set(self) -> None:
        async with self.units() as uow:
            await uow.homes.add_homes(
                Home(0, f"HRH{n}", f"{n} Tidewater Street", postcode, patch, 2, 1, 0, "gas_boiler")
                for n, (patch, postcode) in PLACES.items()
            )
            for n in PLACES:
                home = await uow.homes.home_by_reference(f"HRH{n}")
                assert home is not None
                await uow.homes.add_tenancy(
                    Tenancy(0, home.id, "assured", date(2020, 1, 6), None, 9_500, 0),
                    [
                        Tenant(
                            0,
                            0,
                            f"Posy Marrowby {n}",
                            date(1980, 1, n),
                            mobile(n),
                            NEEDS.get(n, ()),
                        )
                    ],
                )
            await uow.diary.add_operatives([TAPPER, OLIVE, SPARKY])
            for operative in (TAPPER, OLIVE, SPARKY):
                await uow.operatives.add_account(
                    operative_name=operative.name,
                    email=email(operative),
                    password_hash=HASHER.hash(PASSWORD),
                )

    async def window(
        self,
        operative: Operative,
        day: date = TODAY,
        window: str = "am",
        minutes: int = 150,
        held: int = 0,
    ) -> None:
        async with self.units() as uow:
            await uow.diary.add_windows(
                [DiaryWindow(operative.id, day, window, *HOURS[window], minutes, held)]
            )

    async def account(self, operative: Operative) -> OperativeAccount:
        async with self.units() as uow:
            found = await uow.operatives.account_with_hash(email(operative))
        assert found is not None
        return found[0]

    async def order(
        self,
        home: int = 1,
        *,
        issue: str = "tap_dripping",
        trade: str = "plumber",
        minutes: int = 60,
        priority: str = "urgent",
        due: datetime | None = None,
        now: datetime = NOW,
    ) -> WorkOrder:
        async with self.units() as uow:
            talk = await uow.talk.conversation_for(Channel.WEBCHAT, f"{home:064}", now)
            message = await uow.talk.add_message(
                conversation_id=talk.id,
                direction="in",
                author="tenant",
                text="My kitchen tap drips",
                state="done",
                now=now,
            )
            await uow.talk.set_understanding(message.id, UNDERSTOOD)
            report = await uow.reports.open_report(
                reference=f"T{message.id}",
                conversation_id=talk.id,
                message_id=message.id,
                issue=issue,
                words="My kitchen tap drips",
                tenant_id=home,
                home_id=home,
                now=now,
            )
            return await diary.raise_work_order(
                uow,
                report_id=report.id,
                home_id=home,
                tenant_id=home,
                issue=issue,
                trades=(trade,),
                priority=priority,
                minutes=minutes,
                required_completion=due,
                now=now,
            )

    async def book(
        self,
        operative: Operative,
        order: WorkOrder,
        *,
        day: date = TODAY,
        window: str = "am",
        now: datetime = NOW,
    ) -> Appointment:
        """A visit in the operative's own window, which must be there."""
        async with self.units() as uow:
            windows = await uow.nearby_jobs.spare_windows(operative.id, day)
            spare = next(w for w in windows if w.window == window)
            hours = [to_london(at).time() for at in (spare.earliest, spare.latest)]
            slot = Slot(day, window, *hours, (spare.diary_window_id,))
            held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=now)
            return await diary.confirm(uow, appointment_id=held.id, now=now)

    async def tap(
        self,
        operative: Operative,
        appointment_id: int,
        kind: TapKind,
        *,
        key: str | None = None,
        text: str = "",
        minutes: int | None = None,
        why: FollowOn | None = FollowOn.PART,
        tapped_at: datetime = NOW,
        now: datetime = NOW,
    ) -> TapAnswer:
        who = await self.account(operative)
        new = Tap(key or f"{kind}-{appointment_id}", kind, tapped_at, text, minutes, why)
        async with self.units() as uow:
            return await field_work.act(
                uow, operative=who, appointment_id=appointment_id, tap=new, now=now
            )

    async def texts(self, number: int) -> list[str]:
        """All that was texted to the number of this tenant, in order."""
        async with self.units() as uow:
            talk = await uow.talk.find(Channel.SMS, mobile(number))
            messages = await uow.talk.messages(talk.id) if talk else ()
        return [m.text for m in messages if m.direction == "out"]

    async def state(self, appointment_id: int) -> str:
        async with self.units() as uow:
            found = await uow.appointments.appointment(appointment_id)
        assert found is not None
        return found.state


def email(operative: Operative) -> str:
    return f"{operative.name.split()[0].lower()}@landlord.example"
