"""A tenant who is not happy with the answer to a complaint gets stage 2, without a reason."""

from housing.domain.complaint_stages import ComplaintStep
from housing.domain.desk import Officer, Role
from housing.services import complaints
from tests.conversation.talker import DEAL, Talker

OFFICER = Officer(1, "Wren Officer", "wren@harbour-row-homes.example", Role.OFFICER)


async def test_not_happy_after_the_answer_is_stage_two(tenant: Talker) -> None:
    first = await tenant.says("I want to complain, nobody came three times", intent="complaint")
    assert "stage 1" in first
    for step in (ComplaintStep.ACKNOWLEDGE, ComplaintStep.RESPOND):
        async with tenant.units() as uow:
            after = await complaints.take_step(
                uow, DEAL, complaint_id=1, step=step, text="We are sorry.", officer=OFFICER,
                now=tenant.now,
            )  # fmt: skip
    said = await tenant.says("I am still complaining, that is not good enough", intent="complaint")
    assert after.reference in said
    assert "stage 2" in said
    async with tenant.units() as uow:
        complaint = await uow.steps.complaint(1)
    assert complaint is not None
    assert (complaint.stage, complaint.state) == (2, "open")
    third = await tenant.says("I want to complain about the noise of the lift", intent="complaint")
    assert "stage 1" in third, "something else is a complaint of its own"
