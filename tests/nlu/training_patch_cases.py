"""Training reads with its patches what Rasa reads without them. Bot environment, in this order."""

import copy
import tempfile
from pathlib import Path

import rasa
from rasa.engine.training.hooks import TrainingHook
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import training_patches
from bot.patches import UnsupportedRasa

FILES = ["data/rules.yml", "data/nlu/drainage.yml", "data/nlu/pests.yml"]
TWICE = """version: "3.1"
nlu:
- intent: greet
  examples: |
    - hiya
    - hiya
    - morning
- intent: goodbye
  examples: |
    - hiya
"""


def only_this_version() -> None:
    real, rasa.__version__ = rasa.__version__, "3.7.0"
    try:
        training_patches.apply()
    except UnsupportedRasa:
        return
    finally:
        rasa.__version__ = real
    raise AssertionError("another version of Rasa was patched")


def read(files: list[str]) -> list[tuple[str, str, str]]:
    importer = TrainingDataImporter.load_from_dict({}, "config.yml", "domain.yml", files)
    examples = importer.get_nlu_data().training_examples
    return [(e.get(TEXT), e.get(INTENT), str(e.get(METADATA))) for e in examples]


def files_read_as_without_the_patches() -> None:
    with tempfile.TemporaryDirectory() as folder:
        twice = Path(folder) / "twice.yml"
        twice.write_text(TWICE, "utf-8")
        before = read([*FILES, str(twice)])
        training_patches.apply()
        assert read([*FILES, str(twice)]) == before
    assert len(before) > 300
    assert TrainingHook.on_before_node(None, "node", None, {}, {}) == {}


def files_are_read_once_by_one_importer() -> None:
    with tempfile.TemporaryDirectory() as folder:
        twice = Path(folder) / "twice.yml"
        twice.write_text(TWICE, "utf-8")
        importer = RasaFileImporter("config.yml", "domain.yml", [folder])
        first = importer.get_nlu_data()
        twice.write_text(TWICE.replace("morning", "evening"), "utf-8")
        assert importer.get_nlu_data() is first
        later = RasaFileImporter("config.yml", "domain.yml", [folder]).get_nlu_data()
    assert "evening" in {example.get(TEXT) for example in later.training_examples}


def copies_share_nothing_that_is_set() -> None:
    first = Message({TEXT: "hiya", INTENT: "greet"})
    second = copy.deepcopy(first)
    second.set("normalised", "hello", add_to_output=True)
    assert first.get("normalised") is None
    assert "normalised" not in first.output_properties
    assert second == Message({TEXT: "hiya", INTENT: "greet", "normalised": "hello"})


def the_same_is_kept_once() -> None:
    same = [Message({TEXT: "hiya", INTENT: "greet"}) for _ in range(2)]
    other = Message({TEXT: "hiya", INTENT: "goodbye"})
    assert len(TrainingData([*same, other]).training_examples) == 2


CASES = (
    only_this_version,
    files_read_as_without_the_patches,
    files_are_read_once_by_one_importer,
    copies_share_nothing_that_is_set,
    the_same_is_kept_once,
)
