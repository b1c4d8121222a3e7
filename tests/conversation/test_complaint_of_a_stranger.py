"""A complaint is answered to somebody: who is not known is asked once, and is never given two."""

import re

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.messaging.conversation import Channel
from tests.conversation.talker import Talker
from tests.diary.scene import NOW

WORDS = "the repair man was rude and left a mess all over my bathroom"


@pytest.fixture
def stranger(units: Units) -> Talker:
    return Talker(units, NOW, mobile="a-browser", channel=Channel.WEBCHAT)


async def told_of(stranger: Talker) -> list[str]:
    async with stranger.units() as uow:
        talk = await uow.talk.conversation_for(stranger.channel, stranger.mobile, stranger.now)
        (complaint,) = await uow.steps.complaints_of(talk.id, None)
    return [complaint.reference]


async def test_who_to_answer_is_asked_once_and_kept_with_it(stranger: Talker) -> None:
    said = await stranger.says(WORDS, intent="complaint")
    assert "logged" in said
    assert "your name" in said
    assert "put that with it" in await stranger.says(
        "Jo Marsh, 4 Bell Lane. 07700 900123", intent="inform"
    )
    again = await stranger.says("when will i hear about my complaint", intent="complaint")
    assert "your name" not in again
    assert len(await told_of(stranger)) == 1


async def test_one_that_was_logged_elsewhere_is_no_second_one(
    stranger: Talker, units: Units
) -> None:
    logged = await stranger.says(WORDS, intent="complaint")
    reference = re.search(r"C-\w{6}", logged)
    assert reference is not None
    elsewhere = Talker(units, NOW, mobile="another-browser", channel=Channel.WEBCHAT)
    said = await elsewhere.says(f"has my complaint {reference[0]} gone through", intent="complaint")
    assert "won't open another" in said
    assert "logged" not in said


async def test_whose_number_is_known_is_asked_nothing(tenant: Talker) -> None:
    assert "your name" not in await tenant.says(WORDS, intent="complaint")
