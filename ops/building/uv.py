"""Finds uv, or brings it into a private environment of its own.

Standard library only, for Python 3.8 on: this runs on whatever python3 the machine has.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ops import ROOT
from ops.building.system import SetupFailed, apt_install

PRIVATE = ROOT / ".tools" / "uv"
LOCK = ROOT / "requirements" / "uv.txt"


def find_uv() -> Path:
    """The uv on PATH, else the private one, installed at its locked version when it is missing."""
    on_path = shutil.which("uv")
    if on_path and _answers([on_path, "--version"]):
        return Path(on_path)
    private = PRIVATE / "bin" / "uv"
    if not _answers([str(private), "--version"]):
        _bring()
    return private


def _bring() -> None:
    print("Bringing uv, which builds the Python environments", flush=True)
    shutil.rmtree(PRIVATE, ignore_errors=True)
    if not _answers([sys.executable, "-c", "import ensurepip, venv"]):
        apt_install({"python3-venv": "python3-venv"}, "to make a Python environment")
    subprocess.run([sys.executable, "-m", "venv", str(PRIVATE)], check=True)
    pip = [str(PRIVATE / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    done = subprocess.run(
        [*pip, "install", "--quiet", "--require-hashes", "-r", str(LOCK)], check=False
    )
    if done.returncode != 0:
        raise SetupFailed("uv could not be installed. Is the Python package registry reachable?")


def _answers(command: list[str]) -> bool:
    try:
        done = subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return False
    return done.returncode == os.EX_OK
