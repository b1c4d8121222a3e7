"""The Python environments: which Python and locks each has, and building one when they change.

An environment is current when its stamp names the hash of its locks; then nothing is resolved or
downloaded. Standard library only, for Python 3.8 on: this runs on whatever python3 there is.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from ops import ROOT
from ops.building.system import SetupFailed

STAMP = "hearthline.stamp"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


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
    "encoder",
    ROOT / ".tools" / "encoder",
    "3.10",
    ROOT / "bot" / "encoder" / "requirements.txt",
)


def build_commands(environment: Environment, uv: Path) -> list[list[str]]:
    """The commands that make the environment from its locks, in order."""
    target = ["--python", str(environment.interpreter)]
    install = [str(uv), "pip", "install", *target, "--require-hashes"]
    python = find_python(environment.python, uv)
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
    """What uv runs under: patient with slow mirrors, blind to an environment that is active.

    Trusts the machine's certificates, which on an office network hold its proxy's, where there are.
    """
    environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
    environment.setdefault("UV_HTTP_TIMEOUT", "180")
    if SYSTEM_CERTIFICATES.exists():
        environment.setdefault("SSL_CERT_FILE", str(SYSTEM_CERTIFICATES))
    return environment


def find_python(version: str, uv: Path) -> str:
    """A Python of this minor version: one that is there, pyenv's, or one that uv fetches."""
    find = [str(uv), "python", "find", "--system", "--no-project", "--no-python-downloads"]
    # A pyenv shim answers only where .python-version names its version, and uv stops at one
    # that does not; each version's folder has that file.
    folder = ROOT / "bot" if version == BOT.python else ROOT
    found = _output([*find, version], folder) or _output(
        [*find, "--managed-python", version], folder
    )
    for candidate in [found, *_pyenv_pythons(version)]:
        if candidate and _output([candidate, "-c", "print('here')"], folder):
            return candidate
    subprocess.run([str(uv), "python", "install", version], check=False, env=uv_environment())
    found = _output([*find, "--managed-python", version], folder)
    if found is None:
        raise SetupFailed(
            f"Python {version} could not be fetched. Install Python {version} and try again."
        )
    return found


def _pyenv_pythons(version: str) -> list[str]:
    pyenv = shutil.which("pyenv")
    roots = [os.environ.get("PYENV_ROOT"), str(Path(pyenv).parent.parent) if pyenv else None]
    folders = [Path(root) / "versions" for root in (*roots, str(Path.home() / ".pyenv")) if root]
    return [
        str(python)
        for folder in folders
        for python in sorted(folder.glob(f"{version}.*/bin/python{version}"), reverse=True)
    ]


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
