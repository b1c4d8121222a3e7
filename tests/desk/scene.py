"""A small landlord for the desk's tests: two officers, a tenant, and conversations made by the
services that make them in life."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables import desk, homes
from housing.adapters.sql.unit_of_work import Units, sql_units
from housing.domain.messaging.conversation import Channel, Choice, Conversation, Message, Reply
from housing.domain.messaging.handoff import Handoff
from housing.domain.people.desk import Officer, Role
from housing.services.desk import handoffs
from housing.services.messaging import outbox

# A Monday morning in winter time: 23 November 2026, 10:00 in London.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PASSWORD = "plainly-made-up-1"
# Cheap on purpose: what is tested is what is done with a hash, not how dear it is to make.
HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
WREN = Officer(1, "Wren Officer", "wren@landlord.example", Role.OFFICER)
IDRIS = Officer(2, "Idris Officer", "idris@landlord.example", Role.OFFICER)
MABEL = Officer(3, "Mabel Manager", "mabel@landlord.example", Role.MANAGER)
TENANT_MOBILE = "+447700900101"


class SetClock:
    """A clock that stands where the test puts it."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Scene:
    units: Units

    async def conversation(
        self, channel: Channel = Channel.SMS, address: str = TENANT_MOBILE
    ) -> Conversation:
        async with self.units() as uow:
            return await uow.talk.conversation_for(channel, address, NOW)

    async def tenant_says(
        self, conversation_id: int, text: str, at: datetime = NOW, state: str = "done"
    ) -> Message:
        async with self.units() as uow:
            return await uow.talk.add_message(
                conversation_id=conversation_id,
                direction="in",
                author="tenant",
                text=text,
                state=state,
                now=at,
            )

    async def bot_says(self, conversation_id: int, text: str, *choices: str) -> Message:
        reply = Reply(text, tuple(Choice(title, title) for title in choices))
        async with self.units() as uow:
            return await outbox.enqueue(
                uow, conversation_id=conversation_id, author="bot", reply=reply, now=NOW
            )

    async def handoff(
        self,
        conversation_id: int,
        *,
        reason: str = "asked",
        summary: str = "Wants to talk about the heating",
        priority: str = "routine",
        due_in: timedelta = timedelta(minutes=30),
        at: datetime = NOW,
    ) -> Handoff:
        async with self.units() as uow:
            return await handoffs.open_handoff(
                uow,
                conversation_id=conversation_id,
                reason=reason,
                summary=summary,
                priority=priority,
                context={},
                answer_due_at=at + due_in,
                now=at,
            )

    async def waiting(self, channel: Channel = Channel.SMS) -> Handoff:
        """A conversation with one message, in the queue."""
        conversation = await self.conversation(channel)
        await self.tenant_says(conversation.id, "can I talk to a person please")
        return await self.handoff(conversation.id)

    async def verified(self, conversation_id: int) -> None:
        async with self.units() as uow:
            await uow.talk.identify(conversation_id, 1, NOW)


async def officers(engine: AsyncEngine) -> None:
    """Two officers and a manager with the same password."""
    password_hash = HASHER.hash(PASSWORD)
    async with engine.begin() as connection:
        for officer in (WREN, IDRIS, MABEL):
            await connection.execute(
                insert(desk.officer).values(
                    id=officer.id,
                    name=officer.name,
                    email=officer.email,
                    role=officer.role,
                    password_hash=password_hash,
                    active=True,
                )
            )


async def people(engine: AsyncEngine) -> None:
    """The officers, and one tenant in one home."""
    await officers(engine)
    async with engine.begin() as connection:
        await connection.execute(
            insert(homes.home).values(
                id=1,
                reference="HRH0001",
                address="1 Quayside Walk",
                postcode="ZZ1 1AA",
                patch="Quayside",
                bedrooms=2,
                toilets=1,
                floor=0,
                heating="gas_boiler",
            )
        )
        await connection.execute(
            insert(homes.tenancy).values(
                id=1,
                home_id=1,
                type="assured",
                started_on=date(2021, 5, 3),
                weekly_rent_pence=9_500,
                rent_balance_pence=0,
            )
        )
        await connection.execute(
            insert(homes.tenant).values(
                id=1,
                tenancy_id=1,
                name="Marnie Brightwater",
                date_of_birth=date(1985, 2, 3),
                mobile=TENANT_MOBILE,
                needs=["over_60"],
            )
        )


async def set_scene(engine: AsyncEngine) -> Scene:
    await people(engine)
    return Scene(sql_units(engine))


async def said_to_tenant(scene: Scene, conversation_id: int) -> list[tuple[str, str]]:
    """All that went to the tenant, in order."""
    async with scene.units() as uow:
        messages = await uow.talk.messages(conversation_id)
    return [(m.author, m.text) for m in messages if m.direction == "out"]
