"""What was taken back and is told of again stands again, for staff and for who was asked to go."""

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.danger.taking_back import goes_on_after_all
from housing.domain.messaging.conversation import Channel, Owner
from housing.domain.people.desk import Alert
from housing.domain.reading.inbound_text import plain_words
from tests.conversation.talker import open_town
from tests.conversation.watched import Watching, read
from tests.diary.scene import NOW

STRANGER = "+447700900950"


@pytest.fixture
async def tenant(units: Units) -> Watching:
    """Their tap would not turn off; it was an emergency, and then it only dripped."""
    await open_town(units, NOW)
    tenant = Watching(units, NOW)
    await tenant.writes("my tap wont turn off", read("tap_dripping"))
    await tenant.writes("yes")
    await tenant.waits(tenant.now)
    assert "before anything is called off" in await tenant.writes("no its fine, it only drips")
    return tenant


def standing(alerts: list[Alert]) -> set[str]:
    return {one.danger for one in alerts if one.taken_back_at is None}


@pytest.mark.parametrize(
    "words",
    ["no it hasnt stopped?? its still running now", "its started again", "it is getting worse"],
)
async def test_it_is_an_emergency_again(tenant: Watching, words: str) -> None:
    said = await tenant.writes(words, read(intent="nlu_fallback"))
    assert "Sorry, I didn't follow" not in said
    assert "ref W-" in said, "by when somebody comes"
    assert "flood" in standing(await tenant.alerts())
    assert await tenant.owner() is Owner.WAITING
    handoff = await tenant.handoff()
    assert handoff is not None
    assert handoff.priority == "emergency"
    assert not handoff.summary.startswith("Taken back")


async def test_who_was_told_not_to_hurry_is_told(tenant: Watching) -> None:
    await tenant.writes("its still running", read(intent="nlu_fallback"))
    order = (await tenant.conversation()).dialogue["case"]["work_order_id"]
    async with tenant.units() as uow:
        (asked,) = await uow.on_call.call_outs(order)
        operatives = {one.id: one for one in await uow.diary.operatives()}
        mobile = operatives[asked.operative_id].mobile
        assert mobile is not None
        line = await uow.talk.conversation_for(Channel.SMS, mobile, tenant.now)
        told = await uow.talk.messages(line.id)
    assert "emergency after all" in told[-1].text


@pytest.mark.parametrize("words", ["thanks, bye", "when is somebody coming", "ok"])
async def test_other_words_raise_nothing_again(tenant: Watching, words: str) -> None:
    await tenant.writes(words, read(intent="inform"))
    assert "flood" not in standing(await tenant.alerts())


async def test_gas_that_goes_on_is_told_what_to_do(units: Units) -> None:
    await open_town(units, NOW)
    tenant = Watching(units, NOW)
    await tenant.writes("i smell gas", read(sure=("gas",)))
    await tenant.writes("false alarm sorry")
    said = await tenant.writes("no sorry its still there", read(intent="inform"))
    assert "0800 111 999" in said
    assert await tenant.owner() is Owner.WAITING


async def test_an_address_told_while_taking_back_is_kept(units: Units) -> None:
    await open_town(units, NOW)
    tenant = Watching(units, NOW, mobile=STRANGER)
    await tenant.writes("a pipe has burst", read("pipe_burst", sure=("flood",)))
    await tenant.writes("its fine its just going down the plug. 14 Mill Lane, SM3 2QP")
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, STRANGER, tenant.now)
        (report,) = await uow.reports.reports_of(talk.id)
    assert report.told_address == "14 Mill Lane, SM3 2QP"


@pytest.mark.parametrize(
    ("words", "goes_on"),
    [
        ("no it hasn't stopped", True), ("its still running now", True), ("started again", True),
        ("still smells", True), ("its not fine at all", True), ("don't cancel it", True),
        ("no help needed thanks", False), ("its not good enough that nobody rang", False),
        ("its not ok to keep me waiting", False), ("it is still not fixed", False),
        ("when is somebody coming", False), ("has it been cancelled", False), ("ok thanks", False),
        ("if it starts i will ring", False), ("please come anyway", False),
    ],
)  # fmt: skip
def test_words_that_say_it_goes_on(words: str, goes_on: bool) -> None:
    assert goes_on_after_all(plain_words(words)) is goes_on
