"""A message that may tell of danger is asked about beside its answer: nothing is lost, nobody
muted, and staff hear of it as a maybe when it stays unanswered."""

from datetime import timedelta

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.messaging.conversation import Owner
from tests.conversation.talker import DEAL, open_town
from tests.conversation.watched import Watching, read
from tests.diary.scene import NOW

AFTER = timedelta(minutes=DEAL.maybe_minutes)
LEAK = DEAL.emergencies["electric"]


@pytest.fixture
async def tenant(units: Units) -> Watching:
    await open_town(units, NOW)
    return Watching(units, NOW)


async def test_the_report_is_answered_and_the_question_comes_with_it(tenant: Watching) -> None:
    said = await tenant.writes("tap drips by the plug", read("tap_dripping", maybe=("electric",)))
    assert LEAK.ask in said
    assert DEAL.texts.line("maybe_how") in said
    assert "turn the tap off?" in said
    assert await tenant.owner() is Owner.BOT
    assert await tenant.alerts() == []
    assert await tenant.handoff() is None


async def test_the_repairs_own_question_is_answered_meanwhile(tenant: Watching) -> None:
    await tenant.writes("tap drips by the plug", read("tap_dripping", maybe=("electric",)))
    assert "simple repair" in await tenant.writes("yes")


@pytest.mark.parametrize("words", ["SAFE", "im safe", "we are all safe thanks", "no danger"])
async def test_safe_goes_on_and_nobody_is_alarmed(tenant: Watching, words: str) -> None:
    await tenant.writes("tap drips by the plug", read("tap_dripping", maybe=("electric",)))
    said = await tenant.writes(words)
    assert "good to know" in said
    assert "turn the tap off?" in said
    await tenant.waits(tenant.now + AFTER)
    assert await tenant.alerts() == []


@pytest.mark.parametrize("words", ["DANGER", "no im not safe", "yes danger", "help"])
async def test_danger_is_a_persons_at_once(tenant: Watching, words: str) -> None:
    await tenant.writes("its the thing again", read(maybe=("violence",)))
    said = await tenant.writes(words)
    assert DEAL.emergencies["violence"].text in said
    (alert,) = await tenant.alerts()
    assert (alert.words, alert.confidence) == ("its the thing again", 100)
    handoff = await tenant.handoff()
    assert handoff is not None
    assert handoff.priority == "emergency"


async def test_a_bare_yes_answers_it_where_nothing_else_is_asked(tenant: Watching) -> None:
    await tenant.writes("thanks for that", read(maybe=("violence",), intent="thanks"))
    await tenant.writes("no")
    assert await tenant.alerts() == []


async def test_unanswered_it_is_raised_as_a_maybe(tenant: Watching) -> None:
    await tenant.writes("tap drips by the plug", read("tap_dripping", maybe=("electric",)))
    await tenant.writes("yes")
    await tenant.waits(tenant.now + AFTER - timedelta(minutes=5))
    assert await tenant.alerts() == []
    await tenant.waits(tenant.now + AFTER)
    (alert,) = await tenant.alerts()
    assert (alert.danger, alert.confidence) == ("electric", 55)
    handoff = await tenant.handoff()
    assert handoff is not None
    assert handoff.priority == "urgent"
    assert await tenant.owner() is Owner.BOT


async def test_two_certain_dangers_are_both_answered_and_alert(tenant: Watching) -> None:
    said = await tenant.writes("gas smell and he hit me", read(sure=("gas", "violence")))
    assert "0800 111 999" in said
    assert DEAL.emergencies["violence"].text in said
    assert sorted(one.danger for one in await tenant.alerts()) == ["gas", "violence"]


async def test_what_may_also_be_danger_alerts_and_asks_nothing_more(tenant: Watching) -> None:
    said = await tenant.writes("gas smell, it sparks", read(maybe=("electric",), sure=("gas",)))
    assert "0800 111 999" in said
    assert LEAK.ask not in said
    assert sorted(one.danger for one in await tenant.alerts()) == ["electric", "gas"]


@pytest.mark.parametrize(
    ("issue", "kind"),
    [("gas_smell", "gas"), ("fire", "fire"), ("carbon_monoxide", "carbon_monoxide"),
     ("electric_shock", "electric")],
)  # fmt: skip
async def test_a_sure_problem_is_never_hedged(tenant: Watching, issue: str, kind: str) -> None:
    said = await tenant.writes("funny smell in here", read(issue, maybe=(kind,)))
    text = DEAL.emergencies[kind].text
    assert said.count(text) == 1
    assert DEAL.emergencies[kind].ask not in said


