"""Who is writing: proved, limited, and never told more than before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.bank_holidays import england_calendar
from housing.adapters.deal.diary_files import load_diary_plan
from housing.adapters.sql.unit_of_work import Units, sql_units
from housing.demo.seed import seed_demo
from housing.domain.messaging.conversation import Channel, Message
from housing.domain.messaging.limits import Limits
from housing.domain.people.identity import Details, Verification, VerificationOutcome, find_code
from housing.ports.messaging.sms import Posted, SmsDelayed
from housing.services.messaging import delivery, outbox
from housing.services.people import identity
from tests.diary.scene import NOW, TODAY

MARNIE = "+447700900001"
RIGHT = Details("HL1 1AA", date(1985, 2, 3))
WRONG = Details("HL1 1AA", date(1985, 3, 2))
STRANGER = "+447700900950"


@pytest.fixture
async def town(units: Units) -> Units:
    """The demonstration's homes and people."""
    await _fill(units)
    return units


async def _fill(units: Units) -> None:
    async with units() as uow:
        await seed_demo(
            uow,
            plan=load_diary_plan(),
            closed=england_calendar().holidays,
            today=TODAY,
            now=NOW,
            hasher=lambda password: password[::-1],
        )


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


async def _check(
    units: Units, talk: int, code: str, minutes: int = 0, postcode: str = "HL1 1AA"
) -> Verification:
    async with units() as uow:
        return await identity.check_code(
            uow,
            conversation_id=talk,
            code=code,
            postcode=postcode,
            now=NOW + timedelta(minutes=minutes),
        )


async def _texts(units: Units, number: str) -> tuple[Message, ...]:
    async with units() as uow:
        phone = await uow.talk.find(Channel.SMS, number)
        return await uow.talk.messages(phone.id) if phone else ()


async def _code(units: Units, number: str = MARNIE) -> str:
    text = (await _texts(units, number))[-1]
    async with units() as uow:
        return str(await uow.talk.secret_of(text.id))


async def test_a_known_number_with_postcode_and_date_of_birth(town: Units) -> None:
    talk = await _talk(town, Channel.SMS, MARNIE)
    assert (await _verify(town, talk, Details("HL1 1AA"))).outcome is VerificationOutcome.INCOMPLETE
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
        # A stranger's phone is told no more than a tenant's; one whose tenant moved out.
        (STRANGER, WRONG),
        (STRANGER, Details("ZE1 0AA", date(1985, 2, 3))),
        ("+447700900099", Details("HL1 1AF", date(1982, 4, 17))),
    ],
)
async def test_the_same_answer_whatever_does_not_match(
    town: Units, number: str, details: Details
) -> None:
    talk = await _talk(town, Channel.SMS, number)
    assert await _verify(town, talk, details) == Verification(
        VerificationOutcome.NOT_MATCHED, tries_left=4
    )
    async with town() as uow:
        assert not (await uow.talk.conversation(talk)).verified


@pytest.mark.parametrize(
    ("number", "ending"),
    [
        (STRANGER, "001"),
        # A phone that is another tenant's on record gets no code for what is not theirs.
        ("+447700900002", ""),
    ],
)
async def test_right_details_from_another_number_prove_nothing_but_are_told_apart(
    town: Units, number: str, ending: str
) -> None:
    talk = await _talk(town, Channel.SMS, number)
    assert await _verify(town, talk, RIGHT) == Verification(
        VerificationOutcome.ELSEWHERE, ending=ending
    )
    async with town() as uow:
        assert not (await uow.talk.conversation(talk)).verified
        sent = await identity.send_code_to_record(
            uow, conversation_id=talk, details=RIGHT, text="Your code is {code}.", now=NOW
        )
    assert sent is bool(ending)
    assert len(await _texts(town, MARNIE)) == (1 if ending else 0)


async def test_guesses_from_many_phones_about_one_postcode_count_together(town: Units) -> None:
    for n in range(10):
        await _verify(town, await _talk(town, Channel.SMS, f"+4477009009{n + 60}"), WRONG)
    talk = await _talk(town, Channel.SMS, STRANGER)
    assert (await _verify(town, talk, RIGHT)).outcome is VerificationOutcome.NOT_MATCHED
    assert (await _verify(town, await _talk(town, Channel.SMS, MARNIE), RIGHT)).verified


async def test_on_the_web_another_number_is_told_nothing(town: Units) -> None:
    told = Details(RIGHT.postcode, RIGHT.date_of_birth, mobile=STRANGER)
    talk = await _talk(town, Channel.WEBCHAT, "token")
    assert (await _verify(town, talk, told)).outcome is VerificationOutcome.NOT_MATCHED


async def test_five_tries_a_day_then_a_person(town: Units) -> None:
    talk = await _talk(town, Channel.SMS, MARNIE)
    left = [(await _verify(town, talk, WRONG, minutes)).tries_left for minutes in range(5)]
    assert left == [4, 3, 2, 1, 0]
    refused = await _verify(town, talk, RIGHT, 6)
    assert refused == Verification(VerificationOutcome.TOO_MANY_TRIES, tries_left=0)
    next_day = await _verify(town, talk, RIGHT, 24 * 60 + 4)
    assert next_day.verified


