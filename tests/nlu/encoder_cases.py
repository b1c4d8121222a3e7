"""The encoder at work beside its caller; run in the bot environment, prints `held`."""

import sys
from copy import deepcopy

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import huge_pages
from bot.nlu.encoder import PART_VECTORS, Encoder, SentenceEncoder
from bot.nlu.normaliser import NORMALISED, PARTS

TEXTS = ["tap drips", "no heating and the boiler is off", "", "x " * 800]


def near(one: np.ndarray, other: np.ndarray) -> bool:
    """Activations are rounded text by text or batch by batch, so the two differ a little."""
    return float(one @ other) / np.linalg.norm(one) / np.linalg.norm(other) > 0.95


def what_is_begun_is_what_training_learns_from(encoder: Encoder) -> None:
    begun = [encoder.start(text) for text in TEXTS]
    for coming, learnt in zip(begun, encoder.vectors(TEXTS), strict=True):
        assert coming.result().shape == (768,)
        assert near(coming.result(), learnt)


def a_text_is_encoded_once(encoder: Encoder) -> None:
    assert encoder.start("tap drips") is encoder.start("tap drips")


def a_failure_is_told_and_not_kept(encoder: Encoder) -> None:
    real, encoder._tokenizer = encoder._tokenizer, _Unknown()
    try:
        failed = encoder.start("never seen before")
        assert "out of range" in str(failed.exception(timeout=30))
    finally:
        encoder._tokenizer = real
    assert encoder.start("never seen before").result().shape == (768,)


class _Unknown:
    """Tokenises everything to a word that the encoder lacks."""

    ids, attention_mask = [10**6], [1]

    def encode(self, text: str) -> "_Unknown":
        return self


def rasa_gets_features_as_of_any_featurizer() -> None:
    message = Message({TEXT: "Tap drips", NORMALISED: "tap drips", PARTS: iter(["tap", "drips"])})
    SentenceEncoder().process([message])
    _, sentence = message.get_dense_features(TEXT)
    assert sentence.features.shape == (1, 768)
    assert deepcopy(sentence).is_dense()
    assert [text for text, _ in message.get(PART_VECTORS)] == ["tap", "drips"]


def the_process_has_huge_pages_and_its_arguments() -> None:
    huge_pages.use()
    assert sys.argv[1:] == []
    with open("/proc/self/environ", "rb") as environment:
        assert huge_pages.SETTING.encode() in environment.read()


if __name__ == "__main__":
    the_process_has_huge_pages_and_its_arguments()
    shared = Encoder()
    what_is_begun_is_what_training_learns_from(shared)
    a_text_is_encoded_once(shared)
    a_failure_is_told_and_not_kept(shared)
    rasa_gets_features_as_of_any_featurizer()
    print("held")
