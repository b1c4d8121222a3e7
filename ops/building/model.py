"""The bot's model: trained when what it is made of has changed, found by that hash otherwise."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from bot.fingerprint import fingerprint
from ops.building.environments import BOT
from ops.building.progress import run_step
from ops.building.system import SetupFailed

KEPT_MODELS = 3


def model_for(home: Path, environment: Mapping[str, str], logs: Path) -> Path:
    """The model made of the files as they are now; trains it when there is none."""
    model = model_path(home)
    if not model.exists():
        _train(model, environment, logs)
        _drop_old(model.parent)
    return model


def model_path(home: Path) -> Path:
    """Where the model belongs that is made of the files and the encoder as they are now.

    The encoder itself counts beside its code: made anew on another processor it may differ by a
    bit, and the bot refuses a model that learnt from another one.
    """
    encoder = (home / "encoder" / "manifest.json").read_bytes()
    made_of = hashlib.sha256(fingerprint().encode() + encoder).hexdigest()
    return home / "models" / f"{made_of}.tar.gz"


def _train(model: Path, environment: Mapping[str, str], logs: Path) -> None:
    model.parent.mkdir(parents=True, exist_ok=True)
    # A half-written file must never be taken for a model, so it gets its name at the end.
    unfinished = model.with_name(f".{model.name}")
    command = [str(BOT.interpreter), "-m", "bot.train", str(model.parent), unfinished.name]
    run_step("Training the model", [command], logs / "train.log", environment)
    if not unfinished.exists():
        raise SetupFailed(f"Training wrote no model. The log is in {logs / 'train.log'}")
    unfinished.replace(model)


def _drop_old(models: Path) -> None:
    newest_first = sorted(
        models.glob("*.tar.gz"), key=lambda model: model.stat().st_mtime, reverse=True
    )
    for old in newest_first[KEPT_MODELS:]:
        old.unlink()
