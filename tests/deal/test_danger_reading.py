"""Danger read with what went before it, and told of in the words that fit its cause: tables of both
sides of each boundary."""

import csv
import time
from pathlib import Path

import pytest

from housing.adapters.deal.files import load_deal
from housing.domain.danger.causes import cause_of
from housing.domain.danger.reading import MAYBE, SURE, Danger, Told, weigh
from housing.domain.danger.safety_answer import is_in_danger
from housing.domain.danger.taking_back import taken_back
from housing.domain.reading.inbound_text import plain_words
from housing.services.conversation.safety.watch import PERSONS_AT_ONCE

DEAL = load_deal()
CO = "carbon_monoxide"


def kinds(*said: str, found: tuple[Danger, ...] = (), **told: object) -> dict[str, float]:
    *before, words = (plain_words(one) for one in said)
    read = weigh(found, Told(words, tuple(before), **told))  # type: ignore[arg-type]
    return {one.kind: one.confidence for one in read}


@pytest.mark.parametrize(
    "said",
    [
        ("the alarm in the hall keeps beeping", "i have a headache and the baby is drowsy"),
        ("theres a detector going off", "what do i do", "we both feel sick and dizzy"),
        ("me and my daughter feel dizzy", "oh and the alarm upstairs is bleeping"),
        ("my alarm keeps chirping", "yes", "also ive had a pounding head all day"),
        ("the boiler flame is yellow", "im really drowsy today"),
        ("theres soot round the gas fire", "got a headache that goes when i go out"),
        ("fumes from the boiler and i feel sick",),
        ("the co alarm is sounding and nan is confused",),
        ("alarm is going off", "he has collapsed"),
        ("black marks over the stove", "everyone has headaches in here"),
    ],
)
def test_signs_and_a_source_are_carbon_monoxide(said: tuple[str, ...]) -> None:
    assert kinds(*said)[CO] > 0.6


@pytest.mark.parametrize(
    "said",
    [
        ("my boiler is playing up", "im dizzy and sick"),
        ("boiler makes a noise", "i keep getting headaches"),
        ("the cooker burns odd", "feeling faint when i cook"),
        ("a beeping from the thing on the landing and feel sick, gf does too",),
        ("that white thing keeps chirping", "we both have headaches"),
        ("white thing beeps and i feel sick", "its still going off"),
    ],
)
def test_a_burner_and_signs_may_be(said: tuple[str, ...]) -> None:
    assert kinds(*said)[CO] == MAYBE


@pytest.mark.parametrize(
    "said",
    [
        ("the smoke alarm keeps beeping", "im sick of it"),
        ("alarm chirps all night", "its giving me a headache"),
        ("no heating and my son is poorly with a cold",),
        ("boiler is off", "we are freezing and the baby is unwell"),
        ("i have a headache", "when is my appointment"),
        ("the alarm keeps beeping", "no headaches, we feel fine"),
        ("alarm beeping every minute", "theres a faint sound from the loft too"),
        ("the boiler man was a right headache to get hold of",),
        ("my tap drips", "sorry im confused about the price"),
        ("heard a beep from my phone", "its been sorted"),
        ("the washing machine beeps and im sick of it",),
        ("white thing beeps and i feel sick", "can i have a bath"),
    ],
)
def test_half_of_it_is_not(said: tuple[str, ...]) -> None:
    assert CO not in kinds(*said)


@pytest.mark.parametrize(
    ("words", "medical"),
    [
        ("my baby is floppy", True), ("he wont wake up", True), ("she's unconscious", True),
        ("the baby has gone limp and pale", True), ("mum is not breathing", True),
        ("i cant wake my husband", True), ("his lips are blue", True),
        ("neighbour unresponsive on the stairs", True),
        ("the letterbox flap is floppy", False), ("door handle went limp", False),
        ("my baby wont sleep in this cold", False), ("the noise wakes the baby", False),
        ("the blind hangs limp", False), ("the boiler wont respond to the thermostat", False),
    ],
)  # fmt: skip
def test_who_cannot_be_woken_is_999(words: str, medical: bool) -> None:
    assert ("medical" in kinds(words)) is medical


@pytest.mark.parametrize(
    "words", ["baby is inside and the hob is on", "power off and the oxygen machine has stopped"]
)
def test_a_repair_that_puts_somebody_at_risk_is_certain(words: str) -> None:
    found = (Danger("child_or_adult_at_risk", 0.75, words),)
    assert kinds(words, found=found, a_repair=True)["child_or_adult_at_risk"] > 0.6


