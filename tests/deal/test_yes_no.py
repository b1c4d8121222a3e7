"""A yes or a no is one only when it is the answer: a table of what is and what merely holds one."""

import time

import pytest

from housing.domain.reading.choosing import read_yes_no
from housing.domain.reading.inbound_text import plain_words
from housing.domain.reading.yes_no import plain_answer

NOES = (
    "no", "No.", "NO!!", "nope", "nah", "n", "naw mate", "no sorry", "sorry no", "erm no",
    "no it doesn't", "no it wont", "nope it wont budge", "no we cant", "no i can't sorry",
    "no not really", "not really", "not at all", "never", "none", "no there isn't",
    "it doesnt", "it won't", "i cant", "we haven't", "im afraid not", "not yet", "no not yet",
    "no one has", "nobody", "no chance", "no but the other one does", "no because its stiff",
    "no i tried that already", "no theres only the one", "no my neighbours are fine",
    "oh no it isnt", "well no", "no still the same", "dont think so", "i dont think so no",
    "no thats not it", "no they dont", "no love", "nie",
)  # fmt: skip
YESES = (
    "yes", "Yes!", "y", "yep", "yeah", "aye", "yup it does", "yes it is", "it does", "it is",
    "i can", "i can yes", "yeah i think so", "think so", "afraid so", "of course", "absolutely",
    "yes but not all the way", "yes there is", "they do", "we have", "yes mate", "well yes",
    "erm yeah", "yes still", "definitely", "correct", "yes thats right", "tak", "it did",
    "yes the kitchen one", "yeah my mum does", "oes", "i am", "yes all of them",
)  # fmt: skip
NEITHER = (
    "no worries", "no worries, thanks", "no problem", "no problems at all", "no probs mate",
    "no bother", "no rush", "no hurry thanks", "no trouble", "no drama", "no stress",
    "not a problem", "no need to apologise", "never mind", "nothing else", "nothing else thanks",
    "ok thanks", "okay thank you", "ok", "yes please", "no thanks", "no thank you",
    "thats all", "thanks", "cheers", "sorry I'm at work and can't answer", "can't answer",
    "can't talk right now", "not at home till 5", "not at home", "im at work",
    "no im at work till six", "out of office until Monday", "Automatic reply: I am away",
    "I am driving and will reply later", "no reply", "this mailbox is not monitored",
    "no it just keeps dripping", "no its only a bit stiff", "no they just hum",
    "no water", "no water at all upstairs", "no heating since friday", "no electric", "no gas",
    "no idea", "no bucket here", "the water won't stop", "its not my tap its the kitchen",
    "i cant believe this", "not again", "i never said that", "havent got all day",
    "nothing works in this place", "yes no", "how much is it", "my cat is lovely",
    "i can see it from here", "it is the one in the hall", "they are coming on tuesday",
    "right behind the cooker", "it was fine yesterday", "never had this before",
    "im not sure what you mean", "i have two kids", "sure start centre", "ok google",
)  # fmt: skip


def test_the_table_is_long_enough_on_every_side() -> None:
    assert len(NOES) + len(YESES) + len(NEITHER) >= 120
    assert min(len(NOES), len(YESES), len(NEITHER)) >= 30


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *((said, False) for said in NOES),
        *((said, True) for said in YESES),
        *((said, None) for said in NEITHER),
    ],
)
def test_an_answer_to_a_question_of_fact(said: str, meant: bool | None) -> None:
    assert plain_answer(plain_words(said)) is meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("yes please", True), ("yeah please", True), ("ok", True), ("ok thanks", True),
        ("go ahead", True), ("ok go on then", True), ("sounds good", True), ("1", True),
        ("no thanks", False), ("no thank you", False), ("nothing else", False), ("2", False),
        ("not now", False), ("nah leave it", False), ("no ta", False),
        ("no worries", None), ("no rush", None), ("cant answer im at work", None),
        ("what time", None), ("3", None),
    ],
)  # fmt: skip
def test_an_answer_to_an_offer(said: str, meant: bool | None) -> None:
    assert read_yes_no(said) is meant


def test_whatever_is_typed_is_read_in_no_time() -> None:
    worst = ("no " * 1300, "it " * 1300, "n" * 4000, "no worries " * 360, "sorry " * 660 + "no")
    for words in worst:
        began = time.perf_counter()
        plain_answer(plain_words(words))
        assert time.perf_counter() - began < 0.2
