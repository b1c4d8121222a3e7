"""Who is writing: proved, limited, and never told more than before."""

import re
from datetime import date, timedelta

import pytest

from housing.adapters.bank_holidays import england_calendar
from housing.adapters.diary_files import load_diary_plan
from housing.demo.seed import seed_demo
from housing.domain.conversation import Channel, Message
from housing.domain.identity import Details, Outcome, Verification
from housing.ports import Units
from housing.services import identity
from tests.diary.scene import NOW, TODAY

MARNIE = "+447700900001"
RIGHT = Details("HL1 1AA", date(1985, 2, 3))
WRONG = Details("HL1 1AA", date(1985, 3, 2))
STRANGER = "+447700900950"


@pytest.fixture
async def town(units: Units) -> Units:
    """The demonstration's homes and people."""
    async with units() as uow:
        await seed_demo(
            uow,
            plan=load_diary_plan(),
            closed=england_calendar().holidays,
            today=TODAY,
            now=NOW,
            hasher=lambda password: password[::-1],
        )
    return units


async def _talk(units: Units, channel: Channel, address: str) -> int:
    async with units() as uow:
        return (await uow.talk.conversation_for(channel, address, NOW)).id


async def _verify(units: Units, talk: int, details: Details, minutes: int = 0) -> Verification:
    async with units() as uow:
        return await identity.verify_details(
            uow, conversation_id=talk, details=details, now=NOW + timedelta(minutes=minutes)
        )


async def _send(units: Units, talk: int, mobile: str, minutes: int = 0) -> bool:
    async with units() as uow:
        return await identity.send_code(
            uow,
            conversation_id=talk,
            mobile=mobile,
            text="Your code is {code}.",
            now=NOW + timedelta(minutes=minutes),
        )


async def _check(units: Units, talk: int, text: str, minutes: int = 0) -> Verification:
    async with units() as uow:
        return await identity.check_code(
            uow, conversation_id=talk, text=text, now=NOW + timedelta(minutes=minutes)
        )


async def _texts(units: Units, number: str) -> tuple[Message, ...]:
    async with units() as uow:
        phone = await uow.talk.find(Channel.SMS, number)
        return await uow.talk.messages(phone.id) if phone else ()


async def _code(units: Units, number: str = MARNIE) -> str:
    text = (await _texts(units, number))[-1].text
    (code,) = re.findall(r"\b\d{6}\b", text)
    return str(code)


async def test_a_known_number_with_postcode_and_date_of_birth(town: Units) -> None:
    talk = await _talk(town, Channel.SMS, MARNIE)
    assert (await _verify(town, talk, Details("HL1 1AA"))).outcome is Outcome.INCOMPLETE
    verified = await _verify(town, talk, RIGHT)
    assert verified.verified
    async with town() as uow:
        conversation = await uow.talk.conversation(talk)
        household = await uow.homes.household(conversation.tenant_id or 0)
    assert conversation.verified
    assert household is not None
    assert household.tenant.name == "Marnie Brightwater"


@pytest.mark.parametrize(
    ("number", "details"),
    [
        (MARNIE, WRONG),
        (MARNIE, Details("HL1 1AB", date(1985, 2, 3))),
        (MARNIE, Details("ZE1 0AA", date(1985, 2, 3))),
        # A stranger's phone, and one whose tenant moved out: the details alone prove nothing.
        (STRANGER, RIGHT),
        ("+447700900099", Details("HL1 1AF", date(1982, 4, 17))),
        # The phone changed hands: its new owner knows other details.
        ("+447700900002", RIGHT),
    ],
)
async def test_the_same_answer_whatever_does_not_match(
    town: Units, number: str, details: Details
) -> None:
    talk = await _talk(town, Channel.SMS, number)
    assert await _verify(town, talk, details) == Verification(Outcome.NOT_MATCHED, tries_left=4)
    async with town() as uow:
        assert not (await uow.talk.conversation(talk)).verified


async def test_five_tries_a_day_then_a_person(town: Units) -> None:
    talk = await _talk(town, Channel.SMS, MARNIE)
    left = [(await _verify(town, talk, WRONG, minutes)).tries_left for minutes in range(5)]
    assert left == [4, 3, 2, 1, 0]
    refused = await _verify(town, talk, RIGHT, 6)
    assert refused == Verification(Outcome.TOO_MANY_TRIES, tries_left=0)
    next_day = await _verify(town, talk, RIGHT, 24 * 60 + 4)
    assert next_day.verified