def test_a_floppy_baby_is_never_answered_as_abuse() -> None:
    read = (Danger("abuse", 0.8, ""), Danger("child_or_adult_at_risk", 0.7, ""))
    assert list(kinds("the baby is floppy and wont feed", found=read)) == ["medical"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("the lift is out and im in a wheelchair on the fourth floor, hospital tomorrow", False),
        ("lift broken again, nan is stuck in her flat", False),
        ("stuck upstairs as the lift doesnt work", False),
        ("cant get down to my appointment, lifts not working", False),
        ("someone is stuck in the lift on the third floor", True),
        ("i am trapped inside the lift", True),
        ("lift stopped between floors with my mum in it", True),
        ("stuck in the lift with my wheelchair, top floor", True),
        ("help the lift has stopped and i cant get out", True),
    ],
)
def test_a_lift_that_is_out_traps_nobody(words: str, kept: bool) -> None:
    read = (Danger("trapped", 0.9, words),)
    assert ("trapped" in kinds(words, found=read)) is kept


@pytest.mark.parametrize("kind", ["gas", "fire", "carbon_monoxide", "electric"])
def test_a_sure_problem_is_a_sure_danger(kind: str) -> None:
    hedged = (Danger(kind, MAYBE, "funny smell"),)
    assert kinds("funny smell", found=hedged, reports=frozenset({kind}))[kind] > 0.6
    assert kinds("funny smell", reports=frozenset({kind}))[kind] > 0.6
    assert kinds("funny smell", found=hedged)[kind] == MAYBE


@pytest.mark.parametrize("kind", ["flood", "structural", "violence"])
def test_other_problems_are_asked_about(kind: str) -> None:
    assert kind not in kinds("it is bad", reports=frozenset({kind}))


@pytest.mark.parametrize(
    ("kind", "words", "read"),
    [
        ("self_harm", "front door wont lock and i feel unsafe here", "unsafe"),
        ("self_harm", "door wont lock and i want to die", "self_harm"),
        ("abuse", "heating is off and nobody listens", "unsafe"),
        ("abuse", "my ex kicked the door in", "abuse"),
        ("violence", "the window is stuck open all night", "unsafe"),
        ("violence", "he smashed the window with a hammer", "violence"),
        ("fire", "the socket looks odd", "fire"),
    ],
)
def test_a_repair_is_no_crisis_without_a_word_of_one(kind: str, words: str, read: str) -> None:
    found = (Danger(kind, 0.75, words),)
    assert list(kinds(words, found=found, a_repair=True)) == [read]
    plain = (Danger(kind, SURE, words),)
    assert list(kinds(words, found=plain, a_repair=True)) == [kind]
    assert list(kinds(words, found=found, a_repair=True, english=False)) == [kind]


@pytest.mark.parametrize(
    ("kind", "words", "chance", "read"),
    [
        ("self_harm", "just tell me someone is ringing me", 0.94, "unsafe"),
        ("self_harm", "just tell me someone is ringing me", 0.95, "self_harm"),
        ("self_harm", "i dont want to be here without her", 0.7, "self_harm"),
        ("abuse", "its not me moving its my ex", 0.7, "abuse"),
        ("violence", "the lad was no more than twenty", 0.8, "unsafe"),
        ("gas", "he has lit the hob", 0.7, "gas"),
    ],
)
def test_in_the_middle_a_crisis_without_a_word_of_one_needs_to_be_beyond_doubt(
    kind: str, words: str, chance: float, read: str
) -> None:
    found = (Danger(kind, chance, words),)
    assert list(kinds("hello", words, found=found)) == [read]
    assert list(kinds(words, found=found)) == [kind], "the first words have nothing before them"


