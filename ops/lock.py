"""Resolves the lock files anew: hashes, no index address, so that any mirror serves."""

import subprocess
import sys
from pathlib import Path

from ops import ROOT
from ops.building.progress import console
from ops.building.uv import find_uv

# Each lock, the Python it is for, and what else its resolution takes.
LOCKS: dict[str, tuple[str, ...]] = {
    "requirements/app": ("--python-version", "3.12"),
    "requirements/dev": ("--python-version", "3.12"),
    "requirements/uv": ("--python-version", "3.9", "--universal"),
    "bot/requirements": ("--python-version", "3.10"),
    "bot/requirements-encoder": ("--python-version", "3.10", "--no-deps"),
    "bot/encoder/requirements": ("--python-version", "3.10"),
}


def main(upgrades: list[str]) -> int:
    """Lock everything; `upgrades` are further words for uv, such as --upgrade-package aiohttp."""
    uv = find_uv()
    for lock, options in LOCKS.items():
        console.print(f"Locking {lock}.txt")
        subprocess.run(_command(uv, lock, options, upgrades), check=True, cwd=ROOT)
    return 0


def _command(uv: Path, lock: str, options: tuple[str, ...], upgrades: list[str]) -> list[str]:
    return [
        *(str(uv), "pip", "compile", "--quiet", "--generate-hashes", "--no-emit-index-url"),
        *("--no-annotate", "--custom-compile-command", "make lock"),
        *options,
        *upgrades,
        *(f"{lock}.in", "--output-file", f"{lock}.txt"),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
