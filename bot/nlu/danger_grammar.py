"""The small language of danger.yml's rules, read into plain tuples.

"a b" next to each other, "a > b" in this order, "a & b" in any order, a|b either, CAPITALS a
group. Only reads; `danger_rules.py` matches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Element = frozenset[str]
"""The words of which any one may stand in a place."""

Step = tuple[Element, ...]
"""Elements that stand next to each other."""


@dataclass(frozen=True)
class Rule:
    """Clauses in any order, each a sequence of steps in order."""

    clauses: tuple[tuple[Step, ...], ...]

    def elements(self) -> list[Element]:
        return [e for clause in self.clauses for step in clause for e in step]


@dataclass(frozen=True)
class Mask:
    """A phrase and which of its places are hidden from the rules."""

    step: Step
    hidden: tuple[bool, ...]


def read_rule(written: str, groups: Mapping[str, list[str]]) -> Rule:
    return Rule(
        tuple(
            tuple(_step(step, groups) for step in clause.split(" > "))
            for clause in str(written).split(" & ")
        )
    )


def read_mask(written: str) -> Mask:
    """All places are hidden, or only those in [brackets] when there are any."""
    parts = written.split()
    bracketed = [part.startswith("[") for part in parts]
    step = tuple(frozenset(part.strip("[]").split("|")) for part in parts)
    return Mask(step, tuple(bracketed) if any(bracketed) else (True,) * len(parts))


def _step(written: str, groups: Mapping[str, list[str]]) -> Step:
    return tuple(_element(part, groups) for part in written.split())


def _element(written: str, groups: Mapping[str, list[str]]) -> Element:
    words: set[str] = set()
    for option in written.split("|"):
        words.update(groups[option] if re.fullmatch(r"[A-Z]+", option) else [option])
    return frozenset(words)
