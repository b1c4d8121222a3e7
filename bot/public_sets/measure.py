"""Trains on each public set's training part, reads its test part and prints the figures."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import fmean

from bot.nlu.encoder import SentenceEncoder
from bot.public_sets.pipeline import Pipeline
from bot.public_sets.score import score
from bot.public_sets.sets import Labelled, public_sets

DIGITS = 4


def main(folder: Path) -> None:
    """Prints progress on standard error and the figures on standard output."""
    encoder = SentenceEncoder()
    figures = {}
    for public_set in public_sets(folder):
        texts = len(public_set.trainings[0])
        print(f"{public_set.name}: {texts} texts to learn from", file=sys.stderr)
        runs = [_run(training, public_set.test, encoder) for training in public_set.trainings]
        means = {name: round(fmean(run[name] for run in runs), DIGITS) for name in runs[0]}
        figures[public_set.name] = {**means, "published": dict(public_set.published)}
    print(json.dumps(figures, indent=1))


def _run(training: Labelled, test: Labelled, encoder: SentenceEncoder) -> dict[str, float]:
    started = time.perf_counter()
    pipeline = Pipeline(training, encoder)
    trained = time.perf_counter()
    answers = [pipeline.answer(text) for text, _ in test]
    read = time.perf_counter()
    return {
        **score([intent for _, intent in test], answers),
        "threshold": pipeline.threshold,
        "train_s": trained - started,
        "read_ms": (read - trained) / len(answers) * 1000,
    }
