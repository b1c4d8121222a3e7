"""One matter is one complaint: what is said of it later is added, answered or takes it on."""

import re

import pytest

from housing.domain.casework.complaint_stages import ComplaintOnRecord, ComplaintStep
from housing.domain.casework.complaint_words import Said, names_a_complaint, said_of_complaint
from housing.domain.people.desk import Officer, Role
from housing.services.casework import complaints
from tests.conversation.talker import DEAL, Talker

OFFICER = Officer(1, "Wren Officer", "wren@harbour-row-homes.example", Role.OFFICER)
MADE = "I want to complain, nobody came three times"


async def on_record(tenant: Talker) -> list[ComplaintOnRecord]:
    """Oldest first."""
    async with tenant.units() as uow:
        found = await uow.steps.complaints_of(1, None)
    return list(reversed(found))


async def officer(tenant: Talker, *steps: ComplaintStep) -> None:
    for step in steps:
        async with tenant.units() as uow:
            await complaints.take_step(
                uow, DEAL, complaint_id=1, step=step, text="We are sorry.", officer=OFFICER,
                now=tenant.now,
            )  # fmt: skip


async def complained(tenant: Talker) -> str:
    first = await tenant.says(MADE, intent="complaint")
    assert "stage 1" in first
    (reference,) = re.findall(r"C-\w{6}", first)
    return str(reference)


async def test_not_happy_after_the_answer_is_stage_two(tenant: Talker) -> None:
    reference = await complained(tenant)
    await officer(tenant, ComplaintStep.ACKNOWLEDGE, ComplaintStep.RESPOND)
    said = await tenant.says("I am still complaining, that is not good enough", intent="complaint")
    assert reference in said
    assert "stage 2" in said
    (complaint,) = await on_record(tenant)
    assert (complaint.stage, complaint.state) == (2, "open")


# What a tenant writes later, as what it may be read, and what the answer holds.
LATER = [
    ("when will i hear", "repair_chase", "our answer by"),
    ("any news?", "appointment_view", "our answer by"),
    ("what is happening with my complaint", "complaint", "our answer by"),
    ("{reference}", "answer", "our answer by"),
    ("whats going on with {reference}", "appointment_view", "our answer by"),
    ("i want to add that they also broke my gate", "complaint", "added that"),
    ("please add the boiler was left in bits", "answer", "added that"),
    ("my complaint: they still have not rung me", "complaint", "added that"),
    ("stage 2", "answer", "Stage 2 comes after our answer"),
    ("i want to escalate this", "complaint", "Stage 2 comes after our answer"),
    ("i want to complain", "complaint", "about the same?"),
    ("i want to complain, nobody came again today", "complaint", "about the same?"),
    ("i want to complain about the noise of the lift", "complaint", "about the same?"),
]


@pytest.mark.parametrize(("words", "intent", "holds"), LATER)
async def test_what_is_said_later_is_about_that_one(
    tenant: Talker, words: str, intent: str, holds: str
) -> None:
    reference = await complained(tenant)
    said = await tenant.says(words.format(reference=reference), intent=intent)
    assert holds in " ".join(said.split())
    assert reference in said
    assert len(await on_record(tenant)) == 1


@pytest.mark.parametrize(
    ("answer", "count", "holds"), [("yes", 1, "added that"), ("no", 2, "is logged")]
)
async def test_another_complaint_only_after_asking(
    tenant: Talker, answer: str, count: int, holds: str
) -> None:
    await complained(tenant)
    await tenant.says("i want to complain about the noise of the lift", intent="complaint")
    assert holds in " ".join((await tenant.says(answer)).split())
    found = await on_record(tenant)
    assert len(found) == count
    assert found[0].stage == 1


async def test_officers_are_given_the_words_once(tenant: Talker) -> None:
    reference = await complained(tenant)
    await tenant.says("i want to add that they broke my gate", intent="complaint")
    async with tenant.units() as uow:
        known = await uow.steps.complaint(1)
        assert known is not None
        again = await uow.steps.add_to_complaint(
            known.id, message_id=2, words="the same message again", now=tenant.now
        )
    assert known.reference == reference
    assert not again


async def test_after_the_last_answer_it_is_the_ombudsmans(tenant: Talker) -> None:
    await complained(tenant)
    await officer(tenant, ComplaintStep.ACKNOWLEDGE, ComplaintStep.RESPOND)
    await tenant.says("STAGE 2")
    (complaint,) = await on_record(tenant)
    assert complaint.stage == 2
    async with tenant.units() as uow:
        await uow.steps.change_complaint(1, state="responded")
    assert "Ombudsman can look" in " ".join((await tenant.says("stage 2")).split())


async def test_a_late_answer_is_owned_up_to_and_put_to_a_person(tenant: Talker) -> None:
    await complained(tenant)
    await tenant.waits(tenant.now.replace(month=12, day=30))
    said = " ".join((await tenant.says("when do i hear about my complaint")).split())
    assert "late and we are sorry" in said


@pytest.mark.parametrize(
    ("words", "issue"),
    [("when is the plumber coming", ""), ("my tap is still dripping", "tap_dripping")],
)
async def test_a_repair_is_no_complaint(tenant: Talker, words: str, issue: str) -> None:
    reference = await complained(tenant)
    said = await tenant.says(words, *([issue] if issue else []), intent="" if issue else "answer")
    assert reference not in said


@pytest.mark.parametrize(
    ("words", "said", "named"),
    [
        ("When will you answer my complaint?", Said.STATUS, True),
        ("i complained last week, heard nothing", Said.STATUS, True),
        ("take this to stage two", Said.STAGE_TWO, False),
        ("i'd like to add something to the complaint", Said.ADD, True),
        ("i want to make a complaint", None, False),
        ("add me to the list", None, False),
        ("i don't accept that", Said.UNHAPPY, False),
    ],
)
def test_words_about_a_complaint(words: str, said: Said | None, named: bool) -> None:
    assert said_of_complaint(words) is said
    assert names_a_complaint(words) is named
