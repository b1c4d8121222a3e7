"""The public sets as files of a folder: HINT3, BANKING77 whole and at ten shots, CLINC150.

Each carries the figure that others published for it. A test text without an intent is out of
scope; training texts always have one, so that nothing of the test's kind is ever taught.
"""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SHOTS, DRAWS = 10, range(77, 82)
"""Examples of each intent, and the seeds of the draws: one draw's luck is half a point."""
HINT3 = {"curekart": 0.603, "sofmattress": 0.638, "powerplay11": 0.425}
"""Best Matthews correlation of Rasa, Dialogflow, LUIS, Haptik and BERT (Arora et al., 2020)."""
BANKING77, BANKING77_TEN_SHOT = 0.93, 0.839
"""Fine-tuned encoders (Casanueva et al., 2020); IntentBERT at ten shots (Zhang et al., 2021)."""
CLINC150 = 0.96
"""Fine-tuned BERT on what is in scope (Larson et al., 2019)."""
OUT_OF_SCOPE = ("NO_NODES_DETECTED", "oos")

Labelled = Sequence["tuple[str, str | None]"]


@dataclass(frozen=True)
class PublicSet:
    """Texts with their intents; None for what is out of scope. `published` by figure's name.

    Each of `trainings` is learnt afresh and read with; the figures are their means.
    """

    name: str
    trainings: Sequence[Labelled]
    test: Labelled
    published: Mapping[str, float]


def public_sets(folder: Path) -> Iterator[PublicSet]:
    """All sets of the folder; raises FileNotFoundError that names the first missing file."""
    for name, mcc in HINT3.items():
        train, test = (_rows(folder / f"hint3_{name}_{part}.csv") for part in ("train", "test"))
        yield PublicSet(f"hint3_{name}", [train], test, {"mcc": mcc})
    train, test = (_rows(folder / f"banking77_{part}.csv") for part in ("train", "test"))
    yield PublicSet("banking77", [train], test, {"in_scope_accuracy": BANKING77})
    few = {"in_scope_accuracy": BANKING77_TEN_SHOT}
    yield PublicSet("banking77_10_shot", [drawn(train, seed) for seed in DRAWS], test, few)
    parts = json.loads((folder / "clinc150_full.json").read_text("utf-8"))
    train = [(text, intent) for text, intent in parts["train"]]
    test = [(text, _in_scope(intent)) for text, intent in [*parts["test"], *parts["oos_test"]]]
    yield PublicSet("clinc150", [train], test, {"in_scope_accuracy": CLINC150})


def drawn(labelled: Labelled, seed: int) -> Labelled:
    """SHOTS texts of each intent: the same on every run with this seed."""
    by_intent: dict[str, list[str]] = defaultdict(list)
    for text, intent in labelled:
        by_intent[str(intent)].append(text)
    draw = random.Random(seed)  # noqa: S311 - a fixed draw, not a secret
    return [
        (text, intent)
        for intent, texts in sorted(by_intent.items())
        for text in draw.sample(texts, SHOTS)
    ]


def _rows(file: Path) -> Labelled:
    with file.open(encoding="utf-8", newline="") as rows:
        return [(text, _in_scope(intent)) for text, intent in list(csv.reader(rows))[1:]]


def _in_scope(intent: str) -> str | None:
    return None if intent in OUT_OF_SCOPE else intent