async def test_what_was_told_in_the_middle_is_read_with_what_went_before(tenant: Watching) -> None:
    await tenant.writes("the alarm in the hall keeps beeping", read("smoke_alarm"))
    said = await tenant.writes("also ive a headache and the baby is drowsy")
    assert DEAL.emergencies["carbon_monoxide"].text in said
    assert await tenant.owner() is Owner.WAITING


async def test_the_problem_beside_a_danger_waits_for_its_turn(tenant: Watching) -> None:
    await tenant.writes("tap drips and i smell gas", read("tap_dripping", sure=("gas",)))
    assert [one[0] for one in (await tenant.conversation()).dialogue["parked"]] == ["tap_dripping"]


def test_every_class_has_a_question_for_a_maybe() -> None:
    for one in DEAL.emergencies.values():
        assert one.ask.rstrip().count("?") == 1, one.danger


async def test_a_worry_that_was_only_asked_about_is_no_crisis_yet(tenant: Watching) -> None:
    said = await tenant.writes("how long will they be", read("self_harm", maybe=("self_harm",)))
    assert "DANGER" in said
    assert "I am glad you told us" not in said
    assert await tenant.alerts() == []


@pytest.mark.parametrize(
    "words",
    ["harming myself?? no. 2", "No of course not. I said my mum has died", "Certainly not!",
     "what? god no", "naw naw nae danger", "Oh goodness no, nothing like that. I'm just upset"],
)  # fmt: skip
async def test_a_no_that_leaves_no_doubt_is_one(tenant: Watching, words: str) -> None:
    await tenant.writes("ringing someone myself", read(maybe=("self_harm",)))
    said = await tenant.writes(words, read(sure=("self_harm",)))
    assert "good to know" in said
    assert await tenant.alerts() == []


@pytest.mark.parametrize("words", ["yes im thinking of it", "no of course not but i cant go on"])
async def test_what_is_no_such_no_is_answered_as_danger(tenant: Watching, words: str) -> None:
    await tenant.writes("ringing someone myself", read(maybe=("self_harm",)))
    said = await tenant.writes(words, read(sure=("self_harm",)))
    assert "good to know" not in said
    assert len(await tenant.alerts()) == 1


async def test_who_fears_somebody_at_home_has_no_visit_raised(tenant: Watching) -> None:
    await tenant.writes("change my locks without him knowing", read(sure=("abuse",)))
    said = await tenant.writes("can you do the locks before 6", read("front_door_lock"))
    assert said == DEAL.texts.line("agreed_first")
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(tenant.channel, tenant.mobile, tenant.now)
        assert await uow.reports.reports_of(talk.id) == ()


async def test_a_crisis_is_never_the_other_problem(tenant: Watching) -> None:
    said = await tenant.writes("tap drips", read("tap_dripping", "self_harm", "domestic_abuse"))
    assert "harming" not in said
    said = await tenant.says("forget it", intent="cancel")
    assert "harming" not in said
    assert "other problem" not in said.lower()


@pytest.mark.parametrize("kind", ["gas", "carbon_monoxide", "fire", "self_harm"])
async def test_till_somebody_answers_what_to_do_is_said_again(tenant: Watching, kind: str) -> None:
    await tenant.writes("something is wrong here", read(sure=(kind,)))
    said = await tenant.writes("is someone coming", read())
    assert DEAL.emergencies[kind].until in said


FRIGHTENING = ("self_harm", "abuse", "violence", "child_or_adult_at_risk", "hate", "gas")


@pytest.mark.parametrize("kind", FRIGHTENING)
async def test_a_faint_doubt_is_asked_about_without_naming_it(tenant: Watching, kind: str) -> None:
    said = await tenant.writes("had enough of all this", read(faint=(kind,)))
    assert DEAL.emergencies["unsafe"].ask in said
    assert DEAL.emergencies[kind].ask not in said
    assert "Samaritans" not in said
    assert "999" not in said
    await tenant.waits(tenant.now + AFTER)
    assert await tenant.alerts() == []
    assert await tenant.handoff() is None


