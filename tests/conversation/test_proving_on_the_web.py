"""On the web: a code texted to the number on record, and the postcode of the home."""

from datetime import timedelta

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.messaging.conversation import Channel
from housing.domain.messaging.limits import Limits
from tests.conversation.talker import MARNIE, Talker, open_town
from tests.diary.scene import NOW

SAME = "code and postcode don't match"


@pytest.fixture
async def tenant(units: Units) -> Talker:
    """Somebody in the web chat who has given Marnie's number, and was texted the code."""
    await open_town(units, NOW)
    talker = Talker(units, NOW, mobile="a session", channel=Channel.WEBCHAT)
    await talker.says("when is my appointment", intent="appointment_view")
    assert "postcode of your home" in " ".join((await talker.says("07700 900001")).split())
    return talker


async def _code(tenant: Talker) -> str:
    async with tenant.units() as uow:
        phone = await uow.talk.find(Channel.SMS, MARNIE)
        assert phone is not None
        (text,) = await uow.talk.messages(phone.id)
        return str(await uow.talk.secret_of(text.id))


@pytest.mark.parametrize(
    "turns",
    [
        ("{code} HL1 1AA",),
        ("it's hl1 1aa and {code}",),
        ("{code}", "HL1 1AA"),
        ("HL1 1AA", "{code}"),
    ],
)
async def test_both_prove_it_in_any_order(tenant: Talker, turns: tuple[str, ...]) -> None:
    code = await _code(tenant)
    for words in turns:
        answer = await tenant.says(words.format(code=code))
    assert "Thanks Marnie" in answer


@pytest.mark.parametrize(
    ("code", "postcode"), [("right", "HL1 1AB"), ("wrong", "HL1 1AA"), ("wrong", "HL1 1AB")]
)
async def test_a_wrong_one_is_never_named(tenant: Talker, code: str, postcode: str) -> None:
    texted = await _code(tenant)
    given = texted if code == "right" else f"{(int(texted) + 1) % 10**6:06}"
    assert "postcode" in await tenant.says(given), "asked for whatever the code is"
    answer = await tenant.says(postcode)
    assert SAME in answer
    assert SAME in await tenant.says(f"{given} {postcode}")
    assert "Thanks Marnie" in await tenant.says(f"{texted} HL1 1AA")


async def test_another_number_starts_over(tenant: Talker) -> None:
    assert "6 figure code" in await tenant.says("07700 900002")
    assert SAME in await tenant.says(f"{await _code(tenant)} HL1 1AA"), "the older code has ended"


async def test_who_asks_for_too_many_codes_is_passed_to_a_person(tenant: Talker) -> None:
    for hours in range(1, Limits().codes_a_day):
        tenant.now += timedelta(hours=1)
        assert "on its way" in await tenant.says("07700 900001"), hours
    tenant.now += timedelta(hours=1)
    assert "can't text any more codes today" in await tenant.says("07700 900001")
    async with tenant.units() as uow:
        talk = await uow.talk.find(Channel.WEBCHAT, "a session")
        assert talk is not None
        handoff = await uow.desk.open_handoff(talk.id)
    assert handoff is not None
    assert handoff.reason == "identity"
