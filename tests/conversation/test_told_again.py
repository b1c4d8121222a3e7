"""A danger by the minute that was asked about and is told of once more is acted on."""

import pytest

from housing.adapters.sql.unit_of_work import Units
from tests.conversation.talker import DEAL, open_town
from tests.conversation.watched import Watching, read
from tests.diary.scene import NOW


@pytest.fixture
async def tenant(units: Units) -> Watching:
    await open_town(units, NOW)
    return Watching(units, NOW)


CO = DEAL.emergencies["carbon_monoxide"]
BEEPS = "a beeping from the thing on the landing and feel sick as, gf does too"


@pytest.mark.parametrize(
    "words",
    ["yeah its still going off and we both feel rough, cant i just open the window",
     "its still going off", "the boiler is next to the bedroom"],
)  # fmt: skip
async def test_told_of_again_a_danger_by_the_minute_is_acted_on(
    tenant: Watching, words: str
) -> None:
    assert CO.ask in await tenant.writes(BEEPS, read("smoke_alarm_beeping", "gas_smell"))
    said = await tenant.writes(words, read(intent="out_of_scope"))
    assert CO.text in said
    handoff = await tenant.handoff()
    assert handoff is not None
    assert handoff.priority == "emergency"


@pytest.mark.parametrize("words", ["yes", "yeah we both feel rough but its the kebab"])
async def test_a_yes_is_to_the_danger_where_no_question_takes_one(
    tenant: Watching, words: str
) -> None:
    said = await tenant.writes(BEEPS, read(intent="nlu_fallback"))
    assert CO.ask in said
    assert CO.text in await tenant.writes(words, read(intent="out_of_scope"))


@pytest.mark.parametrize("words", ["SAFE", "no danger", "were all safe its the smoke alarm"])
async def test_told_to_be_safe_it_is_not(tenant: Watching, words: str) -> None:
    await tenant.writes(BEEPS, read("smoke_alarm_beeping"))
    assert CO.text not in await tenant.writes(words, read())
    assert await tenant.alerts() == []
