"""Who was misread can say so, and what was read into their words is taken off."""

import pytest

from housing.domain.reading.misread import says_misread
from tests.conversation.talker import DEAL, Talker
from tests.conversation.watched import Watching, read


@pytest.mark.parametrize(
    "words",
    ["what neighbour?? no noise i meant knock quiet", "there is NO neighbour. cancel the noise",
     "thats not what i said", "nothing to do with a neighbour, its the toilet"],
)  # fmt: skip
async def test_a_problem_that_was_read_into_the_words_is_taken_off(
    tenant: Talker, words: str
) -> None:
    assert "threatened" in await tenant.says("please knock quiet, baby sleeps", "asb_noise")
    said = await tenant.says(words, intent="inform")
    assert "I misread that" in said
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(tenant.channel, tenant.mobile, tenant.now)
        (report,) = await uow.reports.reports_of(talk.id)
        case = await uow.reports.asb_case_of(report.id)
    assert report.state == "withdrawn"
    assert case is not None
    assert case.state == "closed"


@pytest.mark.parametrize(
    ("words", "misread"),
    [
        ("there is no other one", False), ("theres no bucket", False), ("what noise", True),
        ("forget the drain", False), ("cancel the noise please", True), ("no", False),
        ("i never said neighbour", True), ("you got that wrong", True), ("its not that bad", False),
        ("there is no end to the noise", False), ("what time is it", False),
    ],
)  # fmt: skip
def test_the_words(words: str, misread: bool) -> None:
    assert says_misread(words, "Noise from a neighbour") is misread


async def test_smoke_after_a_leak_goes_before_the_plumbers_time(tenant: Talker) -> None:
    watched = Watching(tenant.units, tenant.now)
    await watched.writes("a pipe has burst", read("pipe_burst", sure=("flood",)))
    await watched.writes("yes")
    await watched.writes("smoke out of the cupboard now", read(sure=("fire",)))
    said = await watched.writes("were out. is your man still coming", read(intent="repair_chase"))
    assert said.startswith(DEAL.emergencies["fire"].until.split(",")[0])


async def test_a_complaint_that_was_never_answered_does_not_begin_again(tenant: Talker) -> None:
    said = await tenant.says(
        "i made a complaint in august and not one person has had the decency to reply",
        intent="complaint",
    )
    assert "you don't begin again" in " ".join(said.split())
    said = await tenant.says("but it was never answered, i want stage 2", intent="complaint")
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(tenant.channel, tenant.mobile, tenant.now)
        assert len(await uow.steps.complaints_of(talk.id, None)) == 1
        handoff = await uow.desk.open_handoff(talk.id)
    assert handoff is not None
    assert "earlier complaint" in handoff.summary


async def test_an_unanswered_phone_is_a_complaint_of_its_own(tenant: Talker) -> None:
    said = await tenant.says(
        "i want to complain, nobody answered the phone for two hours", intent="complaint"
    )
    assert "you don't begin again" not in " ".join(said.split())
    assert "Your complaint is logged" in said


async def test_what_is_no_complaint_is_left_to_staff_to_close(tenant: Talker) -> None:
    await tenant.says("please have someone reply to me about the damp", intent="complaint")
    said = await tenant.says("I have made no complaint. I am a councillor", intent="complaint")
    assert "asked the team to close C-" in " ".join(said.split())
