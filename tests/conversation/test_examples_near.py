"""An open question gives examples that are near what was said, and frightens nobody."""

from __future__ import annotations

import pytest

from housing.services.conversation.turn import IssueGuess
from housing.services.conversation.unsure import examples_near
from tests.conversation.talker import DEAL


def near(*issues: str) -> str:
    return examples_near(DEAL, [IssueGuess(issue, 0.1) for issue in issues])


@pytest.mark.parametrize(
    ("guesses", "area"),
    [
        (("window_stuck", "window_handle", "tap_dripping"), "windows"),
        (("gutter_blocked", "tap_dripping"), "drainage"),
        (("self_harm", "window_stuck"), "windows"),
        (("speak_to_person", "radiator_cold"), "heating"),
    ],
)
def test_the_likeliest_area_comes_first(guesses: tuple[str, ...], area: str) -> None:
    first = near(*guesses).split(",")[0]
    assert first in {one.words.lower() for one in DEAL.issues.values() if one.area == area}


@pytest.mark.parametrize(
    "guesses", [(), ("self_harm",), ("gas_smell", "fire"), ("drain_blocked",), ("tap_dripping",)]
)
def test_there_are_three_different_ones_and_none_is_a_danger(guesses: tuple[str, ...]) -> None:
    said = near(*guesses)
    shown = [one for one in DEAL.issues.values() if one.words.lower() in said]
    assert len(shown) >= 3
    assert [one.id for one in shown if one.usual.danger or one.area == "safeguarding"] == []
