"""How likely a text tells of danger, by two readings of it that err differently.

The leaves know what a text is about, and with that what is harmless; a linear model of the classes
of danger alone knows their words wherever they stand. A message is read as a whole, then in parts
where the whole only hints. Decides nothing about what is then said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.nlu.leaves import ALWAYS, OPEN, ORDINARY, sums

FAINTEST = 1e-7
BELIEVED = 0.5
"""A chance from which danger is spoken of. The training texts it is settled on tell of danger far
more often than tenants do, and as often only look like it."""
LEAST_SHARE = 0.2
HINT, SURE_PART = 0.25, 0.6
"""The whole's chance from which its parts are read, and a part's from which it is believed: a part
alone lacks what would make it harmless, and is surer than it should be."""
SURE_ISSUE = 0.7
"""Confidence from which a problem reported that is a danger by its nature is believed to be one."""


@dataclass(frozen=True)
class DangerChance:
    """The chance 0 to 1 of any danger, whether to speak of it, and which it may be with its share.

    Shares are of the chance, the largest first; of further classes those with LEAST_SHARE or more.
    """

    chance: float
    believed: bool
    kinds: tuple[tuple[str, float], ...]


class DangerSums:
    """Adds the leaves' probabilities up by what they say of danger."""

    def __init__(self, dangers: Sequence[str], kinds: Sequence[str]) -> None:
        """`dangers`: of each leaf; `kinds`: the classes in the order of the linear model."""
        self.kinds = list(kinds)
        _, membership = sums([*kinds, ORDINARY, OPEN, *dangers])
        self._membership = membership[len(kinds) + 2 :]

    def score(self, leaves: np.ndarray, kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Log-odds of danger by both readings together, and each class's share of it.

        `leaves`: probabilities of leaves (texts x leaves); `kinds`: of the classes and, last, of
        none (texts x classes + 1). Or both of one text, without the texts' axis.
        """
        summed = leaves @ self._membership
        size = len(self.kinds)
        by_leaves, ordinary = summed[..., :size], summed[..., size]
        odds = _log(by_leaves.sum(axis=-1)) - _log(ordinary)
        odds += _log(kinds[..., :size].sum(axis=-1)) - _log(kinds[..., size])
        both = np.sqrt(np.maximum(by_leaves, FAINTEST) * np.maximum(kinds[..., :size], FAINTEST))
        return odds, both / both.sum(axis=-1, keepdims=True)


@dataclass(frozen=True)
class Calibration:
    """A chance from log-odds."""

    slope: float
    offset: float

    def read(self, odds: float, shares: Mapping[str, float]) -> DangerChance:
        """`shares`: of each class."""
        raised = min(max(self.slope * odds + self.offset, -30), 30)
        chance = 1 / (1 + math.exp(-raised))
        ranked = sorted(shares.items(), key=lambda pair: -pair[1])
        # The likeliest is named whatever its share: what may be any danger is still one.
        named = [*ranked[:1], *(pair for pair in ranked[1:] if pair[1] >= LEAST_SHARE)]
        return DangerChance(chance, chance >= BELIEVED, tuple(named))


def _log(chances: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(np.maximum(chances, FAINTEST)))


def of_message(
    whole: DangerChance,
    parts: Callable[[], Iterable[DangerChance]],
    problems: Iterable[tuple[str, float]],
) -> DangerChance:
    """What to believe of a message.

    `parts` are read only when asked for; `problems`: the issues reported and how surely. One that
    is a danger by its nature is as sure a danger as it is read.
    """
    for issue, confidence in problems:
        if issue in ALWAYS and confidence >= max(SURE_ISSUE, whole.chance):
            return _and(whole, ALWAYS[issue], confidence)
    if not whole.believed and whole.chance >= HINT:
        surest = max(parts(), key=lambda part: part.chance, default=whole)
        if surest.chance >= SURE_PART:
            return surest
    return whole


def _and(whole: DangerChance, kind: str, chance: float) -> DangerChance:
    """Danger of the `kind` at the chance, with the others that the whole is believed to tell of."""
    also = whole.kinds if whole.believed else ()
    others = [(other, share * whole.chance / chance) for other, share in also if other != kind]
    return DangerChance(chance, True, ((kind, 1.0), *others))
