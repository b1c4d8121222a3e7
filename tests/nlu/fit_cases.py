"""The regression finds what scikit-learn's finds; run in the bot environment, prints `held`."""

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot import absent

absent.leave_out(absent.TRAINING)

from bot.nlu.regression import Curvature, fit_softmax  # noqa: E402 - after what is left out

TEXTS, FEATURES, CLASSES, C = 600, 40, 7, 5.0


def data() -> tuple[np.ndarray, np.ndarray]:
    """Features of very different sizes, as sentence vectors and folded n-grams are."""
    chance = np.random.default_rng(1)
    features = chance.standard_normal((TEXTS, FEATURES)) * np.geomspace(1, 0.02, FEATURES)
    weights = chance.standard_normal((FEATURES, CLASSES)) * 3
    noisy = features @ weights + chance.gumbel(size=(TEXTS, CLASSES))
    return features.astype(np.float32), noisy.argmax(axis=1)


def chances(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def the_solution_is_scikit_learns(features: np.ndarray, labels: np.ndarray) -> None:
    curvature = Curvature.of(features)
    expected = LogisticRegression(C=C, max_iter=5000, tol=1e-8).fit(features, labels)
    truth = expected.predict_proba(features)
    found = fit_softmax(features, labels, CLASSES, C, curvature)
    assert np.abs(chances(found.scores(features)) - truth).max() < 0.01
    further = fit_softmax(features, labels, CLASSES, C, curvature, found)
    assert np.abs(chances(further.scores(features)) - truth).max() < 0.003


def a_fit_of_like_texts_is_gone_on_from(features: np.ndarray, labels: np.ndarray) -> None:
    """The few steps that a fit of three quarters leaves reach what many from nothing do."""
    curvature, some = Curvature.of(features), slice(TEXTS // 4, None)
    whole = fit_softmax(features, labels, CLASSES, C, curvature)
    like = fit_softmax(features[some], labels[some], CLASSES, C, curvature)
    gone_on = fit_softmax(features, labels, CLASSES, C, curvature, like)
    apart = np.abs(chances(gone_on.scores(features)) - chances(whole.scores(features)))
    assert apart.max() < 0.03, apart.max()


if __name__ == "__main__":
    the_solution_is_scikit_learns(*data())
    a_fit_of_like_texts_is_gone_on_from(*data())
    print("held")
