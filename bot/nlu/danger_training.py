"""Fits the danger model on the training lines, near misses and all ordinary lines among them.

A line's kind is its block's `danger` (`none` for a near miss), else what its issue always is,
else none. Lines of issues that may be either way teach nothing unless their block says so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rasa.shared.nlu.constants import METADATA
from rasa.shared.nlu.training_data.message import Message
from sklearn.model_selection import StratifiedKFold
from sklearn.utils.extmath import randomized_svd

from bot.nlu.danger_model import NONE, DangerModel
from bot.nlu.ngrams import NgramVectoriser
from bot.nlu.regression import fit_softmax
from bot.nlu.training import matrix

ALWAYS = {
    "gas_smell": "gas",
    "fire": "fire",
    "carbon_monoxide": "carbon_monoxide",
    "electric_shock": "electric",
    "pipe_burst": "flood",
    "ceiling_collapse": "structural",
    "asb_threats_violence": "violence",
    "domestic_abuse": "abuse",
    "self_harm": "self_harm",
    "safeguarding_child_adult": "child_or_adult_at_risk",
    "asb_hate": "hate",
}
"""Catalogue issues that are a danger by their nature."""
EITHER = frozenset(
    {
        "asb_dog",
        "asb_drugs",
        "floorboard",
        "front_door_lock",
        "graffiti",
        "internal_door",
        "leak_from_above",
        "lift_broken",
        "radiator_leaking",
        "roof_leak",
        "structural_crack",
    }
)
FALSE_ALARMS = 0.003
"""The share of ordinary lines, read out of fold, that may be taken for danger."""
FOLDED, NGRAM_SHARE, C = 256, 0.8, 30.0
FOLDS, SEED = 3, 20221101


def kind_of(example: Message) -> str | None:
    """The line's class of danger, NONE, or None when it teaches nothing."""
    metadata = (example.get(METADATA) or {}).get("intent") or {}
    issue = metadata.get("issue")
    otherwise = None if issue in EITHER else NONE
    return metadata.get("danger") or ALWAYS.get(issue, otherwise)


def fit_danger(texts: Sequence[str], vectors: np.ndarray, kinds: Sequence[str]) -> DangerModel:
    """The model for normalised `texts`, their sentence `vectors` (texts x 768) and `kinds`."""
    names = sorted(set(kinds))
    labels = np.array([names.index(kind) for kind in kinds])
    vectoriser = NgramVectoriser.fit(texts)
    rows = matrix(vectoriser, texts)
    size = min(FOLDED, min(rows.shape) - 1)
    _, _, directions = randomized_svd(rows, size, n_iter=1, random_state=SEED)
    folding = NGRAM_SHARE * directions.T.astype(np.float32)
    features = np.hstack([vectors, rows @ folding]).astype(np.float32)
    threshold = _threshold(held_out_danger(features, labels, names), labels, names)
    weights, bias = fit_softmax(features, labels, len(names), C)
    of_vector, of_folded = np.split(weights, [vectors.shape[1]])
    return DangerModel(names, vectoriser, of_vector, folding @ of_folded, bias, threshold)


def held_out_danger(features: np.ndarray, labels: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """How likely each text is a danger (texts), by a regression fitted without it."""
    danger = np.zeros(len(labels), np.float32)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for train, test in folds.split(features, labels):
        weights, bias = fit_softmax(features[train], labels[train], len(names), C)
        scores = features[test] @ weights + bias
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        danger[test] = 1 - (raised / raised.sum(axis=1, keepdims=True))[:, names.index(NONE)]
    return danger


def _threshold(danger: np.ndarray, labels: np.ndarray, names: Sequence[str]) -> float:
    """What all but FALSE_ALARMS of the ordinary texts stay below."""
    return float(np.quantile(danger[labels == names.index(NONE)], 1 - FALSE_ALARMS))
