"""`make tune`: tunes the sentence encoder on the training texts, in an environment of its own.

In development, a few times a year: what it makes is kept with the code (bot/encoder/change.py).
Words on the command line go to `bot.tuning`. Takes about an hour on two cores; stopped, it goes on.
"""

import subprocess
import sys
from pathlib import Path

from housing.settings import load_settings
from ops import ROOT
from ops.building.environments import BOT, find_python, uv_environment
from ops.building.prepare import prepare_encoder
from ops.building.progress import console, run_step
from ops.building.system import SetupFailed
from ops.building.uv import find_uv
from ops.running.stack import base_environment, own_environment

TUNING = ROOT / ".tools" / "tuning"
REQUIREMENTS = ROOT / "bot" / "tuning"
PYTHON = "3.11"
CHAT = "lib/python3.11/site-packages/chitchat_dataset/dataset.json"


def main(arguments: list[str]) -> int:
    settings = load_settings()
    home, environment = settings.hearthline_home, base_environment(own_environment(), settings)
    folder = home / "tuning"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        prepare_encoder(home, environment)
        _build(home / "logs" / "tuning-environment.log")
        _gather(folder, home / "logs" / "tuning-texts.log", environment)
    except SetupFailed as failure:
        console.print(str(failure), style="red", markup=False, soft_wrap=True)
        return 1
    command = [str(TUNING / "bin" / "python"), "-u", "-m", "bot.tuning", str(folder), *arguments]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode


def _build(log: Path) -> None:
    """With pip, which takes PyTorch's file for this machine; its files differ, so no hashes."""
    interpreter, stamp = str(TUNING / "bin" / "python"), TUNING / "requirements.txt"
    needed = "".join(
        (REQUIREMENTS / name).read_text() for name in ("requirements.txt", "requirements-alone.txt")
    )
    if stamp.exists() and stamp.read_text() == needed:
        return
    pip = [interpreter, "-m", "pip", "install", "--quiet", "-r"]
    commands = [
        [find_python(PYTHON, find_uv()), "-m", "venv", "--clear", str(TUNING)],
        [*pip, str(REQUIREMENTS / "requirements.txt")],
        [*pip, str(REQUIREMENTS / "requirements-alone.txt"), "--no-deps"],
    ]
    run_step("Building the tuning environment", commands, log, uv_environment())
    stamp.write_text(needed)


def _gather(folder: Path, log: Path, environment: dict[str, str]) -> None:
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    texts, chat = folder / "texts.jsonl", TUNING / CHAT
    command = [str(BOT.interpreter), "-m", "bot.tuning.gather"]
    arguments = [str(chat), str(texts), str(scratch)]
    run_step("Gathering the texts", [[*command, *arguments]], log, environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
