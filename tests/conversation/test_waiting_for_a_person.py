"""Only a claim silences the bot: who waits for a person is helped with all that needs none."""

from datetime import timedelta

import pytest

from housing.domain.messaging.conversation import Channel, Owner
from housing.domain.messaging.handoff import Handoff
from housing.domain.people.homes import Household
from tests.conversation.talker import MARNIES_DETAILS, Talker

STRANGER = "+447700900977"


async def waits_for_person(tenant: Talker) -> str:
    return await tenant.says("i want to talk to a person", intent="speak_to_person")


async def handoff_of(tenant: Talker) -> Handoff:
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        found = await uow.desk.open_handoff(talk.id)
    assert found is not None
    return found


async def owned_by(tenant: Talker, owner: Owner) -> None:
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        await uow.talk.set_owner(talk, owner, None)


async def test_meanwhile_prices_hours_visits_and_reports_are_answered(tenant: Talker) -> None:
    await tenant.is_known()
    assert "passing you to a person" in await waits_for_person(tenant)
    assert "Monday to Friday" in await tenant.says("when are you open", intent="opening_hours")
    assert "visit booked for you" in await tenant.says("my visit?", intent="appointment_view")
    assert "turn the tap off" in await tenant.says("my tap drips", "tap_dripping")
    assert "When suits you" in await tenant.says("yes")
    assert "Booked" in await tenant.says("1")


async def test_only_a_claim_silences_it(tenant: Talker) -> None:
    await waits_for_person(tenant)
    await owned_by(tenant, Owner.OFFICER)
    assert await tenant.says("my tap drips", "tap_dripping") == ""
    await owned_by(tenant, Owner.BOT)
    assert await tenant.says("my tap drips", "tap_dripping") != ""


async def test_asking_again_says_where_one_stands(tenant: Talker) -> None:
    await waits_for_person(tenant)
    again = await waits_for_person(tenant)
    assert "You are number 1 in line" in again
    assert "Someone will reply by" in again
    assert "passing you" not in again


async def test_what_was_promised_and_is_late_is_not_promised_again(tenant: Talker) -> None:
    await waits_for_person(tenant)
    tenant.now += timedelta(hours=2)
    again = await waits_for_person(tenant)
    assert "taking longer than we said" in again
    assert "Someone will reply" not in again


async def test_closed_never_promises_now(tenant: Talker) -> None:
    tenant.now = tenant.now.replace(hour=23)
    assert "We are closed now" in await waits_for_person(tenant)
    again = await waits_for_person(tenant)
    assert "tomorrow by" in again


async def test_a_second_matter_is_put_beside_the_first(tenant: Talker) -> None:
    await waits_for_person(tenant)
    said = await tenant.says("can i get rid of my pet snake", intent="tenancy_question")
    assert said
    handoff = await handoff_of(tenant)
    assert handoff.reason == "asked"
    assert [one["reason"] for one in handoff.context["also"]] == ["staff_topic"]


async def test_words_that_are_not_understood_go_to_who_answers(tenant: Talker) -> None:
    await waits_for_person(tenant)
    for words in ("asdf qwer", "zxcv qwer"):
        said = await tenant.says(words, intent="nlu_fallback")
        assert "for the person who answers" in said
    assert "asdf qwer\nzxcv qwer" in (await handoff_of(tenant)).context["told"]


@pytest.mark.parametrize(
    ("words", "intent", "answer", "told", "reach_by"),
    [
        (
            "Jo Marsh, 4 Bell Lane. 07700 900123",
            "inform",
            "put that with it",
            True,
            "+447700900123",
        ),
        ("jo marsh", "nlu_fallback", "put that with it", True, None),
        ("4 Bell Lane", "provide_identity", "put that with it", True, None),
        ("skip", "nlu_fallback", "goes on without", False, None),
        ("no thanks", "deny", "goes on without", False, None),
        ("when are you open", "opening_hours", "Monday to Friday", False, None),
    ],
)
async def test_a_stranger_is_asked_once_how_to_be_reached(
    tenant: Talker, words: str, intent: str, answer: str, told: bool, reach_by: str | None
) -> None:
    tenant.mobile = STRANGER
    assert "your name and address" in await waits_for_person(tenant)
    assert answer in await tenant.says(words, intent=intent)
    context = (await handoff_of(tenant)).context
    assert context.get("contact") == (words if told else None)
    assert context.get("reach_by") == reach_by
    assert "your name and address" not in await waits_for_person(tenant)


async def test_a_number_is_taken_whenever_it_is_told(tenant: Talker) -> None:
    await waits_for_person(tenant)
    said = await tenant.says("ring me on 07700 900456 instead", intent="inform")
    assert said
    assert (await handoff_of(tenant)).context.get("reach_by") == "+447700900456" or "noted" in said


async def test_who_told_address_and_house_phone_before_is_not_asked(tenant: Talker) -> None:
    tenant.mobile, tenant.channel = "a session", Channel.WEBCHAT
    await tenant.says("5 Tidewater Street HL1 1AD, no mobile, ring 01632 960418", "toilet_blocked")
    assert "phone number" not in await waits_for_person(tenant)


async def test_whose_number_is_known_is_not_asked(tenant: Talker) -> None:
    assert "your name and address" not in await waits_for_person(tenant)


async def test_what_was_parked_is_taken_up_though_the_first_went_to_a_person(
    tenant: Talker,
) -> None:
    await tenant.is_known()
    await tenant.says("my tap drips", "tap_dripping")
    assert "noted the other problem" in await tenant.says(
        "also the light is out", "light_not_working"
    )
    said = await tenant.says("qwer zxcv", intent="nlu_fallback")
    assert "didn't get that" in said
    passed = await tenant.says("zxcv qwer", intent="nlu_fallback")
    assert "passing you to a person" in passed
    assert "Now the other problem" in passed


async def likely(tenant: Talker) -> Household | None:
    async with tenant.units() as uow:
        return await uow.homes.household_by_mobile(tenant.mobile, today=tenant.now.date())


async def test_verifying_still_works_while_waiting(tenant: Talker) -> None:
    await waits_for_person(tenant)
    assert "check it's you" in await tenant.says("my visit?", intent="appointment_view")
    assert "that's you" in await tenant.says(MARNIES_DETAILS)
