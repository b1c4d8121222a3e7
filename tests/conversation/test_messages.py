"""The sentences of the service and its code: each is said somewhere, and each that is said exists.

What a sentence may say and how long it may get is the lint's, tested with the Deal.
"""

import re

import pytest

from housing.adapters.deal.files import load_deal
from housing.domain.lint.messages import OUT_OF_THE_BLUE, WITH_THEM
from housing.domain.repairs.appointments import FollowOn
from tests.architecture.sources import python_files

SENTENCES = load_deal().texts.sentences
# The key is made of a state's name: f"charge_{state}", or of a statement's kind.
NAMED_BY_STATE = {"charge_confirmed", "charge_waived", "charge_withdrawn", "offer", "ask"} | {
    f"follow_on_{what}" for what in FollowOn
}
CODE = "\n".join(file.read_text() for file in python_files("housing", "gateway", "desk", "actions"))


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_is_used(key: str) -> None:
    assert key in NAMED_BY_STATE or f'"{key}"' in CODE, f"nothing says {key}"


def test_every_sentence_that_is_said_exists() -> None:
    said = set(re.findall(r'\.(?:line|line_of|say)\(\s*"(\w+)"', CODE))
    assert said - set(SENTENCES) == set()


def test_what_comes_out_of_the_blue_says_from_whom() -> None:
    """The lint knows unprompted texts by their first word, so what jobs and desk send has it."""
    assert set(SENTENCES) >= WITH_THEM
    for key in ("check_back", "feedback_ask", "visit_reminder", "visit_on_the_way", "visit_missed"):
        assert SENTENCES[key].startswith(OUT_OF_THE_BLUE)
