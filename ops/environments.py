"""The Python environments: which Python and locks each has, and building one when they change.

An environment is current when its stamp names the hash of its locks; then nothing is resolved or
downloaded. Standard library only, for Python 3.8 on: this runs on whatever python3 there is.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from ops import ROOT
from ops.system import SetupFailed

STAMP = "hearthline.stamp"


class Environment(NamedTuple):
    """Where it is, its Python, its lock, and a lock installed without what it asks for."""

    name: str
    folder: Path
    python: str
    lock: Path
    lock_alone: Path | None = None

    @property
    def interpreter(self) -> Path:
        return self.folder / "bin" / "python"

    def stamp(self) -> str:
        digest = hashlib.sha256(self.python.encode())
        for lock in filter(None, (self.lock, self.lock_alone)):
            digest.update(lock.read_bytes())
        return digest.hexdigest()

    def is_current(self) -> bool:
        try:
            stamp = (self.folder / STAMP).read_text()
        except OSError:
            return False
        return stamp == self.stamp() and self.interpreter.exists()


REQUIREMENTS = ROOT / "requirements"
APP = Environment("app", ROOT / ".venv", "3.12", REQUIREMENTS / "app.txt")
DEV = Environment("development", ROOT / ".venv", "3.12", REQUIREMENTS / "dev.txt")
BOT = Environment(
    "bot",
    ROOT / "bot" / ".venv",
    "3.10",
    ROOT / "bot" / "requirements.txt",
    ROOT / "bot" / "requirements-encoder.txt",
)
ENCODER = Environment(
    "encoder", ROOT / ".tools" / "encoder", "3.10", ROOT / "bot" / "encoder" / "requirements.txt"
)


def build_commands(environment: Environment, uv: Path) -> list[list[str]]:
    """The commands that make the environment from its locks, in order."""
    target = ["--python", str(environment.interpreter)]
    install = [str(uv), "pip", "install", *target, "--require-hashes"]
    python = find_python(environment.python, uv, environment.folder.parent)
    commands = [
        [str(uv), "venv", "--clear", "--no-project", "--python", python, str(environment.folder)],
        [*install, "-r", str(environment.lock)],
    ]
    if environment.lock_alone is not None:
        commands.append([*install, "--no-deps", "-r", str(environment.lock_alone)])
    return commands


def write_stamp(environment: Environment) -> None:
    (environment.folder / STAMP).write_text(environment.stamp())


def uv_environment() -> dict[str, str]:
    """What uv runs under: patient with slow mirrors, blind to an environment that is active."""
    environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
    environment.setdefault("UV_HTTP_TIMEOUT", "180")
    return environment


def find_python(version: str, uv: Path, folder: Path) -> str:
    """A Python of this minor version: one that is there, pyenv's, or one that uv fetches."""
    ways: tuple[list[str], ...] = (
        [str(uv), "python", "find", "--no-project", "--no-python-downloads", version],
        [
            str(uv),
            "python",
            "find",
            "--no-project",
            "--managed-python",
            "--no-python-downloads",
            version,
        ],
    )
    for way in ways:
        found = _output(way, folder)
        if found:
            return found
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for candidate in sorted(pyenv.glob(version + ".*/bin/python" + version), reverse=True):
        if _output([str(candidate), "-c", "print('here')"], folder):
            return str(candidate)
    if subprocess.run([str(uv), "python", "install", version], check=False).returncode == 0:
        found = _output(ways[1], folder)
        if found:
            return found
    raise SetupFailed(
        f"Python {version} could not be fetched. Install Python {version} and try again."
    )


def _output(command: list[str], folder: Path) -> str | None:
    done = subprocess.run(
        command,
        check=False,
        cwd=str(folder),
        env=uv_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return done.stdout.strip() if done.returncode == 0 else None
