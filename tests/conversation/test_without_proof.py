"""Who would not or could not show who they are: reports go on without it and it is asked once."""

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.casework.reports import Report
from housing.domain.messaging.conversation import Channel
from housing.domain.people.identity import says_no_mobile
from tests.conversation.talker import MARNIES_DETAILS, Talker, open_town
from tests.diary.scene import NOW

STRANGER = "+447700900950"
WHO = "name, your address"
PROOF = ("postcode and date of birth", "mobile number we hold")
DRIP, LIGHT = ("tap drips but it turns off ok", "tap_dripping"), ("hall light out", "light_bulb")


@pytest.fixture(params=[Channel.SMS, Channel.WEBCHAT])
async def stranger(units: Units, request: pytest.FixtureRequest) -> Talker:
    await open_town(units, NOW)
    mobile = STRANGER if request.param is Channel.SMS else "a session"
    return Talker(units, NOW, mobile=mobile, channel=request.param)


async def reports_of(talker: Talker) -> tuple[Report, ...]:
    async with talker.units() as uow:
        talk = await uow.talk.conversation_for(talker.channel, talker.mobile, talker.now)
        return tuple(await uow.reports.reports_of(talk.id))


def asks_for_proof(said: str) -> bool:
    return any(words in " ".join(said.split()) for words in PROOF)


async def refuses(talker: Talker) -> None:
    """Tells of a tap and would rather not say who they are; a person has it."""
    assert asks_for_proof(await talker.says(*DRIP))
    words = "id rather not" if talker.channel is Channel.SMS else "Talk to a person"
    assert "passing you to a person" in await talker.says(words)
    await talker.says("Jo Fern, 9 Tidewater Street HL1 1AD")


async def test_the_next_report_goes_on_without_asking(stranger: Talker) -> None:
    await refuses(stranger)
    said = await stranger.says("bath taps drip too, they turn off ok", "tap_dripping")
    said += await stranger.says("yes it turns off")
    assert not asks_for_proof(said)
    assert WHO not in said, "who and where was told"
    assert "kept your report" in " ".join(said.split())
    assert {one.state for one in await reports_of(stranger)} == {"staff", "decided"}


async def test_what_is_on_record_still_wants_proof_and_offers_the_other_ways(
    stranger: Talker,
) -> None:
    await refuses(stranger)
    asked = await stranger.says("how much rent do i owe", "rent_balance", intent="rent_question")
    assert asks_for_proof(asked)
    assert "Go on without it" in asked


async def test_proof_given_later_counts(units: Units) -> None:
    await open_town(units, NOW)
    tenant = Talker(units, NOW)
    assert asks_for_proof(await tenant.says(*DRIP))
    await tenant.says("rather not")
    assert asks_for_proof(await tenant.says("when is my visit", intent="appointment_view"))
    assert "Thanks Marnie" in await tenant.says(MARNIES_DETAILS)
    said = await tenant.says("shower drips too, turns off ok", "tap_dripping")
    assert "kept your report" not in said


@pytest.mark.parametrize("wanted", ["appointment_view", "appointment_change"])
async def test_a_report_in_hand_outlives_a_question_about_visits(
    stranger: Talker, wanted: str
) -> None:
    assert asks_for_proof(await stranger.says(*DRIP))
    await stranger.says("HL1 1AA 1/1/1980")
    await stranger.says("when does the man come", intent=wanted)
    if stranger.channel is Channel.SMS:
        await stranger.says("HL1 1AA 1/1/1980")
    said = " ".join((await stranger.says("go on without it")).split())
    assert "can't show or change" in said
    assert WHO in said
    assert "kept it with your report" in await stranger.says("Jo Fern, 9 Tidewater St HL1 1AD")
    (report,) = await reports_of(stranger)
    assert report.state == "staff"
    assert "9 Tidewater" in (report.told_address or "")


async def test_in_words_that_name_no_mobile_the_web_goes_on_without(units: Units) -> None:
    await open_town(units, NOW)
    stranger = Talker(units, NOW, mobile="a session", channel=Channel.WEBCHAT)
    await stranger.says(*DRIP)
    assert WHO in await stranger.says("I have already told you I have none.")


@pytest.mark.parametrize(
    "words",
    ["im her daughter, she cant text", "dont know her date of birth cant you just log it",
     "I am her ward councillor, not the tenant", "its for my nan she gets the letters"],
)  # fmt: skip
async def test_who_writes_for_another_goes_on_without_their_details(
    stranger: Talker, words: str
) -> None:
    assert asks_for_proof(await stranger.says(*DRIP))
    said = await stranger.says(words)
    assert not asks_for_proof(said)
    assert WHO in said


async def test_who_asks_of_another_without_a_report_is_put_to_a_person(stranger: Talker) -> None:
    await stranger.says("has anybody been to mrs green", intent="repair_chase")
    said = await stranger.says("I am her ward councillor, not the tenant")
    assert "passing you to a person" in said


@pytest.mark.parametrize(
    ("words", "none"),
    [
        ("I have already told you I have none.", True), ("no i havent got one", True),
        ("dont have one love", True), ("never had one", True), ("ive none", True),
        ("i do not own one", True), ("not got any", True),
        ("07700 900123", False), ("its the one ending 123", False), ("i have one", False),
        ("none of your business", False), ("no", False), ("any one of them", False),
    ],
)  # fmt: skip
def test_who_was_asked_for_a_mobile_and_has_none_is_heard(words: str, none: bool) -> None:
    assert says_no_mobile(words, asked=True) is none
    assert not says_no_mobile(words), "unasked it may be of anything"
