"""No is heard: a danger denied or over is marked, the operative told, and the report goes on."""

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.danger.taking_back import TakenBack, taken_back
from housing.domain.messaging.conversation import Channel, Owner
from housing.domain.reading.inbound_text import plain_words
from housing.domain.reading.own_words import own_words
from housing.services.conversation.safety import watch
from tests.conversation.talker import DEAL, open_town
from tests.conversation.watched import Watching, read
from tests.diary.scene import NOW

DENIED, OVER = TakenBack.DENIED, TakenBack.OVER
AUTO = "Thanks for your message, I am at work and will look at it later."


@pytest.fixture
async def tenant(units: Units) -> Watching:
    await open_town(units, NOW)
    return Watching(units, NOW)


async def test_no_gas_is_heard_and_the_report_goes_on(tenant: Watching) -> None:
    await tenant.writes("my tap drips", read("tap_dripping"))
    await tenant.writes("yes as your text says gas smell call", read(sure=("gas",)))
    assert await tenant.owner() is Owner.WAITING
    said = await tenant.writes("no no there is no gas leak, that is your own footer")
    assert "Thanks for telling us" in said
    assert "turn the tap off?" in said
    (alert,) = await tenant.alerts()
    assert alert.taken_back_words == "no no there is no gas leak, that is your own footer"
    assert alert.acknowledged_at is None
    handoff = await tenant.handoff()
    assert handoff is not None
    assert handoff.summary.startswith("Taken back by the tenant: ")
    assert handoff.priority == "urgent"
    assert await tenant.owner() is Owner.BOT


async def test_what_was_told_beside_it_gets_its_turn(tenant: Watching) -> None:
    await tenant.writes(
        "tap drips. In danger ring the gas line", read("tap_dripping", sure=("gas",))
    )
    assert "turn the tap off?" in await tenant.writes("i didn't say there was a gas leak")


async def test_an_emergency_is_taken_back_in_words(tenant: Watching) -> None:
    await tenant.writes("my tap wont turn off", read("tap_dripping"))
    await tenant.writes("yes")
    said = await tenant.writes("no its fine, it only drips")
    assert "before anything is called off" in said
    (alert,) = {one.danger: one for one in await tenant.alerts()}.values()
    assert alert.taken_back_at is not None
    async with tenant.units() as uow:
        talk = await uow.talk.find(Channel.SMS, tenant.mobile)
        assert talk is not None
        (report,) = await uow.reports.reports_of(talk.id)
        order = await uow.orders.order(talk.dialogue["case"]["work_order_id"])
    assert order is not None
    assert order.open
    assert report.state == "staff"


async def test_who_was_asked_to_go_is_told(tenant: Watching) -> None:
    await tenant.writes("my tap wont turn off", read("tap_dripping"))
    await tenant.writes("yes")
    await tenant.waits(tenant.now)
    await tenant.writes("cancel that its stopped")
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        (asked,) = await uow.on_call.call_outs(talk.dialogue["case"]["work_order_id"])
        operatives = {one.id: one for one in await uow.diary.operatives()}
        mobile = operatives[asked.operative_id].mobile
        assert mobile is not None
        line = await uow.talk.conversation_for(Channel.SMS, mobile, tenant.now)
        told = await uow.talk.messages(line.id)
    assert "no emergency any more" in told[-1].text


async def test_a_person_still_looks_in_on_people(tenant: Watching) -> None:
    await tenant.writes("he hit me", read(sure=("violence",)))
    said = await tenant.writes("ignore that, my mistake")
    assert "still check that you are all right" in said
    handoff = await tenant.handoff()
    assert handoff is not None
    assert handoff.priority == "emergency"


async def test_stopping_a_question_takes_no_danger_back(tenant: Watching) -> None:
    await tenant.writes("water everywhere and the tap drips", read("tap_dripping", sure=("flood",)))
    await tenant.writes("cancel it", read(intent="cancel"))
    assert [one.taken_back_at for one in await tenant.alerts()] == [None]


async def test_danger_again_is_danger(tenant: Watching) -> None:
    await tenant.writes("i smell gas", read(sure=("gas",)))
    await tenant.writes("false alarm sorry")
    said = await tenant.writes("no wait there is gas, i smell it", read(sure=("gas",)))
    assert "0800 111 999" in said
    assert await tenant.owner() is Owner.WAITING


