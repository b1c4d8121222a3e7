"""Homes, tenancies and tenants over SQL, and the tries to prove who one is."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    LABEL_STYLE_TABLENAME_PLUS_COL,
    RowMapping,
    Select,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.sql import ColumnElement

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.desk import officer
from housing.adapters.sql.tables.homes import home, identity_try, tenancy, tenant
from housing.adapters.sql.tables.repairs import operative
from housing.adapters.sql.tables.talk import conversation, one_time_code
from housing.domain.people.homes import DemoTenant, Home, Household, Tenancy, Tenant
from housing.domain.people.identity import SentCode


class Homes(Repository):
    async def home(self, home_id: int) -> Home | None:
        return await self._one_home(home.c.id == home_id)

    async def home_by_reference(self, reference: str) -> Home | None:
        return await self._one_home(home.c.reference == reference)

    async def household(self, tenant_id: int) -> Household | None:
        """The tenant with the tenancy and the home."""
        return await self._one_household(_households().where(tenant.c.id == tenant_id))

    async def household_by_mobile(self, mobile: str, *, today: date) -> Household | None:
        """Whose number (E.164) it is, among tenancies that run today."""
        return await self._one_household(
            _households().where(tenant.c.mobile == mobile, _current(today))
        )

    async def households_by_details(
        self, postcode: str, date_of_birth: date, *, today: date
    ) -> tuple[Household, ...]:
        """Everybody of that birth date at that postcode, among tenancies that run today."""
        theirs = (home.c.postcode == postcode, tenant.c.date_of_birth == date_of_birth)
        query = _households().where(*theirs, _current(today))
        return tuple(
            _to_household(row) for row in (await self._connection.execute(query)).mappings()
        )

    async def demo_tenants(self, *, today: date) -> tuple[DemoTenant, ...]:
        """Everybody with a mobile number, by number; for the phone simulator of the demo only."""
        query = (
            _households()
            .where(tenant.c.mobile.is_not(None), _current(today))
            .order_by(tenant.c.mobile)
        )
        rows = (await self._connection.execute(query)).mappings()
        return tuple(_to_demo_tenant(_to_household(row)) for row in rows)

    async def holds_anything(self) -> bool:
        """Whether anybody works with this database: it has homes, staff, operatives or talks."""
        tables = (home, officer, operative, conversation)
        query = select(or_(*(exists(select(table.c.id)) for table in tables)))
        return bool((await self._connection.execute(query)).scalar_one())

    async def count_homes(self) -> int:
        count = select(func.count()).select_from(home)
        return (await self._connection.execute(count)).scalar_one()

    async def add_homes(self, homes: Iterable[Home]) -> None:
        """Adds those whose reference is new; ids are given by the database."""
        rows = [{k: v for k, v in asdict(new).items() if k != "id"} for new in homes]
        if rows:
            await self._connection.execute(insert_new(self._connection, home, "reference"), rows)

    async def add_tenancy(self, new: Tenancy, tenants: Iterable[Tenant]) -> int:
        """Adds a tenancy with its tenants; ids are given by the database. Returns the tenancy's."""
        values = {k: v for k, v in asdict(new).items() if k != "id"}
        statement = insert(tenancy).values(values).returning(tenancy.c.id)
        tenancy_id: int = (await self._connection.execute(statement)).scalar_one()
        rows = [
            {
                "tenancy_id": tenancy_id,
                "name": person.name,
                "date_of_birth": person.date_of_birth,
                "mobile": person.mobile,
                "needs": list(person.needs),
            }
            for person in tenants
        ]
        await self._connection.execute(insert(tenant), rows)
        return tenancy_id

    async def record_try(
        self, *, conversation_id: int, subject: str | None, kind: str, at: datetime
    ) -> None:
        """Keeps one try to prove an identity. `subject` is a hash of the number it is about."""
        values = {"conversation_id": conversation_id, "subject": subject, "kind": kind, "at": at}
        await self._connection.execute(insert(identity_try).values(values))

    async def tries_since(
        self, *, conversation_id: int, subject: str | None, kind: str, since: datetime
    ) -> int:
        """How many such tries there were from this conversation or about this subject."""
        t = identity_try.c
        same: ColumnElement[bool] = t.conversation_id == conversation_id
        if subject is not None:
            same = or_(same, t.subject == subject)
        count = select(func.count()).where(same, t.kind == kind, t.at > since)
        return (await self._connection.execute(count)).scalar_one()

    async def save_code(
        self, *, conversation_id: int, tenant_id: int, code_hash: str, expires_at: datetime
    ) -> None:
        """Keeps a new one-time code; every older code of the conversation stops working."""
        await self.withdraw_codes(conversation_id)
        await self._connection.execute(
            insert(one_time_code).values(
                conversation_id=conversation_id,
                tenant_id=tenant_id,
                code_hash=code_hash,
                attempts=0,
                expires_at=expires_at,
                used=False,
            )
        )

    async def codes_since(self, expiring_after: datetime) -> int:
        """How many codes were made for anybody, of those that end after that time."""
        query = select(func.count()).where(one_time_code.c.expires_at > expiring_after)
        return int((await self._connection.execute(query)).scalar_one())

    async def withdraw_codes(self, conversation_id: int) -> None:
        await self._connection.execute(
            update(one_time_code)
            .where(one_time_code.c.conversation_id == conversation_id)
            .values(used=True)
        )

    async def open_code(self, conversation_id: int, *, now: datetime) -> SentCode | None:
        """The code that still works, if there is one."""
        c = one_time_code.c
        query = (
            select(c.id, c.tenant_id, c.code_hash)
            .where(c.conversation_id == conversation_id, ~c.used, c.expires_at > now)
            .order_by(c.id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return SentCode(row.id, row.tenant_id, row.code_hash) if row else None

    async def proved_by_code(
        self, conversation_id: int, tenant_id: int, *, since: datetime
    ) -> bool:
        """Whether a code of the tenant, sent since then, was given back in the conversation."""
        c = one_time_code.c
        # A code that was only withdrawn has no attempt.
        query = select(c.id).where(
            c.conversation_id == conversation_id,
            c.tenant_id == tenant_id,
            c.used,
            c.attempts > 0,
            c.expires_at > since,
        )
        return (await self._connection.execute(query)).first() is not None

    async def use_code(self, code_id: int) -> bool:
        """Marks the code as used; False when somebody did before."""
        change = (
            update(one_time_code)
            .where(one_time_code.c.id == code_id, ~one_time_code.c.used)
            .values(used=True, attempts=one_time_code.c.attempts + 1)
        )
        return bool((await self._connection.execute(change)).rowcount)

    async def _one_home(self, condition: ColumnElement[bool]) -> Home | None:
        row = (await self._connection.execute(select(home).where(condition))).first()
        return Home(**row._asdict()) if row else None

    async def _one_household(self, query: Select[Any]) -> Household | None:
        row = (await self._connection.execute(query)).mappings().first()
        return _to_household(row) if row else None


def _households() -> Select[Any]:
    return (
        select(tenant, tenancy, home)
        .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
        .join(tenancy, tenancy.c.id == tenant.c.tenancy_id)
        .join(home, home.c.id == tenancy.c.home_id)
    )


def _current(today: date) -> ColumnElement[bool]:
    return (tenancy.c.started_on <= today) & (
        tenancy.c.ended_on.is_(None) | (tenancy.c.ended_on >= today)
    )


def _to_household(of: RowMapping) -> Household:
    person = {column.name: of[column] for column in tenant.c}
    return Household(
        Tenant(**{**person, "needs": tuple(person["needs"])}),
        Tenancy(**{column.name: of[column] for column in tenancy.c}),
        Home(**{column.name: of[column] for column in home.c}),
    )


def _to_demo_tenant(household: Household) -> DemoTenant:
    return DemoTenant(
        number=household.tenant.mobile or "",
        name=household.tenant.name,
        postcode=household.home.postcode,
        date_of_birth=household.tenant.date_of_birth,
        vulnerable=household.tenant.vulnerable,
        tenancy_type=household.tenancy.type,
        home=household.home.address,
    )