@pytest.mark.parametrize("kind", FRIGHTENING)
async def test_a_plain_repair_is_not_asked_a_faint_doubt(tenant: Watching, kind: str) -> None:
    said = await tenant.writes("tap drips, mums hands full", read("tap_dripping", faint=(kind,)))
    assert DEAL.emergencies["unsafe"].ask not in said
    await tenant.says("can i talk to a person", intent="speak_to_person")
    said = await tenant.writes("they have a key for you", read(faint=(kind,)))
    assert DEAL.emergencies["unsafe"].ask not in said, "a person reads it"


async def test_danger_to_the_mild_question_is_a_persons_at_once(tenant: Watching) -> None:
    await tenant.writes("had enough of all this", read(faint=("self_harm",)))
    await tenant.writes("DANGER")
    assert len(await tenant.alerts()) == 1
    assert await tenant.handoff() is not None


@pytest.mark.parametrize("kind", FRIGHTENING)
async def test_no_answer_is_met_with_a_faint_doubt(tenant: Watching, kind: str) -> None:
    await tenant.writes("my tap drips", read("tap_dripping"))
    said = await tenant.writes("im 66 i live alone", read(faint=(kind,)))
    assert "safe" not in said.lower()
    assert "999" not in said


@pytest.mark.parametrize("intent", ["thanks", "out_of_scope", "tenancy_question", "greet"])
async def test_nor_is_what_tells_of_no_trouble(tenant: Watching, intent: str) -> None:
    said = await tenant.writes("thanks so much", read(faint=("self_harm",), intent=intent))
    assert DEAL.emergencies["unsafe"].ask not in said


async def test_a_bare_yes_later_on_is_to_something_else(tenant: Watching) -> None:
    await tenant.writes("i keep stopping and crying", read(maybe=("self_harm",)))
    await tenant.writes("what about the keys", read())
    said = await tenant.writes("Yes its standing empty", read())
    assert "Samaritans" not in said
    assert await tenant.alerts() == []


async def test_what_only_may_be_abuse_keeps_no_repair_from_anybody(tenant: Watching) -> None:
    await tenant.writes("my ex has my key", read(maybe=("abuse",)))
    await tenant.waits(tenant.now + AFTER)
    assert await tenant.handoff() is not None, "staff were told of a maybe"
    said = await tenant.writes("and my tap drips", read("tap_dripping"))
    assert "turn the tap off?" in said


@pytest.mark.parametrize("kind", ["gas", "self_harm"])
async def test_what_was_taken_back_is_not_said_again(tenant: Watching, kind: str) -> None:
    await tenant.writes("something is wrong here", read(sure=(kind,)))
    await tenant.writes("that was my mistake ignore that", read())
    said = await tenant.writes("when does somebody write to me", read())
    assert DEAL.emergencies[kind].until not in said


async def test_beside_a_doubt_what_else_is_told_is_gone_on_with(tenant: Watching) -> None:
    said = await tenant.writes(
        "i take tablets and cant sleep, what about the tap",
        read("self_harm", "tap_dripping", maybe=("self_harm",)),
    )
    assert "turn the tap off?" in said


async def test_beside_a_doubt_nothing_is_lost_while_somebody_waits(tenant: Watching) -> None:
    await tenant.says("my dad died he was the tenant", "bereavement", intent="tenancy_question")
    said = await tenant.writes(
        "may i have till january, i keep crying", read("self_harm", maybe=("self_harm",))
    )
    assert "put that with what you told us" in said


@pytest.mark.parametrize("words", ["yes", "yes it drips", "no"])
async def test_an_answer_to_the_repairs_question_is_none_to_the_danger(
    tenant: Watching, words: str
) -> None:
    await tenant.writes("tap drips by the plug", read("tap_dripping", maybe=("electric",)))
    await tenant.writes(words)
    assert await tenant.alerts() == []
    assert (await tenant.conversation()).dialogue["maybe"] is not None


async def test_a_faint_doubt_is_nothing_while_a_person_has_them(tenant: Watching) -> None:
    await tenant.says("can i talk to a person", intent="speak_to_person")
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(tenant.channel, tenant.mobile, tenant.now)
        await uow.talk.set_owner(talk, Owner.OFFICER, None)
    said = await tenant.writes("its stopped, who pays for the water", read(faint=("violence",)))
    assert "safe" not in said.lower()
    assert await tenant.alerts() == []
