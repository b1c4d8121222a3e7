"""How well a tuned encoder serves: measured as it is used, by a regression over its vectors."""

from __future__ import annotations

from sklearn.linear_model import LogisticRegression

from bot.tuning.networks import Network
from bot.tuning.texts import Taught

C, STEPS = 10.0, 60


def right_share(network: Network, taught: Taught) -> float:
    """Of the texts kept back, those whose subject a regression over the learnt ones names."""
    linear = LogisticRegression(C=C, max_iter=STEPS)
    linear.fit(network.read(taught.learnt.texts), taught.learnt.subjects.numpy())
    return float(linear.score(network.read(taught.held.texts), taught.held.subjects.numpy()))
