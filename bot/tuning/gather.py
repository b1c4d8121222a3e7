"""`python -m bot.tuning.gather CHAT FILE` in the bot's environment: the texts to learn, as lines.

Normalised as the encoder meets them at work, each with what it teaches and whether it is kept back.
CHAT is the chitchat-dataset's file: people talking to each other, as tenants do not.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.loading import load_data

from bot.fingerprint import ROOT
from bot.nlu.learning.kept_back import kept_back
from bot.nlu.learning.labels import ORDINARY, label_of
from bot.nlu.normaliser import NORMALISED, TextNormaliser

OUT_OF_SCOPE = "out_of_scope"
CHATS, SHORTEST, LONGEST = 4_000, 3, 45
"""How many texts of chat, of how many words. With many more a tenant's story looks like chat."""
SEED = 20261130


def main(chat: Path, target: Path, scratch: Path) -> None:
    data = load_data(str(ROOT / "data" / "nlu"))
    storage, resource = LocalModelStorage(scratch), Resource("normaliser")
    context = ExecutionContext(GraphSchema({}))
    settings = TextNormaliser.get_default_config()
    TextNormaliser.create(settings, storage, resource, context).train(data)
    normaliser = TextNormaliser.load(settings, storage, resource, context)
    rows = [*_taught(normaliser.process_training_data(data)), *_chats(chat, normaliser)]
    target.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def _taught(data: Any) -> Iterator[dict[str, Any]]:
    for example in data.intent_examples:
        label, text = label_of(example), example.get(NORMALISED)
        if text:
            subject = f"{label.intent}/{label.issue or ''}"
            yield _row(text, subject, label.danger, kept_back(text))


def _chats(chat: Path, normaliser: TextNormaliser) -> Iterator[dict[str, Any]]:
    said = {
        " ".join(message["text"].split())
        for conversation in json.loads(chat.read_text("utf-8")).values()
        for turn in conversation["messages"]
        for message in turn
    }
    texts = sorted(text for text in said if SHORTEST <= len(text.split()) <= LONGEST)
    for text in random.Random(SEED).sample(texts, CHATS):
        yield _row(normaliser.normalise(text), f"{OUT_OF_SCOPE}/", ORDINARY, False)


def _row(text: str, subject: str, danger: str, back: bool) -> dict[str, Any]:
    return {"text": text, "subject": subject, "danger": danger, "kept_back": back}


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