@pytest.mark.parametrize(
    ("words", "kind", "how"),
    [
        ("no no there is no gas leak", "gas", DENIED), ("its not gas its the drain", "gas", DENIED),
        ("there isnt any smell of gas", "gas", DENIED), ("false alarm", "fire", DENIED),
        ("i never said fire", "fire", DENIED), ("theres no fire", "fire", DENIED),
        ("that was my mistake ignore that", "abuse", DENIED), ("no emergency", "flood", DENIED),
        ("you misunderstood", "violence", DENIED), ("nobody is trapped", "trapped", DENIED),
        ("not in danger, thanks", "unsafe", DENIED), ("it was not a flood", "flood", DENIED),
        ("cancel that its stopped", "flood", OVER), ("no its fine it only drips", "flood", OVER),
        ("managed to turn it off", "flood", OVER), ("you dont need to come now", "flood", OVER),
        ("all sorted now", "electric", OVER), ("hes out now", "shut_in", OVER),
        ("its all ok now thanks", "structural", OVER), ("stand the plumber down", "flood", OVER),
        ("no need to send anyone", "flood", OVER), ("the leak has stopped", "flood", OVER),
        ("it hasnt stopped", "flood", None), ("no its not fine", "flood", None),
        ("it wont stop", "flood", None), ("please hurry", "gas", None),
        ("its still pouring", "flood", None), ("dont cancel it", "flood", None),
        ("it stopped but started again", "flood", None), ("how long will they be", "gas", None),
        ("no gas man has come", "gas", None), ("no one has come yet", "flood", None),
        ("should i turn the gas off", "gas", None), ("shall i cancel it or do i wait", "gas", None),
        ("what if it is gas", "gas", None), ("1", "gas", None), ("yes", "flood", None),
        ("left the hob on by mistake and the flat is full of gas", "gas", None),
        ("switched it off but the smoke gets thicker", "fire", None),
        ("the lift has stopped and im in it", "trapped", None),
        ("weve shut the door on the fire", "fire", None),
        ("sent that by mistake", "gas", DENIED),
        ("ive turned the water off now its fine", "flood", OVER),
        ("im not joking there is gas", "gas", None), ("it is no better", "flood", None),
        ("im not in danger from anyone its the smell", "gas", None),
        ("nobody is hurt but its still coming", "flood", None),
        ("not in danger, its just noise", "violence", DENIED),
        ("nobody is in danger its a figure of speech", "self_harm", DENIED),
        ("still no one its ok im going to go now bye", "self_harm", None),
        ("its fine dont send anyone", "self_harm", None), ("all sorted now", "abuse", None),
        ("hes fine now", "child_or_adult_at_risk", None),
    ],
)  # fmt: skip
def test_what_takes_a_danger_back(words: str, kind: str, how: TakenBack | None) -> None:
    assert taken_back(plain_words(words), {kind}) == how


async def test_a_machine_is_told_of_and_no_longer_answered(tenant: Watching) -> None:
    await tenant.writes("my tap drips", read("tap_dripping"))
    for _ in range(2):
        assert await tenant.writes(AUTO)
    for _ in range(2):
        assert await tenant.writes(AUTO) == ""
    handoff = await tenant.handoff()
    assert handoff is not None
    assert handoff.reason in {"machine", "not_understood"}


@pytest.mark.parametrize("words", ["1", "yes", "hello", "No, still broken"])
async def test_a_short_answer_again_is_no_machine(tenant: Watching, words: str) -> None:
    for _ in range(3):
        await tenant.writes(words)
    assert tenant.last is None


async def test_danger_in_the_same_words_is_answered_every_time(tenant: Watching) -> None:
    for _ in range(4):
        assert "0800 111 999" in await tenant.writes("i can smell gas", read(sure=("gas",)))


QUOTED = "In danger: 999. Gas smell: go outside, then 0800 111 999."


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("my tap drips\n\nSent from my iPhone", "my tap drips"),
        ("still broken\n\nOn Mon, 23 Nov at 10:02, Us wrote:\n> smell gas?", "still broken"),
        ("> Do you smell gas?\nno I don't", "no I don't"),
        ("yes please\n-- \nA Name\nGas Safe fitter", "yes please"),
        ("ok\n-----Original Message-----\nFrom: us\nfire", "ok"),
        ("hi\nThis e-mail and any attachments are confidential", "hi"),
        ("the light is out\nGet Outlook for Android", "the light is out"),
        ("tap drips\nFrom: help@landlord.example\nfire and gas", "tap drips"),
        (f"my sink is blocked. {QUOTED}", "my sink is blocked."),
        (f"{QUOTED}", QUOTED),
        ("I smell gas", "I smell gas"),
        ("the letter on monday said he wrote: leave", "the letter on monday said he wrote: leave"),
        ("water > ankle deep", "water > ankle deep"),
        ("from: the kitchen", "from: the kitchen"),
        ("sent for a plumber and nobody came", "sent for a plumber and nobody came"),
    ],
)  # fmt: skip
def test_quoted_mail_and_footers_are_no_words_of_theirs(text: str, own: str) -> None:
    assert own_words(text, [QUOTED]) == own


async def test_our_own_texts_sent_back_are_not_read(tenant: Watching) -> None:
    help_text = DEAL.texts.line("help")
    message = await tenant.arrives(f"my sink is blocked. {help_text}")
    assert watch.quoted_out(DEAL, message) == "my sink is blocked."
