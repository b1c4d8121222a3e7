"""Working days, the law's clocks and opening hours, on both sides of every edge, in GMT and BST."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.adapters.bank_holidays import england_calendar
from housing.adapters.clock import SystemClock
from housing.domain.clock.legal_clocks import (
    ComplaintClock,
    HazardClock,
    further_work_by,
    made_safe_by,
    season_on,
    summary_by,
    time_of_day,
)
from housing.domain.clock.local_time import LONDON, add_hours, spoken_day, spoken_time
from housing.domain.clock.opening_hours import OpeningHours
from housing.domain.clock.working_days import HolidaysUnknown
from housing.domain.deal.deal import Deal

CALENDAR = england_calendar()
DAYS = st.dates(date(2025, 1, 1), date(2027, 6, 30))


def day(text: str) -> date:
    """A day written with its weekday, which must be right: "Monday 2026-11-23"."""
    weekday, written = text.split()
    found = date.fromisoformat(written)
    assert f"{found:%A}" == weekday
    return found


def at(text: str) -> datetime:
    """An instant on London's clock: "Monday 2026-11-23 17:59"."""
    weekday, written, clock = text.split()
    return datetime.fromisoformat(f"{day(f'{weekday} {written}')}T{clock}").replace(tzinfo=LONDON)


def test_next_years_bank_holidays_are_known() -> None:
    """If it fails: take the current govuk-bank-holidays, which carries GOV.UK's list."""
    this_year = SystemClock().now().year
    assert CALENDAR.known_until >= date(this_year + 1, 12, 31)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("Friday 2026-11-20", 1, "Monday 2026-11-23"),
        ("Thursday 2026-11-19", 1, "Friday 2026-11-20"),
        ("Saturday 2026-11-21", 1, "Monday 2026-11-23"),
        ("Sunday 2026-11-22", 1, "Monday 2026-11-23"),
        ("Sunday 2026-11-22", 0, "Monday 2026-11-23"),
        ("Monday 2026-11-23", 0, "Monday 2026-11-23"),
        ("Monday 2026-11-23", 20, "Monday 2026-12-21"),
        # Christmas Day is a Friday; Boxing Day, a Saturday, has its substitute on Monday the 28th.
        ("Thursday 2026-12-24", 1, "Tuesday 2026-12-29"),
        ("Thursday 2026-12-31", 1, "Monday 2027-01-04"),
        ("Thursday 2026-04-02", 1, "Tuesday 2026-04-07"),
        ("Monday 2026-11-30", 10, "Monday 2026-12-14"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: str, days: int, end: str) -> None:
    assert CALENDAR.add(day(start), days) == day(end)


@given(DAYS, st.integers(1, 60))
def test_the_days_between_are_those_that_were_added(start: date, days: int) -> None:
    end = CALENDAR.add(start, days)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.between(start, end) == days
    assert CALENDAR.between(end, start) == -days


def test_days_beyond_the_known_holidays_are_refused() -> None:
    with pytest.raises(HolidaysUnknown, match="Bank holidays are known up to"):
        CALENDAR.add(CALENDAR.known_until, 1)
    with pytest.raises(ValueError, match="forwards"):
        CALENDAR.add(date(2026, 1, 5), -1)


@pytest.mark.parametrize(
    ("on", "season"),
    [
        ("2026-04-30", "cold"), ("2026-05-01", "warm"), ("2026-09-30", "warm"),
        ("2026-10-01", "october"), ("2026-10-30", "october"), ("2026-10-31", "cold"),
        ("2026-12-31", "cold"), ("2027-01-01", "cold"),
    ],
)  # fmt: skip
def test_the_season_turns_where_the_right_to_repair_says(on: str, season: str) -> None:
    assert season_on(date.fromisoformat(on)) == season


def test_a_hazards_clock_starts_with_the_first_message() -> None:
    clock = HazardClock.started(at("Friday 2026-12-18 23:50"), CALENDAR)
    assert clock.investigate_by == day("Wednesday 2027-01-06")
    assert clock.emergency_by == at("Saturday 2026-12-19 23:50")
    assert summary_by(day("Wednesday 2027-01-06"), CALENDAR) == day("Monday 2027-01-11")
    assert made_safe_by(day("Wednesday 2027-01-06"), CALENDAR) == day("Wednesday 2027-01-13")
    assert further_work_by(day("Wednesday 2027-01-06")) == day("Wednesday 2027-03-31")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        # Clocks go forward at 1am on 29 March 2026: 24 real hours end an hour later by the clock.
        ("Saturday 2026-03-28 12:00", "Sunday 2026-03-29 13:00"),
        # Clocks go back at 2am on 25 October 2026: they end an hour earlier.
        ("Saturday 2026-10-24 12:00", "Sunday 2026-10-25 11:00"),
        ("Saturday 2026-11-21 12:00", "Sunday 2026-11-22 12:00"),
        ("Saturday 2026-07-04 12:00", "Sunday 2026-07-05 12:00"),
    ],
)
def test_24_hours_are_real_hours_when_the_clocks_change(start: str, end: str) -> None:
    assert add_hours(at(start), 24) == at(end)


