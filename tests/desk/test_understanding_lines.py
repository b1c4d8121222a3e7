"""What staff are told of how a message was read: a doubt as a doubt."""

from __future__ import annotations

import pytest

from desk.wording.understanding import understood
from tests.conversation.talker import DEAL


@pytest.mark.parametrize(
    ("entity", "line"),
    [("danger", "Danger"), ("possible_danger", "May be a danger")],
)
def test_a_danger_and_what_only_may_be_one_are_told_apart(entity: str, line: str) -> None:
    read = {"entities": [{"entity": entity, "value": "gas", "confidence": 0.42}]}
    ((what, told),) = understood(read, DEAL)
    assert what == line
    assert told.endswith("(42%)")