async def test_a_new_chat_is_no_way_round_the_tries_on_a_number(town: Units) -> None:
    told = Details(WRONG.postcode, WRONG.date_of_birth, mobile="07700 900001")
    for n in range(5):
        await _verify(town, await _talk(town, Channel.WEBCHAT, f"token {n}"), told)
    talk = await _talk(town, Channel.WEBCHAT, "fresh token")
    right = Details(RIGHT.postcode, RIGHT.date_of_birth, mobile="07700 900001")
    assert (await _verify(town, talk, right)).outcome is Outcome.TOO_MANY_TRIES


async def test_on_the_web_the_number_is_told(town: Units) -> None:
    talk = await _talk(town, Channel.WEBCHAT, "token")
    assert not (await _verify(town, talk, RIGHT)).verified
    told = Details(RIGHT.postcode, RIGHT.date_of_birth, mobile="+44 7700 900001")
    assert (await _verify(town, talk, told)).verified


async def test_a_code_goes_to_the_tenants_own_phone_and_works_once(town: Units) -> None:
    talk = await _talk(town, Channel.WEBCHAT, "token")
    assert await _send(town, talk, "07700 900001")
    code = await _code(town)
    spaced = f"it is {code[:3]} {code[3:]}"
    assert (await _check(town, talk, "hello?")).outcome is Outcome.INCOMPLETE
    assert (await _check(town, talk, spaced, 9)).verified
    assert not (await _check(town, talk, code, 9)).verified
    async with town() as uow:
        assert (await uow.talk.conversation(talk)).verified


@pytest.mark.parametrize(("minutes", "works"), [(9, True), (10, False)])
async def test_a_code_lasts_ten_minutes(town: Units, minutes: int, works: bool) -> None:
    talk = await _talk(town, Channel.WEBCHAT, "token")
    await _send(town, talk, "07700 900001")
    assert (await _check(town, talk, await _code(town), minutes)).verified is works


async def test_a_newer_code_ends_the_older_one(town: Units) -> None:
    talk = await _talk(town, Channel.WEBCHAT, "token")
    await _send(town, talk, "07700 900001")
    old = await _code(town)
    await _send(town, talk, "07700 900001", 1)
    new = await _code(town)
    if old != new:
        assert not (await _check(town, talk, old, 2)).verified
    assert (await _check(town, talk, new, 2)).verified


async def test_another_chat_cannot_use_the_code(town: Units) -> None:
    talk = await _talk(town, Channel.WEBCHAT, "token")
    other = await _talk(town, Channel.WEBCHAT, "other token")
    await _send(town, talk, "07700 900001")
    assert not (await _check(town, other, await _code(town))).verified


async def test_five_codes_tried_then_a_person_even_with_the_right_one(town: Units) -> None:
    talk = await _talk(town, Channel.WEBCHAT, "token")
    await _send(town, talk, "07700 900001")
    code = await _code(town)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    outcomes = [(await _check(town, talk, wrong)).outcome for _ in range(5)]
    assert outcomes == [Outcome.NOT_MATCHED] * 4 + [Outcome.TOO_MANY_TRIES]
    assert (await _check(town, talk, code)).outcome is Outcome.TOO_MANY_TRIES


async def test_an_unknown_number_is_answered_just_the_same(town: Units) -> None:
    known = await _talk(town, Channel.WEBCHAT, "token")
    unknown = await _talk(town, Channel.WEBCHAT, "other token")
    answers = [await _send(town, known, "07700 900001"), await _send(town, unknown, STRANGER)]
    assert answers == [True, True]
    assert await _texts(town, STRANGER) == ()
    code = await _code(town)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        assert await _check(town, known, wrong) == await _check(town, unknown, wrong)


async def test_codes_are_sent_three_times_an_hour_for_any_number(town: Units) -> None:
    for number in ("07700 900001", STRANGER):
        talks = [await _talk(town, Channel.WEBCHAT, f"{number} {n}") for n in range(4)]
        sent = [await _send(town, talk, number, n) for n, talk in enumerate(talks)]
        assert sent == [True, True, True, False]
        assert await _send(town, talks[3], number, 61)
    assert not await _send(town, talks[0], "020 7946 0958")


async def test_the_code_is_kept_only_as_a_hash(town: Units) -> None:
    talk = await _talk(town, Channel.WEBCHAT, "token")
    await _send(town, talk, "07700 900001")
    async with town() as uow:
        sent = await uow.homes.open_code(talk, now=NOW)
    assert sent is not None
    assert await _code(town) not in sent.code_hash
