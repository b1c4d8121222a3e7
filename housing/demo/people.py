"""Made-up tenants, operatives and staff. Names are invented, phones are Ofcom's for drama.

The first households are written by hand, one for each thing worth trying; the rest follow from
their number, so that every seed is the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from housing.domain.people.homes import Tenancy, Tenant
from housing.domain.repairs.diary_windows import Operative

VACANT_EVERY = 40
FIRST_NUMBER = 900_100
WEEKLY_RENT_PENCE = 9_500
TYPES = ("assured", "assured", "assured", "fixed_term", "starter", "sheltered")
NEEDS: tuple[tuple[str, ...], ...] = ((), (), (), (), ("over_60",), ("under_5",), ("breathing",))

FIRST_NAMES = (
    "Ada", "Bryn", "Cleo", "Dov", "Etta", "Fitz", "Greta", "Hal", "Ines", "Jory",
    "Kit", "Lark", "Milo", "Nell", "Otis", "Posy", "Quill", "Runa", "Sorrel", "Tove",
)  # fmt: skip
LAST_NAMES = (
    "Pebblewick", "Thistledown", "Quillfeather", "Bramblegate", "Marrowby", "Lanternshaw",
    "Puddlemere", "Copperkettle", "Foxwhistle", "Inkersole", "Mosswater",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoOfficer:
    """A made-up member of staff; the password is for the demonstration and printed by it."""

    name: str
    email: str
    role: str
    password: str


OFFICERS = (
    DemoOfficer("Wren Officer", "wren@harbour-row-homes.example", "officer", "quayside-teapot-41"),
    DemoOfficer("Idris Officer", "idris@harbour-row-homes.example", "officer", "millgate-kite-58"),
    DemoOfficer("Mabel Manager", "mabel@harbour-row-homes.example", "manager", "northbank-owl-73"),
)

# The end of each number is the place in the list.


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """How a made-up operative signs in on their phone."""

    name: str
    email: str
    password: str


OPERATIVE_SIGN_INS = (
    DemoSignIn("Tapper Wellspring", "tapper@harbour-row-homes.example", "washer-kettle-26"),
    DemoSignIn("Ember Pilotlight", "ember@harbour-row-homes.example", "flue-biscuit-84"),
    DemoSignIn("Handy Allwork", "handy@harbour-row-homes.example", "hinge-marmalade-37"),
)

SOUTH, NORTH = ("Quayside", "Lockfields"), ("Millgate", "Northbank")
ALL = SOUTH + NORTH
OPERATIVES = (
    Operative(0, "Tapper Wellspring", ("plumber", "drainage"), SOUTH, "+447700900801"),
    Operative(0, "Olive Stopcock", ("plumber", "multi_trade"), NORTH, "+447700900802"),
    Operative(0, "Ember Pilotlight", ("gas_engineer", "plumber"), SOUTH, "+447700900803"),
    Operative(0, "Blaze Radiant", ("gas_engineer", "plumber"), NORTH, "+447700900804"),
    Operative(0, "Sparky Fusewell", ("electrician", "fire_safety"), SOUTH, "+447700900805"),
    Operative(0, "Amp Copperline", ("electrician", "lift_engineer"), NORTH, "+447700900806"),
    Operative(0, "Hinge Doorley", ("joiner", "glazier", "multi_trade"), SOUTH, "+447700900807"),
    Operative(0, "Dowel Sashcord", ("joiner", "glazier", "plasterer"), NORTH, "+447700900808"),
    Operative(
        0, "Handy Allwork", ("multi_trade", "joiner", "plumber", "plasterer"), ALL, "+447700900809"
    ),
    Operative(0, "Slate Ridgewell", ("roofer", "groundworks", "drainage"), ALL, "+447700900810"),
    Operative(
        0,
        "Plumb Levelson",
        ("surveyor", "inspector", "occupational_therapist"),
        ALL,
        "+447700900811",
    ),
    Operative(0, "Sweep Tidyman", ("caretaker", "pest_control", "surveyor"), ALL, "+447700900812"),
)


@dataclass(frozen=True, slots=True)
class DemoHousehold:
    """A tenancy and its people for the home of this reference; ids are the database's."""

    home_reference: str
    tenancy: Tenancy
    tenants: tuple[Tenant, ...]


