"""What the others can make up for is left out; run in the bot environment, prints `held`."""

import numpy as np

from bot.encoder.fit import Fitted, LeastSquares

RANDOM = np.random.default_rng(11)
ROWS, OUT = 3000, 8
FREE = 1e-3


def fewest(inputs: np.ndarray, outputs: np.ndarray, group: int, limit: float = FREE) -> Fitted:
    fit = LeastSquares(inputs, outputs, np.ones((ROWS, 1), np.float32))
    return fit.fewest(group, 1, np.ones(OUT, np.float32), limit)


def random(*shape: int) -> np.ndarray:
    return RANDOM.normal(size=shape).astype(np.float32)


def what_is_told_twice_is_kept_once() -> None:
    told = random(ROWS, 16)
    inputs = np.hstack([told, 2 * told]) + 1e-3 * random(ROWS, 32)
    outputs = inputs @ random(32, OUT) + 5
    fitted = fewest(inputs, outputs, group=1)
    assert len(fitted.kept) == 16
    made = inputs[:, fitted.kept] @ fitted.weight.T + fitted.bias
    assert np.abs(made - outputs).max() < 0.05


def what_is_told_once_stays() -> None:
    inputs = random(ROWS, 16)
    assert len(fewest(inputs, inputs @ random(16, OUT), group=1).kept) == 16


def the_least_needed_goes_first_up_to_the_limit() -> None:
    inputs, weight = random(ROWS, 16), np.ones((16, OUT), np.float32)
    weight[3:7] = 0.1
    outputs = inputs @ weight
    dearest = OUT * 0.1**2
    assert len(fewest(inputs, outputs, group=1, limit=dearest / 2).kept) == 16
    kept = fewest(inputs, outputs, group=1, limit=dearest * 2).kept
    assert list(kept) == [*range(3), *range(7, 16)]


def a_group_stays_or_goes_as_one() -> None:
    told = random(ROWS, 8)
    inputs = np.hstack([told, random(ROWS, 4)])
    kept = fewest(inputs, told @ random(8, OUT), group=4).kept
    assert list(kept) == list(range(8))


if __name__ == "__main__":
    what_is_told_twice_is_kept_once()
    what_is_told_once_stays()
    the_least_needed_goes_first_up_to_the_limit()
    a_group_stays_or_goes_as_one()
    print("held")
