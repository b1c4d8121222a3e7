"""The encoder at work; run in the bot's environment."""

from copy import deepcopy
from functools import cache

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from safetensors import safe_open
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from bot.encoder.change import TUNED, applied, rounded
from bot.encoder.export import WEIGHTS_SHA256, find_weights
from bot.nlu.encoder import ENCODE, Encoder, SentenceEncoder
from bot.nlu.home import encoder_folder
from bot.nlu.normaliser import NORMALISED
from tests.nlu.published_encoder import layers_of

TEXTS = ["tap drips", "no heating and the boiler is off", "", "x " * 800]


@cache
def encoder() -> Encoder:
    return Encoder()


def one_by_one_is_as_all_at_once() -> None:
    for text, learnt in zip(TEXTS, encoder().vectors(TEXTS), strict=True):
        vector = encoder().vector(text)
        assert vector.shape == (384,)
        assert abs(float(np.linalg.norm(vector)) - 1) < 1e-3
        assert np.array_equal(vector, learnt)


def the_vectors_are_the_tuned_models() -> None:
    """But for what eight bits round away; and tuning has moved them."""
    published = load_file(find_weights(None) / "model.safetensors")
    tuned = applied(published, load_file(TUNED))
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    for text in TEXTS[:2]:
        ids = tokenizer.encode(text).ids
        vector = encoder().vector(text)
        assert vector @ _mean(list(layers_of(tuned, ids))[-1]) > 0.95
        assert vector @ _mean(list(layers_of(published, ids))[-1]) < 0.95


def _mean(states: np.ndarray) -> np.ndarray:
    mean = states.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def the_change_is_of_the_weights_that_are_verified() -> None:
    with safe_open(TUNED, "numpy") as file:
        made_of = file.metadata()
    assert made_of["base_sha256"] == WEIGHTS_SHA256
    assert len(made_of["texts_sha256"]) == 64


def a_change_comes_back_as_it_was_rounded() -> None:
    random = np.random.default_rng(3)
    base = {"matrix": random.normal(size=(128, 64)), "bias": np.zeros(5), "same": np.ones(3)}
    base = {name: array.astype(np.float32) for name, array in base.items()}
    signs = random.integers(-1, 2, size=(128, 64))
    signs[:, :4] = [1, -1, 0, 1]
    tuned = {
        "matrix": base["matrix"] + 0.5 * signs.astype(np.float32),
        "bias": base["bias"] + 2,
        "same": base["same"],
    }
    change = rounded(base, tuned)
    assert not any(name.startswith("same") for name in change)
    made = applied(base, change)
    for name, weight in tuned.items():
        assert np.abs(made[name] - weight).max() < 1e-3, name


def rasa_gets_features_as_of_any_featurizer() -> None:
    message = Message({TEXT: "Tap drips", NORMALISED: "tap drips"})
    SentenceEncoder().process([message])
    _, sentence = message.get_dense_features(TEXT)
    assert sentence.features.shape == (1, 384)
    assert deepcopy(sentence).is_dense()
    assert np.array_equal(message.get(ENCODE)("tap drips"), sentence.features[0])


CASES = (
    one_by_one_is_as_all_at_once,
    the_vectors_are_the_tuned_models,
    the_change_is_of_the_weights_that_are_verified,
    a_change_comes_back_as_it_was_rounded,
    rasa_gets_features_as_of_any_featurizer,
)
