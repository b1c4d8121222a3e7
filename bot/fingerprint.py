"""The hash of everything a trained model is made of: `python -m bot.fingerprint` prints it.

Two trees with the same fingerprint train the same model, whenever their files were written. The
standard library only, so that it answers at once.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = ("config.yml", "domain.yml", "bot/policy.py", "bot/requirements.txt")
FOLDERS = ("data", "bot/nlu", "bot/encoder")
"""Serving a model or measuring it otherwise trains no other: the rest of bot/ is left out."""
SUFFIXES = {".py", ".yml", ".yaml", ".json", ".txt"}


def fingerprint(
    root: Path = ROOT, files: Sequence[str] = FILES, folders: Sequence[str] = FOLDERS
) -> str:
    """64 hexadecimal digits over the names and contents of the model's inputs."""
    digest = hashlib.sha256()
    for file in sorted(_inputs(root, files, folders)):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _inputs(root: Path, files: Sequence[str], folders: Sequence[str]) -> Iterator[Path]:
    yield from (root / name for name in files)
    for top in folders:
        for folder, _, names in os.walk(root / top):
            yield from (Path(folder, name) for name in names if Path(name).suffix in SUFFIXES)


if __name__ == "__main__":
    print(fingerprint())
