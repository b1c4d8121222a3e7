"""Homes, tenancies and tenants as the services need them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from housing.domain.people.homes import DemoTenant, Home, Household, Tenancy, Tenant
from housing.domain.people.identity import SentCode


class Homes(Protocol):
    async def home(self, home_id: int) -> Home | None: ...

    async def home_by_reference(self, reference: str) -> Home | None: ...

    async def household(self, tenant_id: int) -> Household | None:
        """The tenant with the tenancy and the home."""
        ...

    async def household_by_mobile(self, mobile: str, *, today: date) -> Household | None:
        """Whose number (E.164) it is, among tenancies that run today."""
        ...

    async def households_by_details(
        self, postcode: str, date_of_birth: date, *, today: date
    ) -> tuple[Household, ...]:
        """Everybody of that birth date at that postcode, among tenancies that run today."""
        ...

    async def demo_tenants(self, *, today: date) -> tuple[DemoTenant, ...]:
        """Everybody with a mobile number, by number; for the phone simulator of the demo only."""
        ...

    async def count_homes(self) -> int: ...

    async def codes_since(self, expiring_after: datetime) -> int:
        """How many codes were made for anybody, of those that end after that time."""
        ...

    async def holds_anything(self) -> bool:
        """Whether anybody works with this database: it has homes, staff, operatives or talks."""
        ...

    async def add_homes(self, homes: Iterable[Home]) -> None:
        """Adds those whose reference is new; ids are given by the database."""
        ...

    async def add_tenancy(self, new: Tenancy, tenants: Iterable[Tenant]) -> int:
        """Adds a tenancy with its tenants; ids are given by the database. Returns the tenancy's."""
        ...

    async def record_try(
        self, *, conversation_id: int, subject: str | None, kind: str, at: datetime
    ) -> None:
        """Keeps one try to prove an identity. `subject` is a hash of the number it is about."""
        ...

    async def tries_since(
        self, *, conversation_id: int, subject: str | None, kind: str, since: datetime
    ) -> int:
        """How many such tries there were from this conversation or about this subject."""
        ...

    async def save_code(
        self, *, conversation_id: int, tenant_id: int, code_hash: str, expires_at: datetime
    ) -> None:
        """Keeps a new one-time code; every older code of the conversation stops working."""
        ...

    async def withdraw_codes(self, conversation_id: int) -> None: ...

    async def open_code(self, conversation_id: int, *, now: datetime) -> SentCode | None:
        """The code that still works, if there is one."""
        ...

    async def proved_by_code(
        self, conversation_id: int, tenant_id: int, *, since: datetime
    ) -> bool:
        """Whether a code of the tenant, sent since then, was given back in the conversation."""
        ...

    async def use_code(self, code_id: int) -> bool:
        """Marks the code as used; False when somebody did before."""
        ...
