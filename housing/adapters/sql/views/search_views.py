"""Conversations and people by reference, number, postcode, address or name. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from housing.adapters.sql.people.likely_tenant import told_address
from housing.adapters.sql.tables import homes, repairs, reports, talk
from housing.adapters.sql.views.desk_views import DeskViews, rows
from housing.domain.people.searching import Place, Wanted

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class FoundRow:
    """`tenant` and `address` are whose it is if that is known; `verified_at` tells if proved.
    `told_address` is what was told, as it was."""

    conversation_id: int
    tenant_id: int | None
    channel: str
    owner: str
    tenant: str | None
    address: str | None
    told_address: str | None
    verified_at: datetime | None
    issue: str | None
    newest_at: datetime


@dataclass(frozen=True, slots=True)
class TenantChoice:
    """Somebody whom a conversation may be with."""

    id: int
    name: str
    address: str
    postcode: str
    mobile: str | None


class SearchViews(DeskViews):
    """What the search page shows."""

    async def tenants(self, wanted: Wanted) -> tuple[TenantChoice, ...]:
        """Tenants of that number, place or name; at most 50."""
        async with self.reading() as connection:
            return await rows(connection, TenantChoice, _tenants(wanted))

    async def likely_tenants(self, conversation_id: int) -> tuple[TenantChoice, ...]:
        """Who it is, or whose number it is."""
        c = talk.conversation.c
        held = or_(homes.tenant.c.id == c.tenant_id, homes.tenant.c.mobile == c.address)
        of_it = select(c.id).where(c.id == conversation_id, held).correlate(homes.tenant)
        async with self.reading() as connection:
            return await rows(connection, TenantChoice, _choices().where(of_it.exists()))

    async def search(self, wanted: Wanted) -> tuple[FoundRow, ...]:
        """At most 50 conversations."""
        async with self.reading() as connection:
            return await rows(connection, FoundRow, _found(wanted))


def _choices() -> Select[Any]:
    t, h = homes.tenant.c, homes.home.c
    return (
        select(t.id, t.name, h.address, h.postcode, t.mobile)
        .select_from(homes.tenant)
        .join(homes.tenancy, homes.tenancy.c.id == t.tenancy_id)
        .join(homes.home, h.id == homes.tenancy.c.home_id)
        .order_by(t.name, t.id)
        .limit(MOST_SHOWN)
    )


def _tenants(wanted: Wanted) -> Select[Any]:
    t, h = homes.tenant.c, homes.home.c
    found: list[ColumnElement[bool]] = [h.reference == wanted.reference]
    if wanted.mobile is not None:
        found.append(t.mobile == wanted.mobile)
    found += [_lives_at(place) for place in wanted.places]
    if wanted.name is not None:
        found.append(t.name.icontains(wanted.name, autoescape=True))
    return _choices().where(or_(*found))


def _found(wanted: Wanted) -> Select[Any]:
    c, t, h = talk.conversation.c, homes.tenant.c, homes.home.c
    newest = func.max(talk.message.c.created_at)
    last_issue = (
        select(reports.report.c.issue)
        .where(reports.report.c.conversation_id == c.id)
        .order_by(reports.report.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            c.id.label("conversation_id"),
            t.id.label("tenant_id"),
            c.channel,
            c.owner,
            t.name.label("tenant"),
            h.address,
            told_address().label("told_address"),
            c.verified_at,
            last_issue.label("issue"),
            newest.label("newest_at"),
        )
        .join_from(talk.conversation, talk.message, talk.message.c.conversation_id == c.id)
        .outerjoin(homes.tenant, or_(t.id == c.tenant_id, _by_number()))
        .outerjoin(homes.tenancy, homes.tenancy.c.id == t.tenancy_id)
        .outerjoin(homes.home, h.id == homes.tenancy.c.home_id)
        .where(or_(*_conditions(wanted)))
        .group_by(c.id, t.id, h.id)
        .order_by(newest.desc())
        .limit(MOST_SHOWN)
    )


def _by_number() -> ColumnElement[bool]:
    """Nobody was verified, but the number is one that we hold."""
    c, t = talk.conversation.c, homes.tenant.c
    return c.tenant_id.is_(None) & (c.channel == "sms") & (t.mobile == c.address)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    c, t = talk.conversation.c, homes.tenant.c
    found: list[ColumnElement[bool]] = [c.id.in_(_by_reference(wanted.reference))]
    if wanted.mobile is not None:
        found += [c.address == wanted.mobile, t.mobile == wanted.mobile]
    for place in wanted.places:
        found += [_lives_at(place), c.id.in_(_told(place))]
    if wanted.name is not None:
        found.append(t.name.icontains(wanted.name, autoescape=True))
    return found


def _lives_at(place: Place) -> ColumnElement[bool]:
    h = homes.home.c
    held: list[ColumnElement[bool]] = []
    if place.postcode is not None:
        held.append(_compact(h.postcode).istartswith(place.postcode, autoescape=True))
    if place.address is not None:
        held.append(h.address.icontains(place.address, autoescape=True))
    return and_(*held)


def _told(place: Place) -> Any:
    """Conversations in which that place was told, whether or not it is a home of ours."""
    r = reports.report.c
    held: list[ColumnElement[bool]] = [r.told_address.is_not(None)]
    if place.postcode is not None:
        held.append(_compact(r.told_address).icontains(place.postcode, autoescape=True))
    if place.address is not None:
        held.append(r.told_address.icontains(place.address, autoescape=True))
    return select(r.conversation_id).where(*held)


def _compact(column: ColumnElement[Any]) -> ColumnElement[str]:
    return func.replace(column, " ", "")


def _by_reference(reference: str) -> Any:
    """Conversations with a report, hazard, complaint, ASB case or work order of that reference."""
    of_report = select(reports.report.c.conversation_id).where(
        reports.report.c.reference == reference
    )
    tables = (reports.hazard_report, reports.complaint, reports.asb_case)
    others = [select(t.c.conversation_id).where(t.c.reference == reference) for t in tables]
    of_order = (
        select(reports.report.c.conversation_id)
        .join_from(repairs.work_order, reports.report)
        .where(repairs.work_order.c.reference == reference)
    )
    return of_report.union(*others, of_order)