def test_complaint_stages_have_their_dates() -> None:
    first = ComplaintClock.started(1, day("Monday 2026-11-23"), CALENDAR)
    assert first.acknowledge_by == day("Monday 2026-11-30")
    assert first.respond_by == day("Monday 2026-12-14")
    assert first.extended(CALENDAR).respond_by == day("Wednesday 2026-12-30")
    second = ComplaintClock.started(2, day("Monday 2026-11-23"), CALENDAR)
    assert second.respond_by == day("Wednesday 2026-12-30")


@pytest.fixture
def hours(deal: Deal) -> OpeningHours:
    return deal.landlord.opening_hours


@pytest.mark.parametrize(
    ("instant", "is_open", "next_open"),
    [
        ("Monday 2026-11-23 07:59", False, "Monday 2026-11-23 08:00"),
        ("Monday 2026-11-23 08:00", True, "Monday 2026-11-23 08:00"),
        ("Monday 2026-11-23 17:59", True, "Monday 2026-11-23 17:59"),
        ("Monday 2026-11-23 18:00", False, "Tuesday 2026-11-24 08:00"),
        ("Friday 2026-11-20 18:00", False, "Saturday 2026-11-21 09:00"),
        ("Saturday 2026-11-21 11:59", True, "Saturday 2026-11-21 11:59"),
        ("Saturday 2026-11-21 12:00", False, "Monday 2026-11-23 08:00"),
        ("Sunday 2026-11-22 12:00", False, "Monday 2026-11-23 08:00"),
        ("Friday 2026-12-25 10:00", False, "Saturday 2026-12-26 09:00"),
        ("Monday 2026-12-28 10:00", False, "Tuesday 2026-12-29 08:00"),
        ("Monday 2026-07-06 08:00", True, "Monday 2026-07-06 08:00"),
        ("Sunday 2026-03-29 03:00", False, "Monday 2026-03-30 08:00"),
    ],
)
def test_opening_hours_have_edges(
    hours: OpeningHours, instant: str, is_open: bool, next_open: str
) -> None:
    assert hours.is_open(at(instant)) is is_open
    assert hours.next_open(at(instant)) == at(next_open)


@pytest.mark.parametrize(
    ("instant", "says"),
    [
        ("Monday 2026-11-23 09:00", "within 30 minutes"),
        ("Monday 2026-11-23 06:00", "We open today at 8am and someone will reply by 8:30am"),
        ("Monday 2026-11-23 22:00", "We open tomorrow at 8am"),
        ("Saturday 2026-11-21 13:00", "We open on Monday 23 November at 8am"),
    ],
)
def test_the_promise_is_honest_about_when(hours: OpeningHours, instant: str, says: str) -> None:
    assert says in hours.answer_promise(at(instant))


def test_the_promise_is_the_same_instant_seen_from_anywhere(hours: OpeningHours) -> None:
    in_utc = datetime(2026, 7, 6, 7, 30, tzinfo=UTC)
    assert hours.is_open(in_utc)
    assert not hours.is_open(datetime(2026, 1, 5, 7, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("instant", "part"),
    [
        ("Monday 2026-11-23 12:00", "open"), ("Monday 2026-11-23 19:00", "evening"),
        ("Monday 2026-11-23 22:59", "evening"), ("Monday 2026-11-23 23:00", "night"),
        ("Tuesday 2026-11-24 06:59", "night"), ("Tuesday 2026-11-24 07:00", "evening"),
        ("Sunday 2026-11-22 12:00", "evening"),
    ],
)  # fmt: skip
def test_the_time_of_day_has_edges(hours: OpeningHours, instant: str, part: str) -> None:
    assert time_of_day(at(instant), hours) == part


def test_days_and_times_are_said_as_people_say_them(hours: OpeningHours) -> None:
    assert spoken_day(date(2026, 11, 26)) == "Thursday 26 November"
    assert spoken_time(at("Monday 2026-11-23 17:30").time()) == "5:30pm"
    assert hours.week_in_words() == "Monday to Friday 8am to 6pm, Saturday 9am to noon"