AT_RISK = "child_or_adult_at_risk"
HELPLINES = {
    "116 123": "Samaritans", "0800 1111": "Childline", "0808 2000 247": "abuse",
    "0800 111 999": "gas", "press 55": "silent call", "lift": "lift",
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "words", "has", "has_not"),
    [
        ("self_harm", "i want to end it all", {"Samaritans"}, {"Childline", "abuse", "gas"}),
        ("unsafe", "i dont feel safe here", {"silent call"}, {"Samaritans", "Childline", "abuse"}),
        (AT_RISK, "my ex husband is outside banging", {"abuse"}, {"Childline", "Samaritans"}),
        (AT_RISK, "my former partner found out where i live", {"abuse"}, {"Childline"}),
        (AT_RISK, "my ex is here and the kids are scared", {"abuse"}, {"Childline"}),
        (AT_RISK, "my partner hits my son", {"Childline"}, {"Samaritans"}),
        (AT_RISK, "child next door left on her own all night", {"Childline"}, {"abuse"}),
        (AT_RISK, "i hear them beating the little boy", {"Childline"}, {"abuse"}),
        (AT_RISK, "old man upstairs has not been seen", set(), {"Childline", "Samaritans"}),
        (AT_RISK, "elderly fella fell in the flat below", set(), {"Childline", "abuse"}),
        (AT_RISK, "he has dementia and asks where his wife is", set(), {"Childline", "abuse"}),
        (AT_RISK, "nan has dementia and wanders at night", set(), {"Childline", "abuse"}),
        (AT_RISK, "my baby is floppy", set(), {"Childline", "abuse", "Samaritans", "silent call"}),
        (AT_RISK, "he cant breathe", set(), {"Childline", "abuse", "Samaritans", "silent call"}),
        ("abuse", "my husband beats me", {"abuse", "silent call"}, {"Childline", "Samaritans"}),
        ("violence", "man with a knife", {"silent call"}, {"Childline", "abuse", "Samaritans"}),
        ("violence", "their dog bit my leg", set(), {"silent call", "abuse", "Childline"}),
        ("violence", "he set the dog free and has a knife", {"silent call"}, {"Samaritans"}),
        ("hate", "they call us names for our skin", {"silent call"}, {"Childline", "Samaritans"}),
        ("trapped", "stuck in the lift", {"lift"}, {"silent call", "Childline"}),
        ("trapped", "toddler locked in the bathroom", set(), {"lift", "Childline", "silent call"}),
        ("gas", "smell of gas", {"gas"}, {"silent call", "Samaritans"}),
        ("carbon_monoxide", "the alarm and a headache", {"gas"}, {"Childline", "lift"}),
        ("fire", "kitchen is on fire", {"silent call"}, {"Samaritans", "gas"}),
        ("flood", "water everywhere", set(), {"Samaritans", "gas", "lift"}),
        ("electric", "sparks", set(), {"Samaritans", "gas"}),
        ("structural", "ceiling fell", set(), {"Samaritans", "lift"}),
    ],
)
def test_a_text_fits_its_cause(kind: str, words: str, has: set[str], has_not: set[str]) -> None:
    text = DEAL.emergencies[cause_of(kind, plain_words(words))].text
    named = {name for number, name in HELPLINES.items() if number in text}
    assert has <= named
    assert not has_not & named
    assert "999" in text


def test_who_cannot_be_woken_hears_what_to_say_to_999() -> None:
    assert "say" in DEAL.emergencies["medical"].text


def _lines(name: str) -> list[dict[str, str]]:
    path = Path(__file__).parent.parent / "nlu" / f"{name}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", ["dev", "unseen"])
def test_no_ordinary_text_becomes_a_danger(name: str) -> None:
    alarms = [one["text"] for one in _lines(name) if not one["danger"] and kinds(one["text"])]
    assert alarms == []


@pytest.mark.parametrize("name", ["dev", "unseen"])
def test_no_danger_is_made_less_of_one(name: str) -> None:
    for one in _lines(name):
        for kind in set(one["danger"].split("|")) - {"", "either"}:
            issue = DEAL.issues.get(one["issue"].split("|")[0])
            read = kinds(
                one["text"],
                found=(Danger(kind, 0.75, ""),),
                a_repair=issue is not None
                and issue.usual.danger is None
                and issue.area not in PERSONS_AT_ONCE,
                english=one["language"] == "en",
            )
            assert max(read.values(), default=0) > 0.6, one["text"]


@pytest.mark.parametrize(
    ("words", "in_danger"),
    [
        ("harming myself?? no. 2", False), ("In danger? No", False), ("god no", False),
        ("No of course not. I said my mum has died", False), ("certainly not!", False),
        ("im certainly not ok", None), ("im absolutely not fine", None),
        ("im definitely not all right", None), ("theres no way i can go on", None),
        ("no way out of this", None), ("im hurt no one helps me", None),
        ("threatened no one believes me", None), ("certainly not but i feel low", None),
        ("yes of course not", None), ("certainly not safe here", None),
    ],
)  # fmt: skip
def test_a_no_is_one_when_it_leaves_no_doubt(words: str, in_danger: bool | None) -> None:
    assert is_in_danger(plain_words(words), asked_alone=False) is in_danger


@pytest.mark.parametrize(
    "words",
    ["no " * 660, "i " * 1000, "still x x " * 200, "alarm beep " * 180, "the lift " * 220,
     "x" * 2000, "have i turned the x " * 100, "hit x " * 330],
)  # fmt: skip
def test_whatever_is_typed_is_weighed_in_no_time(words: str) -> None:
    plain = plain_words(words)
    began = time.perf_counter()
    kinds(plain, *[plain] * 8, found=(Danger("child_or_adult_at_risk", 0.7, ""),))
    taken_back(plain, set(DEAL.emergencies))
    is_in_danger(plain, asked_alone=True)
    assert time.perf_counter() - began < 0.3
