"""Sunday evening: what is said of what cannot wait until Monday, and to whom it holds."""

from datetime import datetime, timedelta

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.clock.local_time import LONDON
from tests.conversation.talker import DEAL, Talker, open_town

SUNDAY_EVENING = datetime(2026, 11, 29, 18, tzinfo=LONDON)
MONDAY_MORNING = datetime(2026, 11, 30, 10, tzinfo=LONDON)
LINE = DEAL.landlord.out_of_hours_phone
STRANGER = "+447700900950"


@pytest.fixture
async def evening(units: Units) -> Talker:
    await open_town(units, SUNDAY_EVENING)
    return Talker(units, SUNDAY_EVENING)


async def told(talker: Talker, words: str, issue: str, *answers: str) -> str:
    said = [await talker.says(words, issue)]
    said += [await talker.says(answer) for answer in answers]
    return " ".join(" ".join(said).split())


LOCKED_OUT = ("im locked out", "lost_keys", "no")
SAYS = [
    ((*LOCKED_OUT, "i can wait", "no"), (LINE, "£120", "crime number", "spare")),
    ((*LOCKED_OUT, "yes"), ("Sorry to hear", "emergency", "£120", "Costs can wait", "neighbour")),
    (("no hot water since lunch", "no_hot_water", "no"), (LINE, "over 65", "No charge")),
    (("the sockets keep tripping and im disabled", "power_off_partial"), ("within 24 hours",)),
    (("my only toilet wont flush, a bucket works", "toilet_not_flushing"), (LINE, "half a bucket")),
    (("no heating at all, gas is fine", "no_heating", "no"), ("within 24 hours", "one room")),
]


@pytest.mark.parametrize(("turns", "holds"), SAYS)
async def test_tonight_is_tonight(
    evening: Talker, turns: tuple[str, ...], holds: tuple[str, ...]
) -> None:
    said = await told(evening, *turns)
    for part in holds:
        assert part in said


@pytest.mark.parametrize(("turns", "holds"), [SAYS[0], SAYS[2], SAYS[4]])
async def test_by_day_nobody_is_sent_to_the_night_line(
    evening: Talker, turns: tuple[str, ...], holds: tuple[str, ...]
) -> None:
    evening.now = MONDAY_MORNING
    assert LINE not in await told(evening, *turns[:2], "no", "no")


async def test_who_is_shut_out_is_met_at_the_door(evening: Talker) -> None:
    await evening.is_known()
    said = await told(evening, *LOCKED_OUT, "i can wait", "yes change the lock")
    assert "£65" in said
    assert "£120" in said, "the price out of hours stands beside the price by day"
    await evening.says("1")
    booked = await evening.says("1")
    assert "Meet them at your door" in booked
    assert "over 18" not in booked
    await evening.waits(evening.now + timedelta(days=7))
    assert not [text for text in await evening.unprompted() if "over 18" in text]


async def test_a_promise_for_tomorrow_names_who_answers_now(evening: Talker) -> None:
    await evening.says("no hot water", "no_hot_water")
    handed = await evening.says("i want a person", intent="speak_to_person")
    assert "tomorrow" in handed
    assert LINE in handed


@pytest.mark.parametrize(("words", "conditional"), [("", True), (" i am a leaseholder", False)])
async def test_a_stranger_is_told_for_whom_it_holds(
    evening: Talker, words: str, conditional: bool
) -> None:
    stranger = Talker(evening.units, MONDAY_MORNING, mobile=STRANGER)
    said = await told(stranger, f"tap drips but turns off{words}", "tap_dripping")
    assert ("If you rent your home from us" in said) is conditional
    assert ("Under your lease" in said) is not conditional


async def test_what_is_on_record_outweighs_what_was_heard(evening: Talker) -> None:
    said = await told(evening, "tap drips, turns off ok, i own my flat", "tap_dripping")
    assert "Under your lease" not in said


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("who fixes my garden fence", "for tenancies from June 2018 on"),
        ("who fixes the boiler", "assured, fixed term, starter, sheltered"),
    ],
)
async def test_a_statement_is_cited_with_its_conditions(
    evening: Talker, question: str, condition: str
) -> None:
    evening.now = MONDAY_MORNING
    assert condition in " ".join((await evening.says(question, intent="ask_deal")).split())
    await evening.is_known()
    assert condition not in " ".join((await evening.says(question, intent="ask_deal")).split())
