"""The texts to learn from, as `gather.py` wrote them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import torch

OPEN = "open"
UNKNOWN = -100
"""What torch's loss leaves out."""


Scores = tuple[torch.Tensor, torch.Tensor]
"""Of subjects and of classes of danger (texts x labels)."""


@dataclass(frozen=True)
class Texts:
    """Texts with the numbers of their subjects and classes of danger, UNKNOWN where it is open."""

    texts: list[str]
    subjects: torch.Tensor
    dangers: torch.Tensor

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True)
class Taught:
    """All of them: those that are learnt, and those kept back to measure by."""

    learnt: Texts
    held: Texts
    subjects: list[str]
    dangers: list[str]
    digest: str

    @classmethod
    def load(cls, path: Path) -> Taught:
        written = path.read_text("utf-8")
        rows = [json.loads(line) for line in written.splitlines()]
        subjects = sorted({row["subject"] for row in rows})
        dangers = sorted({row["danger"] for row in rows} - {OPEN})

        def some(back: bool) -> Texts:
            chosen = [row for row in rows if row["kept_back"] == back]
            return Texts(
                [row["text"] for row in chosen],
                torch.tensor([subjects.index(row["subject"]) for row in chosen]),
                torch.tensor(
                    [
                        UNKNOWN if row["danger"] == OPEN else dangers.index(row["danger"])
                        for row in chosen
                    ]
                ),
            )

        digest = hashlib.sha256(written.encode()).hexdigest()
        return cls(some(False), some(True), subjects, dangers, digest)
