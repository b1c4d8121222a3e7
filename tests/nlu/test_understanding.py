"""The model of these files, over every set, against the one last accepted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.evaluation import gate, text_sets

pytestmark = pytest.mark.bot
InBotEnvironment = Callable[..., str]


def test_the_model_is_no_worse_than_the_accepted_one(
    model: Path, in_bot_environment: InBotEnvironment
) -> None:
    found = json.loads(in_bot_environment("bot.evaluation", str(model), "--json"))
    assert gate.load() is not None, "None is accepted yet: make eval ACCEPT=1"
    assert set(found["sets"]) == set(text_sets.SETS)
    assert found["worse"] == []
