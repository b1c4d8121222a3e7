"""The sentences of the service and its code: each is said somewhere, and each that is said exists.

What a sentence may say and how long it may get is the lint's, tested with the Deal.
"""

import re

import pytest

from housing.adapters.deal_files import load_deal
from housing.domain.appointments import FollowOn
from housing.domain.lint.messages import UNPROMPTED, UNPROMPTED_BEGIN
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
    said = set(re.findall(r'\.(?:line|say)\(\s*"(\w+)"', CODE))
    assert said - set(SENTENCES) == set()


def test_what_the_lint_holds_for_unprompted_is_there() -> None:
    assert set(SENTENCES) >= UNPROMPTED
    assert not [key for key in UNPROMPTED if key.startswith(UNPROMPTED_BEGIN)]
