"""`python -m bot.tuning FOLDER` in the tuning environment: makes `bot/encoder/tuned.safetensors`.

FOLDER holds `texts.jsonl` from `gather.py` and what is done so far: stopped, it goes on from there.
Refuses to replace a change that reads the texts kept back better. `--alone` leaves the teacher out,
which takes a quarter of the time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import torch
from safetensors.numpy import load_file, save_file

from bot.encoder.change import TUNED, applied, rounded
from bot.encoder.export import WEIGHTS_SHA256, find_weights
from bot.tuning.compare import right_share
from bot.tuning.fitting import Plan, fit
from bot.tuning.networks import Heads, Network, student, teacher
from bot.tuning.readings import KNOWN_ENOUGH, Readings
from bot.tuning.texts import Scores, Taught

TEACHER, STUDENT, STUDENT_ALONE = Plan(1, 8e-5), Plan(3, 3e-4), Plan(2, 3e-4)
REFUSED = 3
SEED = 20261130


def main() -> int:
    arguments = _parser().parse_args()
    torch.manual_seed(SEED)
    taught = Taught.load(arguments.folder / "texts.jsonl")
    print(f"{len(taught.learnt)} texts to learn, {len(taught.held)} kept back to measure by")
    heads = Heads(len(taught.subjects), len(taught.dangers))
    scores = None if arguments.alone else _teachers(taught, heads, arguments.folder)
    small = _student(taught, heads, arguments.folder, scores)
    base = load_file(find_weights(None) / "model.safetensors")
    change = rounded(base, _weights(small, base))
    small.body.load_state_dict(_tensors(applied(base, change)), strict=False)
    now = right_share(small, taught)
    print(f"Read rightly of the texts kept back: {now:.2%}")
    if TUNED.exists() and not arguments.force:
        small.body.load_state_dict(_tensors(applied(base, load_file(TUNED))), strict=False)
        before = right_share(small, taught)
        print(f"With the change that is there: {before:.2%}")
        if before > now:
            print("The change that is there stays: it reads them better.")
            return REFUSED
    made_of = {"base_sha256": WEIGHTS_SHA256, "texts_sha256": taught.digest}
    save_file(change, TUNED, metadata=made_of)
    TUNED.chmod(0o644)
    print(f"Written to {TUNED}")
    return 0


def _teachers(taught: Taught, heads: Heads, folder: Path) -> Scores:
    """What the teacher makes of the texts to learn; it is fitted anew when it knows too few."""
    kept = folder / "teacher.pt"
    if kept.exists():
        scores, known = Readings.load(kept).of(taught)
        print(f"The teacher has read {known:.0%} of the texts before")
        if known >= KNOWN_ENOUGH:
            return scores
    print("The teacher learns ...")
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        network = teacher(heads, Path(scratch))
    fit(network, taught.learnt, TEACHER, folder / f"teacher-{taught.digest[:16]}.part.pt", None)
    Readings.made_by(network, taught).save(kept)
    return Readings.load(kept).of(taught)[0]


def _student(taught: Taught, heads: Heads, folder: Path, scores: Scores | None) -> Network:
    print("The small encoder learns ...")
    network, plan = student(heads), STUDENT if scores else STUDENT_ALONE
    part = folder / f"student-{taught.digest[:16]}{'' if scores else '-alone'}.part.pt"
    fit(network, taught.learnt, plan, part, scores)
    return network


def _weights(network: Network, base: dict) -> dict:
    """The published weights by their names, as tuning has left them."""
    tuned = network.body.state_dict()
    return {name: tuned[name].numpy() if name in tuned else base[name] for name in base}


def _tensors(weights: dict) -> dict[str, torch.Tensor]:
    return {name: torch.tensor(weight) for name, weight in weights.items()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make tune")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--alone", action="store_true", help="without the teacher")
    parser.add_argument("--force", action="store_true", help="replace the change whatever it reads")
    return parser


if __name__ == "__main__":
    sys.exit(main())
