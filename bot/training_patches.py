"""What Rasa 3.6.21 does in every training that only costs time here: half a minute of it.

Reading the data by files, which is done twice, compares, hashes and copies each text again and
again; each step of the graph is fingerprinted for a cache that is off. The model stays the same. As
`patches.py`, this refuses any other version of Rasa.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import rasa
from rasa.engine.training.hooks import TrainingHook
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message

from bot.patches import SUPPORTED, UnsupportedRasa


def apply() -> None:
    """Patch this process, which trains and does nothing else."""
    if rasa.__version__ != SUPPORTED:
        raise UnsupportedRasa(f"bot.training_patches are for Rasa {SUPPORTED}.")
    Message.__hash__ = _hash_of_what_is_said
    Message.__deepcopy__ = _copied
    RasaYAMLReader.validate = _read_as_it_is
    RasaFileImporter.get_nlu_data = lru_cache(RasaFileImporter.get_nlu_data)
    TrainingHook.on_before_node = _nothing_to_cache
    TrainingHook.on_after_node = _nothing_to_cache


def _hash_of_what_is_said(self: Message) -> int:
    """Equal messages have equal ones. Rasa's own serialises all that a message holds."""
    return hash((self.data.get(TEXT), self.data.get(INTENT)))


def _copied(self: Message, memo: dict[int, Any]) -> Message:
    """The lists and tables of a message are its own; what they hold is never changed."""
    made = Message.__new__(Message)
    made.__dict__.update(self.__dict__)
    made.data, made.features = dict(self.data), list(self.features)
    made.output_properties = set(self.output_properties)
    return made


def _read_as_it_is(self: RasaYAMLReader, string: str) -> None:
    """Rasa checks each file against a schema (8 s); `make test` holds the data to more than it."""


def _nothing_to_cache(self: TrainingHook, *arguments: Any, **named: Any) -> dict[str, Any]:
    return {}
