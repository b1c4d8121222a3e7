"""A component over one `TenantModel`: fitted to examples, and read piece by piece in a message."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import TrainedComponent
from bot.nlu.encoder import ENCODE, SentenceEncoder, vector_of
from bot.nlu.home import encoder_identity
from bot.nlu.learning.labels import Label
from bot.nlu.learning.model import Reading, TenantModel
from bot.nlu.learning.reader import Weighting
from bot.nlu.normaliser import NORMALISE, NORMALISED, TextNormaliser


class ModelComponent(TrainedComponent):
    """Set `_model` once it is restored; a model of another encoder's vectors is refused."""

    _model: TenantModel

    @classmethod
    def required_components(cls) -> list[type]:
        return [TextNormaliser, SentenceEncoder]

    def restore(self, folder: Path) -> None:
        self._model = TenantModel.load(folder)
        if self._model.encoder != encoder_identity():
            raise InvalidConfigException("The model was trained with another sentence encoder.")

    def _learn(
        self,
        examples: Sequence[Message],
        labels: Sequence[Label],
        weighting: Weighting,
        *,
        kept: float = 0.95,
        sharpened: float = 1.0,
    ) -> None:
        """Fits a model to the examples and writes it; `kept`, `sharpened` as `Sureness` tells."""
        # Imported here: scikit-learn's fitting is of no use to a bot that only reads.
        from bot.nlu.learning.confidence import Sureness
        from bot.nlu.learning.training import fit

        model = fit(
            [example.get(NORMALISED) for example in examples],
            np.stack([vector_of(example) for example in examples]),
            labels,
            encoder_identity(),
            weighting,
            Sureness(kept, sharpened),
        )
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)

    def _read_piece(self, message: Message, piece: str) -> Reading:
        """How a piece of the message's own text is read."""
        words = message.get(NORMALISE)(piece)
        return self._model.read(message.get(ENCODE)(words), words)
