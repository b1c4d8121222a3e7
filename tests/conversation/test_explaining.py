"""What a word of ours means: told to whoever asks, and then back to what was open."""

import pytest

from housing.domain.deal.terms import asked_about
from housing.domain.messaging.conversation import Channel
from housing.domain.reading.asks import asks_to_send_picture
from housing.domain.reading.inbound_text import plain_words
from tests.conversation.talker import DEAL, Talker

TERMS = DEAL.terms.values()


@pytest.mark.parametrize(
    ("words", "said", "meant"),
    [
        ("what does adaptation mean?", "", "adaptation"),
        ("whats joint tenancy", "", "joint_tenancy"),
        ("whats a fuse box thing", "", "consumer_unit"), ("whats a stop tap??", "", "stopcock"),
        ("i dont know what a trip switch is", "", "trip_switch"),
        ("what do you mean by easyfix", "", "easyfix"), ("what is an inspection", "", "inspection"),
        ("what does communal mean", "", "communal"), ("never heard of cisterns", "", "cistern"),
        ("stopcock? what is that", "", "stopcock"), ("what the hell is a gully", "", "gully"),
        ("what does the word succession mean pls", "", "succession"),
        ("what is meant by arrears", "", "arrears"), ("whats an fob", "", "fob"),
        ("what does that mean", "Is the stopcock stuck?", "stopcock"),
        ("whats that", "Have you pushed the trip switch back up?", "trip_switch"),
        ("i dont understand what it means", "Is it a shared area?", "communal"),
        ("what does that mean", "Where is it?", None), ("whats that smell", "", None),
        ("what is my rent", "", None), ("what is the address of your office", "", None),
        ("what does it cost", "", None), ("the stopcock is stuck", "", None),
        ("what is wrong with my stopcock", "", None), ("what time does he come", "", None),
        ("do you mean the kitchen", "", None), ("whats a plumber called dave doing here", "", None),
    ],
)  # fmt: skip
def test_the_word_that_is_asked_about(words: str, said: str, meant: str | None) -> None:
    term = asked_about(words, TERMS, said=said)
    assert (term.id if term else None) == meant


@pytest.mark.parametrize("intent", ["ask_deal", "nlu_fallback", "inform", "tenancy_question"])
async def test_it_is_told_and_the_question_comes_again(tenant: Talker, intent: str) -> None:
    assert "turn the tap off?" in await tenant.says("my tap drips", "tap_dripping")
    said = await tenant.says("whats a stopcock", intent=intent)
    assert "turns off all the water" in said
    assert "turn the tap off?" in said


async def test_a_problem_beside_it_is_gone_on_with(tenant: Talker) -> None:
    said = await tenant.says("whats stopcock mean, tap drips, turns off ok", "tap_dripping")
    said += await tenant.says("what does stopcock mean? my tap drips, turns off ok", "tap_dripping")
    assert "turns off all the water" in said
    assert "simple repair" in said


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("can i send u a pic", True), ("how do i attach a photo of it", True),
        ("do you want me to send you some pictures", True), ("shall i text a picture", True),
        ("how do i send u a photo of it n shud i move her cot", True),
        ("the picture fell off the wall", False), ("i sent a photo", False),
        ("can you send a plumber", False), ("can i hang pictures", False),
    ],
)  # fmt: skip
def test_who_asks_to_send_a_picture(words: str, asks: bool) -> None:
    assert asks_to_send_picture(plain_words(words)) is asks


@pytest.mark.parametrize(
    ("channel", "answer"), [(Channel.SMS, "send the photo here"), (Channel.WEBCHAT, "can't take")]
)
async def test_they_are_told_how(tenant: Talker, channel: Channel, answer: str) -> None:
    tenant.channel = channel
    tenant.mobile = tenant.mobile if channel is Channel.SMS else "a session"
    await tenant.says("my tap drips", "tap_dripping")
    said = await tenant.says("can i send you a pic of it", intent="out_of_scope")
    assert answer in said
    assert "turn the tap off?" in said


@pytest.mark.parametrize("term", sorted(DEAL.terms))
def test_each_is_found_by_each_of_its_words(term: str) -> None:
    for word in DEAL.terms[term].words:
        found = asked_about(f"what does {word} mean", TERMS)
        assert found is not None
        assert found.id == term
