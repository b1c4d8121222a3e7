"""DANGER and SAFE, the words that our texts ask for, wherever they stand; and denials by kind."""

from datetime import timedelta

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.danger.causes import is_medical
from housing.domain.danger.safety_answer import keyword_of, without_keywords
from housing.domain.messaging.conversation import Owner
from housing.domain.people.desk import Alert
from housing.domain.reading.inbound_text import plain_words
from housing.domain.repairs.on_call import UNANSWERED
from tests.conversation.talker import DEAL, open_town
from tests.conversation.watched import Watching, read
from tests.diary.scene import NOW


@pytest.fixture
async def tenant(units: Units) -> Watching:
    await open_town(units, NOW)
    return Watching(units, NOW)


def standing(tenant_alerts: list[Alert]) -> list[str]:
    return [one.danger for one in tenant_alerts if one.taken_back_at is None]


@pytest.mark.parametrize("words", ["DANGER", "danger", "not hurt. house is smoke. DANGER"])
async def test_danger_counts_where_nothing_was_asked(tenant: Watching, words: str) -> None:
    said = await tenant.writes(words, read(intent="deny"))
    assert "call 999" in said
    assert standing(await tenant.alerts()) == ["unsafe"]
    assert await tenant.owner() is Owner.WAITING


async def test_danger_is_of_what_stands(tenant: Watching) -> None:
    await tenant.writes("smoke from the socket", read(sure=("fire",)))
    said = await tenant.writes("DANGER", read(intent="deny"))
    assert DEAL.emergencies["fire"].text.split(".")[0] in said
    assert "Write again any time" not in said


async def test_safe_beside_an_answer_leaves_the_answer(tenant: Watching) -> None:
    await tenant.writes("tap drips by the plug", read("tap_dripping", maybe=("electric",)))
    said = await tenant.writes("yes. SAFE", read(intent="affirm"))
    assert "good to know" in said
    assert "simple repair" in said, "the tap can be turned off"


async def test_danger_is_of_what_was_told_and_no_call_out(tenant: Watching) -> None:
    tenant.mobile = "+447700900977"
    await tenant.writes("a pipe has burst", read("pipe_burst", sure=("flood",)))
    await tenant.writes("9 Tidewater Street HL1 1AD")
    for _ in range(6):
        await tenant.waits(tenant.now + timedelta(minutes=15))
    assert UNANSWERED in standing(await tenant.alerts()), "nobody on the rota has answered"
    assert "999" in await tenant.writes("DANGER", read(intent="deny"))
    assert "before anything is called off" in await tenant.writes("false alarm, its stopped")


async def test_what_was_denied_is_advised_on_no_more(tenant: Watching) -> None:
    await tenant.writes("light went pop, smell", read(sure=("fire", "gas")))
    await tenant.writes("not gas its the electrics", read(intent="inform"))
    said = await tenant.writes("is somebody coming then", read(intent="inform"))
    assert DEAL.emergencies["fire"].until in said
    assert DEAL.emergencies["gas"].until not in said


@pytest.mark.parametrize(
    ("stands", "maybe", "asked"),
    [
        ("violence", "gas", True), ("trapped", "fire", True), ("violence", "flood", False),
        ("carbon_monoxide", "gas", False), ("gas", "electric", False), ("fire", "abuse", False),
    ],
)  # fmt: skip
async def test_in_a_danger_only_a_worse_one_is_asked_about(
    tenant: Watching, stands: str, maybe: str, asked: bool
) -> None:
    await tenant.writes("help", read(sure=(stands,)))
    said = await tenant.writes("and there is a smell of burning", read(maybe=(maybe,)))
    assert (DEAL.emergencies[maybe].ask in said) is asked


async def test_safe_to_one_doubt_leaves_the_danger_that_stands(tenant: Watching) -> None:
    await tenant.writes("yellow flame, we have headaches", read(sure=("carbon_monoxide",)))
    said = await tenant.writes("my legs wont work", read(intent="inform", maybe=("gas",)))
    assert DEAL.emergencies["gas"].ask not in said
    await tenant.writes("no i cant smell a thing so im alright then? SAFE", read(intent="inform"))
    assert "carbon_monoxide" in standing(await tenant.alerts())
    handoff = await tenant.handoff()
    assert handoff is not None
    assert handoff.priority == "emergency"


async def test_one_danger_denied_leaves_the_others(tenant: Watching) -> None:
    await tenant.writes("light went pop, smell", read(sure=("gas", "electric", "fire")))
    said = await tenant.writes("not gas. burn smell. who come", read(intent="inform"))
    assert "before anything is called off" not in said
    assert sorted(standing(await tenant.alerts())) == ["electric", "fire"]
    assert await tenant.owner() is Owner.WAITING


@pytest.mark.parametrize(
    ("words", "kind", "asked"),
    [
        ("called my wife a cow but no not threatened as such", "violence", True),
        ("called my wife a cow but no not threatened as such", "hate", True),
        ("its not gas, a burning smell", "gas", True),
        ("he is not abusive he only hits me when drunk", "abuse", False),
        ("not suicidal but whats the point", "self_harm", False),
    ],
)
async def test_what_the_same_words_deny_is_asked_about(
    tenant: Watching, words: str, kind: str, asked: bool
) -> None:
    reading = read(intent="inform")
    reading["entities"] += [{"entity": "danger", "value": kind, "confidence": 0.5}]
    said = await tenant.writes(words, reading)
    assert (DEAL.emergencies[kind].ask in said) is asked
    assert (await tenant.owner() is Owner.WAITING) is not asked


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("DANGER", True), ("danger", True), ("safe", False), ("1. SAFE nobody inside", False),
        ("no its a tap. SAFE", False), ("DANGER, socket trzaska", True), ("not SAFE here", None),
        ("no DANGER", None), ("SAFE?? no. DANGER!!", True), ("is it safe to use", None),
        ("IS IT SAFE TO USE THE GAS FIRE", None), ("THE STEP IS A DANGER TO ALL OF US", None),
        ("am i SAFE?", None), ("WE ARE SAFE", False), ("DANGER HERE", True),
        ("the banister is a danger", None), ("UNSAFE", None), ("SAFETY check", None),
    ],
)  # fmt: skip
def test_the_keywords(text: str, danger: bool | None) -> None:
    assert keyword_of(text) is danger


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("SAFE. just outside, 1", "just outside, 1"), ("SAFE", "SAFE"),
        ("no its a tap. SAFE", "no its a tap."), ("its safe", "its safe"),
        ("IS IT SAFE TO USE THE FIRE", "IS IT SAFE TO USE THE FIRE"),
    ],
)  # fmt: skip
def test_what_else_is_said(text: str, rest: str) -> None:
    assert without_keywords(text) == rest


@pytest.mark.parametrize(
    ("words", "medical"),
    [
        ("hes asleep now not choking or nothing just wheezing", False), ("she wont wake up", True),
        ("cats gone all floppy too bless her", False), ("the baby is floppy", True),
        ("hes not breathing", True), ("my lads unconscious", True),
    ],
)  # fmt: skip
def test_who_cannot_be_woken(words: str, medical: bool) -> None:
    assert is_medical(plain_words(words)) is medical
