"""Homes, tenancies, tenants, and who lives where."""

from dataclasses import dataclass
from datetime import date

# Needs by which the law or the Deal treats a household as vulnerable; others (large print, an
# interpreter) only change how it is spoken to.
VULNERABLE_NEEDS = frozenset(
    {"over_60", "under_5", "pregnant", "breathing", "disability", "dementia", "mental_health"}
)


@dataclass(frozen=True, slots=True)
class Home:
    """`floor` 0 is the ground floor. `patch` is the area that operatives are planned by."""

    id: int
    reference: str
    address: str
    postcode: str
    patch: str
    bedrooms: int
    toilets: int
    floor: int
    heating: str


@dataclass(frozen=True, slots=True)
class Tenancy:
    """Money in pence. A positive balance is owed by the tenant, a negative one is in credit."""

    id: int
    home_id: int
    type: str
    started_on: date
    ended_on: date | None
    weekly_rent_pence: int
    rent_balance_pence: int

    def current(self, today: date) -> bool:
        return self.started_on <= today and (self.ended_on is None or self.ended_on >= today)


@dataclass(frozen=True, slots=True)
class Tenant:
    """`needs` is special category data: it decides, staff see it, no message ever says it."""

    id: int
    tenancy_id: int
    name: str
    date_of_birth: date
    mobile: str | None
    needs: tuple[str, ...]

    @property
    def vulnerable(self) -> bool:
        return bool(VULNERABLE_NEEDS.intersection(self.needs))


@dataclass(frozen=True, slots=True)
class Household:
    """A tenant with the tenancy and the home it is for."""

    tenant: Tenant
    tenancy: Tenancy
    home: Home


@dataclass(frozen=True, slots=True)
class DemoTenant:
    """What the phone simulator shows, so that a visitor can play a made-up tenant."""

    number: str
    name: str
    postcode: str
    date_of_birth: date
    vulnerable: bool
    tenancy_type: str
    home: str
