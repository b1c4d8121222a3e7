"""The demonstration's landlord: all of it there, once, and the same every time."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from housing.adapters.bank_holidays import england_calendar
from housing.adapters.deal.diary_files import DiaryFileRefused, load_diary_plan
from housing.adapters.deal.files import load_deal
from housing.adapters.sql.migrate import upgrade
from housing.adapters.sql.unit_of_work import Units
from housing.data_cli import add_demo
from housing.demo.people import OPERATIVES, demo_households
from housing.demo.places import demo_homes
from housing.demo.seed import NotTheDemo, SeedSummary, seed_demo
from housing.domain.reading.postcode import find_postcode
from housing.domain.repairs.diary_windows import Operative
from housing.services.people.phone_numbers import DRAMA, mobile_number
from housing.services.repairs import diary
from housing.settings import Settings
from tests.diary.offers import name
from tests.diary.scene import NOW, TODAY, Scene

PLAN = load_diary_plan()
TRADES = sorted({trade for issue in load_deal().issues.values() for trade in issue.trades})


async def _seed(units: Units, today: date = TODAY) -> SeedSummary:
    async with units() as uow:
        return await seed_demo(
            uow,
            plan=PLAN,
            closed=england_calendar().holidays,
            today=today,
            now=NOW,
            hasher=lambda password: f"hash of {len(password)}",
        )


async def test_seeding_twice_adds_nothing_and_opens_new_days(units: Units) -> None:
    first = await _seed(units)
    again = await _seed(units)
    assert (first.added, first.homes, first.operatives) == (True, 200, 12)
    assert (again.added, again.homes, again.operatives) == (False, 200, 12)
    assert [role for role, _, _ in first.sign_ins] == ["officer", "officer", "manager"]
    async with units() as uow:
        before = len(await uow.diary.used_minutes())
    await _seed(units, TODAY + timedelta(days=1))
    async with units() as uow:
        assert len(await uow.diary.used_minutes()) > before
        assert await uow.officers.officer_with_hash("wren@harbour-row-homes.example")


async def test_every_trade_has_a_slot_within_ten_working_days(units: Units) -> None:
    await _seed(units)
    until = england_calendar().add(TODAY, 10)
    async with units() as uow:
        for trade in TRADES:
            for patch in ("Quayside", "Lockfields", "Millgate", "Northbank"):
                slots = await diary.offer(
                    uow, trades=(trade,), minutes=120, priority="routine", patch=patch,
                    now=NOW, until=until,
                )  # fmt: skip
                assert len(slots) == 3, f"{trade} in {patch}"


async def test_nobody_visits_on_a_bank_holiday(units: Units) -> None:
    await _seed(units, date(2026, 12, 18))
    async with units() as uow:
        slots = await diary.offer(
            uow, trades=("plumber",), minutes=30, priority="routine", patch=None,
            now=NOW + timedelta(days=25), limit=999,
        )  # fmt: skip
    days = {slot.date for slot in slots}
    assert date(2026, 12, 24) in days
    assert not days & {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
    assert {day.weekday() for day in days} == set(range(6))


async def test_the_phone_page_shows_who_can_be_played(units: Units) -> None:
    await _seed(units)
    async with units() as uow:
        tenants = await uow.homes.demo_tenants(today=TODAY)
        first = await uow.homes.household_by_mobile(tenants[0].number, today=TODAY)
        gone = await uow.homes.household_by_mobile("+447700900099", today=TODAY)
    assert tenants[0].name == "Marnie Brightwater"
    assert first is not None
    assert first.home.postcode == tenants[0].postcode == "HL1 1AA"
    assert gone is None
    assert "+447700900099" not in {tenant.number for tenant in tenants}
    assert {tenant.vulnerable for tenant in tenants} == {True, False}
    kinds = {tenant.tenancy_type for tenant in tenants}
    assert kinds == {
        "assured", "fixed_term", "starter", "sheltered", "shared_ownership", "leasehold",
    }  # fmt: skip


def test_homes_and_people_are_plainly_made_up_and_whole() -> None:
    homes = list(demo_homes())
    assert len(homes) == len({home.reference for home in homes}) == 200
    assert {home.patch for home in homes} == {"Quayside", "Lockfields", "Millgate", "Northbank"}
    assert all(find_postcode(home.postcode) == home.postcode for home in homes)
    assert all(home.postcode.startswith("HL") for home in homes)
    people = [tenant for household in demo_households(TODAY) for tenant in household.tenants]
    numbers = [person.mobile for person in people if person.mobile]
    assert len(numbers) == len(set(numbers)) > 180
    assert all(int(number.removeprefix("+44")) in DRAMA for number in numbers)
    assert all(mobile_number(number) == number for number in numbers)
    assert list(demo_households(TODAY)) == list(demo_households(TODAY))


def test_the_operatives_can_do_every_trade() -> None:
    assert {trade for operative in OPERATIVES for trade in operative.trades} >= set(TRADES)


def _window(window: str, earliest: str, latest: str, days: str) -> str:
    hours = f'earliest: "{earliest}", latest: "{latest}"'
    minutes = "minutes: 60, held_back_minutes: 0"
    return f"  - {{id: {window}, {hours}, {minutes}, days: [{days}]}}\n"


EVERY_WINDOW = "days_ahead: 6\nwindows:\n" + "".join(
    [
        _window("am", "08:00", "12:00", "mon, tue, wed"),
        _window("pm", "12:00", "16:00", "mon, tue, wed"),
        _window("school_run", "09:30", "14:30", "tue"),
        _window("all_day", "08:00", "16:00", "tue"),
        _window("evening", "17:00", "20:00", "tue"),
        _window("saturday_am", "08:00", "12:00", "sat"),
    ]
)


async def test_the_landlords_own_list_of_windows_is_offered_the_long_wait_last(
    scene: Scene, tmp_path: Path
) -> None:
    (tmp_path / "diary.yml").write_text(EVERY_WINDOW)
    await scene.operatives(Operative(0, "Tapper", ("plumber",), ("Quayside",)))
    async with scene.units() as uow:
        closed = frozenset({TODAY + timedelta(days=2)})
        await diary.top_up(uow, plan=load_diary_plan(tmp_path), closed=closed, today=TODAY)
    first_week = [name(one) for one in await scene.slots(limit=99)]
    assert set(first_week) == {
        *("Tue 24 Nov am", "Tue 24 Nov pm", "Tue 24 Nov school_run", "Tue 24 Nov evening"),
        *("Tue 24 Nov all_day", "Sat 28 Nov saturday_am"),
    }
    tuesday = [one for one in first_week if one.startswith("Tue")]
    assert tuesday[-1] == "Tue 24 Nov all_day"


AM = 'days_ahead: 60\nwindows:\n  - id: am\n    earliest: "08:00"\n    latest: "12:00"\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("days_ahead: 60\nwindows: []\n", 2),
        (AM.replace("60", "0") + "    minutes: 9\n    held_back_minutes: 0\n    days: [mon]\n", 1),
        (AM.replace("12", "07") + "    minutes: 9\n    held_back_minutes: 0\n    days: [mon]\n", 3),
        (AM + "    minutes: 9\n    held_back_minutes: 10\n    days: [mon]\n", 3),
        (AM + "    minutes: 9\n    held_back_minutes: 0\n    days: [mon, someday]\n", 8),
    ],
)
def test_a_broken_diary_file_names_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "diary.yml").write_text(text)
    with pytest.raises(DiaryFileRefused, match=rf"diary\.yml:{line}: "):
        load_diary_plan(tmp_path)


async def test_a_landlords_own_database_gets_no_made_up_people(units: Units) -> None:
    async with units() as uow:
        await uow.officers.add_officer(
            name="Somebody", email="somebody@example.org", role="officer", password_hash="x"
        )
    with pytest.raises(NotTheDemo):
        await _seed(units)
    async with units() as uow:
        assert not await uow.homes.count_homes()


@pytest.mark.parametrize(
    ("token", "api_url", "refused"),
    [
        ("", "", False),
        ("a token", "", True),
        ("a token", "https://api.example.org", True),
        ("a token", "http://127.0.0.1:9", False),
    ],
)
def test_beside_real_credentials_there_is_no_demo(
    tmp_path: Path, token: str, api_url: str, refused: bool
) -> None:
    settings = Settings(
        hearthline_home=tmp_path,
        twilio_account_sid="AC1" if token else "",
        twilio_auth_token=SecretStr(token),
        twilio_from="+447700900000",
        twilio_api_url=api_url,
    )
    upgrade(settings.sql_url)
    if refused:
        with pytest.raises(NotTheDemo):
            add_demo(settings)
    else:
        assert add_demo(settings).added
