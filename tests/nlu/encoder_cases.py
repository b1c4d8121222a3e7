"""The encoder at work beside its caller; run in the bot environment, prints `held`."""

import sys
from copy import deepcopy

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from bot import huge_pages
from bot.encoder.export import find_weights
from bot.nlu.encoder import PART_VECTORS, Encoder, SentenceEncoder
from bot.nlu.home import encoder_folder
from bot.nlu.normaliser import NORMALISED, PARTS
from tests.nlu.published_encoder import layers_of

TEXTS = ["tap drips", "no heating and the boiler is off", "", "x " * 800]


def what_is_begun_is_what_training_learns_from(encoder: Encoder) -> None:
    begun = [encoder.start(text) for text in TEXTS]
    for coming, learnt in zip(begun, encoder.vectors(TEXTS), strict=True):
        assert coming.result().shape == (768,)
        assert np.array_equal(coming.result(), learnt)


def the_vectors_are_the_published_models(encoder: Encoder) -> None:
    """But for its first and last tokens, for what is pruned and what eight bits round away."""
    weights = load_file(find_weights(None) / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    for text in TEXTS[:2]:
        # The last token belongs to sentences that have an end.
        layers = list(layers_of(weights, tokenizer.encode(text).ids[:-1]))
        vector = encoder.start(text).result().reshape(2, 384)
        for found, layer in zip(vector, (layers[5], layers[2]), strict=True):
            meant = layer[1:].mean(axis=0)
            assert found @ meant / np.linalg.norm(found) / np.linalg.norm(meant) > 0.96


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

    ids = (10**6,)

    def encode(self, text: str, add_special_tokens: bool) -> "_Unknown":
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
    the_vectors_are_the_published_models(shared)
    a_text_is_encoded_once(shared)
    a_failure_is_told_and_not_kept(shared)
    rasa_gets_features_as_of_any_featurizer()
    print("held")
