"""What the teacher made of texts, kept by text.

New texts are learnt by their labels alone until it is fitted anew, which takes half an hour.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from bot.tuning.networks import Network
from bot.tuning.texts import Scores, Taught

KNOWN_ENOUGH = 0.8
NEVER = -30.0
"""The score of a label that the teacher did not know."""


@dataclass(frozen=True)
class Readings:
    """Of `texts` the scores of `subjects` and `dangers` by their names (texts x labels)."""

    texts: list[str]
    subjects: list[str]
    dangers: list[str]
    of_subjects: torch.Tensor
    of_dangers: torch.Tensor

    @classmethod
    def made_by(cls, network: Network, taught: Taught) -> Readings:
        vectors = torch.tensor(network.read(taught.learnt.texts))
        with torch.no_grad():
            subjects, dangers = network.subject(vectors), network.danger(vectors)
        texts = taught.learnt.texts
        return cls(texts, taught.subjects, taught.dangers, subjects.half(), dangers.half())

    def save(self, path: Path) -> None:
        torch.save(asdict(self), path)

    @classmethod
    def load(cls, path: Path) -> Readings:
        return cls(**torch.load(path, weights_only=True))

    def of(self, taught: Taught) -> tuple[Scores, float]:
        """In the order and by the labels of the texts to learn, and the share of them it knows.

        Not a number where the teacher has not read the text.
        """
        rows = {text: row for row, text in enumerate(self.texts)}
        places = [at for at, text in enumerate(taught.learnt.texts) if text in rows]
        found = [rows[taught.learnt.texts[at]] for at in places]

        def spread(scores: torch.Tensor, names: list[str], wanted: list[str]) -> torch.Tensor:
            made = torch.full((len(taught.learnt), len(wanted)), float("nan"))
            made[places] = NEVER
            shared = [name for name in wanted if name in names]
            columns = torch.tensor([wanted.index(name) for name in shared])
            own = torch.tensor([names.index(name) for name in shared])
            made[torch.tensor(places)[:, None], columns] = scores[found].float()[:, own]
            return made

        both = (
            spread(self.of_subjects, self.subjects, taught.subjects),
            spread(self.of_dangers, self.dangers, taught.dangers),
        )
        return both, len(places) / len(taught.learnt)
