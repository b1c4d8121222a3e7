"""How long a reader takes for texts that are hard to read, in this thread's own processor time."""

import time
from collections.abc import Callable, Iterable

LONGEST_S = 0.05
TRIES = 3


def too_slow(read: Callable[[str], object], texts: Iterable[str]) -> dict[str, float]:
    """The texts that take longer than that at best of three tries, by their ends."""
    slow: dict[str, float] = {}
    for text in texts:
        best = min_of(read, text)
        if best > LONGEST_S:
            slow[f"{text[:40]!r}...{text[-10:]!r}"] = round(best, 3)
    return slow


def min_of(read: Callable[[str], object], text: str) -> float:
    """Processor time: a machine that is busy with something else, or collects garbage once, does
    not make a reader slow. Once is enough for one that is fast."""
    best = float("inf")
    for _ in range(TRIES):
        started = time.thread_time()
        read(text)
        best = min(best, time.thread_time() - started)
        if best <= LONGEST_S:
            break
    return best
