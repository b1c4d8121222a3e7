"""Another phone than the one on record: what is true is said, and there is always a way on."""

from datetime import timedelta

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.messaging.conversation import Channel, Owner
from housing.domain.people.identity import says_no_mobile, says_other_phone
from tests.conversation.talker import MARNIE, MARNIES_DETAILS, Talker, open_town
from tests.diary.scene import NOW

STRANGER = "+447700900950"
WAYS = ("Talk to a person", "Go on without it")


@pytest.fixture
async def stranger(units: Units) -> Talker:
    """On a phone that is nobody's, with a tap to be mended."""
    await open_town(units, NOW)
    talker = Talker(units, NOW, mobile=STRANGER)
    asked = await talker.says("tap drips but it turns off ok", "tap_dripping")
    assert "postcode and date of birth" in asked
    return talker


async def says(talker: Talker, *words: str) -> str:
    return " ".join(" ".join([await talker.says(one) for one in words]).split())


async def code_at_home(talker: Talker) -> str:
    """What was texted to the number on record."""
    async with talker.units() as uow:
        phone = await uow.talk.find(Channel.SMS, MARNIE)
        assert phone is not None
        texts = await uow.talk.messages(phone.id)
        return str(await uow.talk.secret_of(texts[-1].id))


async def test_right_details_are_never_told_that_they_do_not_match(stranger: Talker) -> None:
    said = await says(stranger, MARNIES_DETAILS)
    assert "This number isn't the one we hold" in said
    assert "ending 001" in said
    assert MARNIE[-5:] not in said
    assert "match" not in said
    assert all(way in said for way in WAYS)


async def test_the_code_to_the_number_on_record_goes_on_with_the_repair(stranger: Talker) -> None:
    said = await says(stranger, MARNIES_DETAILS, "1")
    assert "ending 001" in said
    assert "When suits you" in await says(stranger, await code_at_home(stranger))
    assert "Booked" in await says(stranger, "1")
    stranger.now += timedelta(hours=25)
    asked = await stranger.says("when is my appointment", intent="appointment_view")
    assert "postcode" in asked, "a borrowed phone is not a key for ever"


@pytest.mark.parametrize(
    ("details", "answer"),
    [
        (MARNIES_DETAILS, "go on without it"),
        ("HL1 1AA 1/1/1980", "2"),
        ("ZE1 0AA 3/2/85", "2"),
        ("its my mums phone mine is broken", "2"),
    ],
)
async def test_without_it_the_report_is_kept_and_put_to_staff(
    stranger: Talker, details: str, answer: str
) -> None:
    await says(stranger, details)
    asked = await says(stranger, answer)
    assert "name, your address" in asked
    noted = await says(stranger, "Jo Fern, 9 Tidewater Street HL1 1AD, this number")
    assert "kept it with your report" in noted
    async with stranger.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, STRANGER, stranger.now)
        (report,) = await uow.reports.reports_of(talk.id)
    assert report.state == "staff"
    assert "9 Tidewater Street" in (report.told_address or "")
    assert talk.owner is not Owner.BOT


@pytest.mark.parametrize("words", ["talk to a person", "1", "no"])
async def test_a_person_is_one_of_the_ways(stranger: Talker, words: str) -> None:
    await says(stranger, "HL1 1AA 1/1/1980")
    assert "passing you to a person" in await says(stranger, words)


async def test_wrong_details_hear_the_same_whether_or_not_there_is_a_home(units: Units) -> None:
    await open_town(units, NOW)
    answers = set()
    for mobile, details in (
        (STRANGER, "HL1 1AA 1/1/1980"),
        ("+447700900951", "ZE1 0AA 1/1/1980"),
        (MARNIE, "HL1 1AA 1/1/1980"),
    ):
        talker = Talker(units, NOW, mobile=mobile)
        await talker.says("tap drips but it turns off ok", "tap_dripping")
        answers.add(await says(talker, details))
    (answer,) = answers
    assert all(way in answer for way in WAYS)


async def test_without_a_report_nothing_on_record_is_shown(units: Units) -> None:
    await open_town(units, NOW)
    talker = Talker(units, NOW, mobile=STRANGER)
    await talker.says("when is my visit", intent="appointment_view")
    assert "can take a report" in await says(talker, MARNIES_DETAILS, "go on without it")


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("I've got a new phone", True),
        ("this is my mum's phone", True),
        ("borrowed this off a mate", True),
        ("I've changed my number", True),
        ("my phone was stolen", True),
        ("my phone is fine", False),
        ("what number are you on", False),
    ],
)
def test_words_of_another_phone(words: str, other: bool) -> None:
    assert says_other_phone(words) is other


@pytest.mark.parametrize(
    ("words", "none"),
    [
        ("i have no mobile", True), ("I don't have a mobile", True), ("ive got no mobile", True),
        ("I have no mobile telephone, only the house telephone", True),
        ("only have a landline", True), ("no mobile sorry", True), ("never had a mobile", True),
        ("my mobile is 07700 900123", False), ("i have a new mobile", False),
        ("text my mobile", False), ("i dont have my mobile on me", True),
        ("my house phone is broken", False), ("no", False),
    ],
)  # fmt: skip
def test_who_has_no_mobile_is_heard(words: str, none: bool) -> None:
    assert says_no_mobile(words) is none
