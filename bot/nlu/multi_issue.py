"""Whether a message tells of several problems, from the readings of its parts and of the whole.

"My tap drips and the bath is blocked" is two; "no heating and no hot water" is one, and the whole
reading knows it. Measured on training texts: one report in a hundred is split that should not be.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SURE_PART = 0.6
SEEN_IN_WHOLE = 0.03
SURE_WHOLE = 0.75


def may_be_multi_issue(whole: np.ndarray, problems: np.ndarray) -> bool:
    """False when no parts can make it one; they then need no reading."""
    return bool(whole.max() < SURE_WHOLE or (whole[problems] >= SEEN_IN_WHOLE).sum() > 1)


def subjects_told(
    whole: np.ndarray, parts: Sequence[np.ndarray], problems: np.ndarray
) -> list[int]:
    """The subjects of the problems told of, in the message's order; empty unless at least two.

    `whole` and each of `parts` are probabilities of subjects; `problems` marks those that are a
    problem reported. Where the whole is read surely, each must show in that reading too.
    """
    found: list[int] = []
    for part in parts:
        likeliest = int(part.argmax())
        if problems[likeliest] and part[likeliest] >= SURE_PART and likeliest not in found:
            found.append(likeliest)
    if whole.max() >= SURE_WHOLE:
        found = [subject for subject in found if whole[subject] >= SEEN_IN_WHOLE]
    return found if len(found) > 1 else []
