"""What tenants ask about a home is answered by the Deal's own table, not by "one of the team"."""

from __future__ import annotations

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.messaging.handoff import Priority
from tests.conversation.talker import DEAL
from tests.conversation.watched import Watching
from tests.diary.scene import NOW

ASKED = "tenancy_question"
PASSED_ON = DEAL.texts.sentences["staff_topic"].split("{", maxsplit=1)[0].strip()


@pytest.fixture
async def watching(units: Units) -> Watching:
    return Watching(units, NOW)


@pytest.mark.parametrize(
    ("words", "issue", "told"),
    [
        ("can i have a dog", "pet_permission", "pet"),
        ("how do i swap with somebody in leeds", "mutual_exchange", "swap"),
        ("are my things insured", "home_contents", "insur"),
    ],
)
async def test_what_has_an_answer_is_answered_without_staff(
    watching: Watching, words: str, issue: str, told: str
) -> None:
    said = await watching.says(words, issue, intent=ASKED)
    assert told in said.lower()
    assert PASSED_ON not in said
    assert await watching.handoff() is None


@pytest.mark.parametrize(
    ("words", "issue", "told", "priority"),
    [
        ("got a section 21", "eviction_notice", "Shelter", Priority.URGENT),
        ("mum died last week she was the tenant", "bereavement", "sorry", Priority.ROUTINE),
        ("lost my job and cant pay the rent", "rent_arrears", "Shelter", Priority.URGENT),
    ],
)
async def test_what_is_a_persons_goes_there_with_what_to_do_today(
    watching: Watching, words: str, issue: str, told: str, priority: Priority
) -> None:
    intent = "rent_question" if issue == "rent_arrears" else ASKED
    said = await watching.says(words, issue, intent=intent)
    if issue == "rent_arrears":
        said = await watching.says("1")
    assert told in said
    assert "999" not in said
    assert PASSED_ON not in said
    handoff = await watching.handoff()
    assert handoff is not None
    assert handoff.priority is priority
    assert handoff.reason != "staff_topic"


async def test_asked_in_the_middle_it_has_its_turn_after_the_problem(watching: Watching) -> None:
    await watching.says("my tap drips", "tap_dripping")
    said = await watching.says("and can i have a cat", "pet_permission", intent=ASKED)
    assert DEAL.issues["pet_permission"].words.lower() in said
    assert "Can you turn the tap off?" in said
    said = await watching.says("forget the tap", intent="cancel")
    assert "pet" in said.lower()


async def test_what_nobody_can_make_out_is_a_persons(watching: Watching) -> None:
    said = await watching.says("the other thing with the form", intent=ASKED)
    assert PASSED_ON in said
    handoff = await watching.handoff()
    assert handoff is not None
    assert handoff.reason == "staff_topic"


async def test_what_a_person_has_is_not_told_again_and_what_is_said_goes_to_them(
    watching: Watching,
) -> None:
    first = await watching.says("dad died he was the tenant", "bereavement", intent=ASKED)
    again = await watching.says("may i have till january for it", "bereavement", intent=ASKED)
    assert "Tell Us Once" in first
    assert "Tell Us Once" not in again
    assert "put that with what you told us" in again
    handoff = await watching.handoff()
    assert handoff is not None
    assert "may i have till january for it" in str(handoff.context["told"])


async def test_the_open_question_is_not_lost_over_what_nobody_can_make_out(
    watching: Watching,
) -> None:
    await watching.says("my tap drips", "tap_dripping")
    said = await watching.says("and the form thing", intent=ASKED)
    assert "Which of these" not in said
    assert PASSED_ON in said


async def test_a_burst_pipe_told_beside_a_drip_has_its_turn(watching: Watching) -> None:
    await watching.says("tap drips and a pipe has burst outside", "tap_dripping", "pipe_burst")
    said = await watching.says("forget the tap", intent="cancel")
    assert "pipe" in said.lower()