async def test_a_new_chat_is_no_way_round_the_tries_on_a_number(town: Units) -> None:
    told = Details(WRONG.postcode, WRONG.date_of_birth, mobile="07700 900001")
    for n in range(5):
        await _verify(town, await _talk(town, Channel.WEBCHAT, f"token {n}"), told)
    talk = await _talk(town, Channel.WEBCHAT, "fresh token")
    right = Details(RIGHT.postcode, RIGHT.date_of_birth, mobile="07700 900001")
    assert (await _verify(town, talk, right)).outcome is VerificationOutcome.TOO_MANY_TRIES


async def test_on_the_web_the_number_is_told(town: Units) -> None:
    talk = await _talk(town, Channel.WEBCHAT, "token")
    assert not (await _verify(town, talk, RIGHT)).verified
    told = Details(RIGHT.postcode, RIGHT.date_of_birth, mobile="+44 7700 900001")
    assert (await _verify(town, talk, told)).verified


async def test_a_code_goes_to_the_tenants_own_phone_and_works_once(town: Units) -> None:
    talk = await _talk(town, Channel.WEBCHAT, "token")
    assert await _send(town, talk, "07700 900001")
    code = await _code(town)
    assert (await _check(town, talk, code, 9)).verified
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
    assert outcomes == [VerificationOutcome.NOT_MATCHED] * 4 + [VerificationOutcome.TOO_MANY_TRIES]
    assert (await _check(town, talk, code)).outcome is VerificationOutcome.TOO_MANY_TRIES


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


@pytest.mark.parametrize("postcode", ["HL1 1AB", "ZE1 0AA", ""])
async def test_the_right_code_with_another_postcode_is_a_wrong_code(
    town: Units, postcode: str
) -> None:
    """Whoever finds a phone reads the code on it, but not where its owner lives."""
    talk = await _talk(town, Channel.WEBCHAT, "token")
    await _send(town, talk, "07700 900001")
    code = await _code(town)
    wrong = await _check(town, talk, code, postcode=postcode)
    assert wrong == Verification(VerificationOutcome.NOT_MATCHED, tries_left=4)
    wrong_code = f"{(int(code) + 1) % 10**6:06}"
    assert await _check(town, talk, wrong_code) == replace(wrong, tries_left=3)
    assert (await _check(town, talk, code)).verified, "a slip does not use it up"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("it is 123 456", "123456"),
        ("123456 HL1 1AA", "123456"),
        ("HL1 1AA 123456", "123456"),
        ("HL11 1AA, 12-34-56", "123456"),
        ("hello? HL1 1AA", None),
        ("1234567", None),
        ("sorry, 07700 900002", None),
        ("020 7946 0958", None),
    ],
)
def test_the_code_is_found_beside_the_postcode(words: str, code: str | None) -> None:
    assert find_code(words) == code


async def test_codes_are_counted_by_the_day_for_a_number_and_for_all(engine: AsyncEngine) -> None:
    limits = Limits(codes_a_day=2, codes_a_day_in_all=3)
    units = sql_units(engine, limits)
    await _fill(units)

    async def sent(number: str, hours: int) -> bool:
        talk = await _talk(units, Channel.WEBCHAT, f"{number} {hours}")
        return await _send(units, talk, number, 60 * hours)

    assert [await sent("07700 900001", hours) for hours in (0, 2, 4)] == [True, True, False]
    assert await sent("07700 900002", 5)
    assert not await sent("07700 900003", 6), "three for all"
    assert not await sent(STRANGER, 6), "and the same for a number that nobody has"
    assert await sent("07700 900001", 25)


async def test_the_code_leaves_the_log_before_it_is_sent(town: Units) -> None:
    """A retry sends the real one; once the provider has taken it there is nothing left of it."""
    talk = await _talk(town, Channel.WEBCHAT, "token")
    await _send(town, talk, "07700 900001")
    code = await _code(town)
    for answer in (SmsDelayed("20429"), Posted("SM1", "queued")):
        async with town() as uow:
            text = await delivery.next_text(uow, now=NOW + timedelta(hours=1))
        assert text is not None
        assert text.body == f"Your code is {code}."
        assert text.message.text == f"Your code is {outbox.MASK}."
        async with town() as uow:
            if isinstance(answer, Posted):
                await delivery.posted(uow, text=text, answer=answer, now=NOW)
            else:
                await delivery.delayed(uow, text=text, error_code=answer.error_code, now=NOW)
    async with town() as uow:
        assert await uow.talk.secret_of(text.message.id) is None
    assert [one.text for one in await _texts(town, MARNIE)] == [f"Your code is {outbox.MASK}."]


@pytest.mark.parametrize("outcome", ["refused", "opted out"])
async def test_a_code_that_is_never_sent_is_not_kept(town: Units, outcome: str) -> None:
    talk = await _talk(town, Channel.WEBCHAT, "token")
    if outcome == "opted out":
        phone = await _talk(town, Channel.SMS, MARNIE)
        async with town() as uow:
            await uow.talk.set_opted_out(phone, NOW)
    await _send(town, talk, "07700 900001")
    if outcome == "refused":
        async with town() as uow:
            text = await delivery.next_text(uow, now=NOW)
            assert text is not None
            await delivery.refused(uow, text=text, error_code="30006", now=NOW)
    (message,) = await _texts(town, MARNIE)
    async with town() as uow:
        assert await uow.talk.secret_of(message.id) is None