# Home number, tenancy type, its start (None: ten weeks ago), balance in pence, name, date of birth,
# support needs. The place in the list is the end of the phone number.
Written = tuple[int, str, date | None, int, str, date, tuple[str, ...]]
WRITTEN: tuple[Written, ...] = (
    (1, "assured", date(2021, 5, 3), 0, "Marnie Brightwater", date(1985, 2, 3), ()),
    (41, "assured", date(2019, 9, 16), -1_250, "Percy Oldfellow", date(1944, 6, 21),
     ("over_60", "breathing")),
    (61, "starter", None, 0, "Tansy Newkey", date(2001, 11, 30), ("under_5", "pregnant")),
    (95, "fixed_term", date(2022, 1, 10), 34_860, "Corin Shortshrift", date(1990, 8, 9), ()),
    (102, "assured", date(2011, 4, 4), 0, "Hester Longstay", date(1958, 12, 25), ()),
    (121, "shared_ownership", date(2020, 7, 1), 0, "Pip Halfshare", date(1979, 3, 14), ()),
    (152, "sheltered", date(2023, 2, 6), 0, "Agnes Snugly", date(1939, 1, 1),
     ("over_60", "disability")),
    (181, "leasehold", date(2017, 10, 2), 0, "Lennox Deedbox", date(1970, 10, 5), ()),
)  # fmt: skip


def demo_households(today: date) -> Iterator[DemoHousehold]:
    """Who lives in which home. A few homes are empty; one number belongs to somebody who left."""
    by_hand = {household.home_reference: household for household in _written(today)}
    yield from by_hand.values()
    for number in range(1, 201):
        reference = f"HRH{number:04}"
        if reference not in by_hand and number % VACANT_EVERY:
            yield _generated(number, reference)


def _written(today: date) -> Iterator[DemoHousehold]:
    for place, (number, type_, started, balance, name, born, needs) in enumerate(WRITTEN, 1):
        tenant = Tenant(0, 0, name, born, f"+4477009000{place:02}", needs)
        since = started or today - timedelta(weeks=10)
        tenancy = Tenancy(0, 0, type_, since, None, WEEKLY_RENT_PENCE, balance)
        yield DemoHousehold(f"HRH{number:04}", tenancy, (tenant,))


def _left(number: int, today: date) -> DemoHousehold:
    """Moved out last month and kept the phone: it proves nothing any more."""
    tenant = Tenant(0, 0, "Gideon Gonebefore", date(1982, 4, 17), "+447700900099", ())
    ended = today - timedelta(days=30)
    tenancy = Tenancy(0, 0, "assured", date(2018, 6, 4), ended, WEEKLY_RENT_PENCE, 0)
    return DemoHousehold(f"HRH{number:04}", tenancy, (tenant,))


def _generated(number: int, reference: str) -> DemoHousehold:
    last = LAST_NAMES[number % len(LAST_NAMES)]
    born = date(1950 + number * 7 % 55, 1 + number % 12, 1 + number % 28)
    first = Tenant(
        id=0,
        tenancy_id=0,
        name=f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {last}",
        date_of_birth=born,
        mobile=f"+447700{FIRST_NUMBER + number}",
        needs=NEEDS[number % len(NEEDS)],
    )
    second = Tenant(
        id=0,
        tenancy_id=0,
        name=f"{FIRST_NAMES[(number + 7) % len(FIRST_NAMES)]} {last}",
        date_of_birth=born + timedelta(days=431),
        mobile=None,
        needs=(),
    )
    tenancy = Tenancy(
        id=0,
        home_id=0,
        type=TYPES[number % len(TYPES)],
        started_on=date(2010 + number % 16, 1 + number % 12, 1 + number % 28),
        ended_on=None,
        weekly_rent_pence=WEEKLY_RENT_PENCE + number % 9 * 450,
        rent_balance_pence=(0, 0, -900, 4_200, 18_750)[number % 5],
    )
    joint = number % 5 == 0
    return DemoHousehold(reference, tenancy, (first, second) if joint else (first,))
