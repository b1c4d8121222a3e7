"""A message that may tell of danger is not lost by the question whether the tenant is safe."""

from typing import Any

from housing.domain.conversation import Channel
from housing.services import watch
from tests.conversation.talker import DEAL, Talker

UNSURE, SURE = 0.55, 0.9


def reading(
    *dangers: str, issue: str = "", confidence: float = 0.9, sure: tuple[str, ...] = ()
) -> dict[str, Any]:
    certain = [{"entity": "danger", "value": kind, "confidence": SURE} for kind in sure]
    unsure = [{"entity": "danger", "value": kind, "confidence": UNSURE} for kind in dangers]
    found = [*certain, *unsure]
    told = [{"entity": "issue", "value": issue, "confidence": confidence}] if issue else []
    intent = "report_problem" if issue else "inform"
    return {"intent": {"name": intent}, "entities": [*found, *told]}


async def alerted(tenant: Talker) -> list[str]:
    found: list[str] = []
    async with tenant.units() as uow:
        while alert := await uow.desk.alert(len(found) + 1):
            found.append(alert.danger)
    return found


async def watched(tenant: Talker, words: str, read: dict[str, Any]) -> str:
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        message = await uow.talk.add_message(
            conversation_id=talk.id,
            direction="in",
            author="tenant",
            text=words,
            state="done",
            now=tenant.now,
        )
        said = await watch.look_for_danger(uow, DEAL, message=message, reading=read, now=tenant.now)
    return "\n".join(reply.text for reply in said or ())


async def test_what_was_told_is_gone_on_with_once_safe(tenant: Talker) -> None:
    read = reading("electric", issue="tap_dripping")
    assert "safe right now" in await watched(tenant, "tap drips by the plug", read)
    said = await tenant.says("yes")
    assert "glad you are safe" in said
    assert "turn the tap off" in said


async def test_one_yes_answers_for_two_dangers(tenant: Talker) -> None:
    read = reading("electric", "flood", issue="tap_dripping")
    assert (await watched(tenant, "tap drips by the plug", read)).count("safe right now") == 1
    assert "turn the tap off" in await tenant.says("yes")


async def test_a_second_danger_before_the_answer_loses_nothing(tenant: Talker) -> None:
    await tenant.says("my tap drips", "tap_dripping")
    await watched(tenant, "the cupboard is coming off", reading("structural"))
    await watched(tenant, "and it sparks", reading("electric", issue="kitchen_cupboard"))
    said = await tenant.says("yes")
    assert "glad you are safe" in said
    assert "turn the tap off" in said


async def test_with_nothing_read_surely_it_asks_what_is_needed(tenant: Talker) -> None:
    for read in (reading("electric"), reading("electric", issue="tap_dripping", confidence=0.2)):
        assert "safe right now" in await watched(tenant, "its the thing again", read)
        assert "What do you need" in await tenant.says("yes")


async def test_the_question_before_comes_first_and_the_problem_waits(tenant: Talker) -> None:
    await tenant.says("my tap drips", "tap_dripping")
    read = reading("structural", issue="kitchen_cupboard")
    await watched(tenant, "and the cupboard is coming off", read)
    assert "turn the tap off" in await tenant.says("yes")
    await tenant.says("yes")
    await tenant.proves_identity()
    assert "cupboard" in "\n".join(tenant.texts).lower()


async def test_the_same_problem_told_again_does_not_wait(tenant: Talker) -> None:
    await tenant.says("my tap drips", "tap_dripping")
    await watched(tenant, "the tap is dripping still", reading("electric", issue="tap_dripping"))
    await tenant.says("yes")
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
    assert talk.dialogue["parked"] == []


async def test_not_safe_is_a_persons_at_once(tenant: Talker) -> None:
    await watched(tenant, "tap drips by the plug", reading("fire", issue="tap_dripping"))
    assert "999" in await tenant.says("no")


async def test_two_certain_dangers_are_both_answered_and_alert(tenant: Talker) -> None:
    said = await watched(tenant, "gas smell and he hit me", reading(sure=("gas", "violence")))
    assert "0800 111 999" in said
    assert "999" in said.replace("0800 111 999", "")
    assert sorted(await alerted(tenant)) == ["gas", "violence"]


async def test_what_may_also_be_danger_alerts_and_asks_nothing_more(tenant: Talker) -> None:
    said = await watched(tenant, "gas smell, it sparks", reading("electric", sure=("gas",)))
    assert "0800 111 999" in said
    assert "safe right now" not in said
    assert sorted(await alerted(tenant)) == ["electric", "gas"]


async def test_a_surer_danger_goes_first_wherever_it_was_read(tenant: Talker) -> None:
    read = reading("electric", sure=("gas",))
    read["entities"].reverse()
    said = await watched(tenant, "gas smell, it sparks", read)
    assert "0800 111 999" in said
    assert "safe right now" not in said
