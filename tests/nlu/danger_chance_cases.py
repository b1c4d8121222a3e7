"""When danger is believed, as which, and where; run in the bot's environment."""

import numpy as np

from bot.nlu.danger import _read
from bot.nlu.danger_chance import (
    HINT,
    SURE_PART,
    DangerChance,
    DangerTold,
    Thresholds,
    surest,
)
from bot.nlu.learning.confidence import LEAST, MOST, thresholds

KINDS = ["none", "fire", "gas", "flood"]
EACH = Thresholds(1.0, 0.0, {"fire": 0.5, "gas": 0.3, "flood": 0.9})


def read(none: float, fire: float, gas: float, flood: float) -> DangerChance:
    return EACH.read(np.array([none, fire, gas, flood]), KINDS)


def each_class_has_its_own_threshold() -> None:
    assert read(0, 0.1, -9, -9).believed
    assert not read(0, -0.1, -9, -9).believed
    assert read(0, -9, -0.1, -9).believed, "less is enough for gas"
    assert not read(0, -9, -9, 0.1).believed, "more is needed for a flood"
    assert read(0, -9, -9, 2.3).believed


def the_likeliest_classes_are_named() -> None:
    assert [kind for kind, _ in read(0, 5, 4, 0).kinds] == ["fire", "gas"]
    assert [kind for kind, _ in read(0, 5, 5, 5).kinds] == ["fire", "gas", "flood"]
    assert [kind for kind, _ in read(0, 1, 5, 0).kinds] == ["gas"]


def chance(value: float, believed: bool, kind: str = "fire") -> DangerChance:
    return DangerChance(value, believed, ((kind, 1.0),))


def told(whole: DangerChance, *parts: DangerChance) -> DangerTold | None:
    places = [DangerTold(part, at, at + 1) for at, part in enumerate(parts, start=10)]
    return surest(DangerTold(whole, 0, 99), places)


def danger_is_told_where_it_is_likeliest() -> None:
    found = told(chance(0.8, True), chance(0.2, False), chance(0.9, True, "gas"))
    assert found is not None
    assert (found.danger.kinds[0][0], found.start) == ("fire", 11), "as the whole is read"
    found = told(chance(HINT, False), chance(0.2, False), chance(0.9, True, "gas"))
    assert found is not None
    assert (found.danger.kinds[0][0], found.start) == ("gas", 11), "of a part alone"
    found = told(chance(HINT, False), chance(0.9, False))
    assert found is not None
    assert (found.danger.believed, found.start) == (False, 0), "no part is believed"
    assert told(chance(HINT - 0.01, False), chance(0.9, False)) is None
    alone = told(chance(0.0, False), chance(SURE_PART, True, "gas"))
    assert alone is not None, "what is told in passing counts"
    assert alone.start == 10
    assert told(chance(0.0, False), chance(SURE_PART - 0.01, True, "gas")) is None


def what_is_only_possible_is_asked_about_as_one_thing() -> None:
    two = (("fire", 0.6), ("gas", 0.4))
    believed = _read(DangerTold(DangerChance(0.8, True, two), 0, 9))
    assert [(one.kind, one.believed) for one in believed] == [("fire", True), ("gas", True)]
    possible = _read(DangerTold(DangerChance(0.3, False, two), 0, 9))
    assert [(one.kind, one.believed) for one in possible] == [("fire", False)]
    assert _read(None) == []


def thresholds_keep_ordinary_texts_out() -> None:
    """Fire is often seen in ordinary texts, gas never: fire is believed later."""
    random = np.random.default_rng(1)
    ordinary = np.zeros((2000, 4))
    ordinary[:, 1] = random.normal(-1.5, 1.0, 2000)
    ordinary[:, 2:] = -6
    dangers = np.full((300, 4), -6.0)
    dangers[:, 0] = 0
    dangers[np.arange(300), 1 + np.arange(300) % 3] = random.normal(1.5, 1.0, 300)
    truth = np.concatenate([np.zeros(2000, int), 1 + np.arange(300) % 3])
    settled = thresholds(KINDS, np.vstack([ordinary, dangers]), truth)
    assert LEAST == settled.believed["gas"] < settled.believed["fire"] <= MOST
    wrong = settled.chances(ordinary) >= settled.believed["fire"]
    assert wrong.mean() <= 0.003


CASES = (
    each_class_has_its_own_threshold,
    the_likeliest_classes_are_named,
    danger_is_told_where_it_is_likeliest,
    what_is_only_possible_is_asked_about_as_one_thing,
    thresholds_keep_ordinary_texts_out,
)
