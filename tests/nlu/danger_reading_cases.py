"""Which classes a likely danger is given; run in the bot's environment, prints `held`."""

from bot.nlu.danger import _likely
from bot.nlu.danger_reading import Calibration

EVEN = {f"class {number}": 1 / 12 for number in range(12)}
TWO = {"fire": 0.7, "gas": 0.25, "flood": 0.05}


def kinds(shares: dict[str, float], settled: set[str], odds: float = 9.0) -> list[str]:
    return [danger.kind for danger in _likely(Calibration(1.0, 0.0).read(odds, shares), settled, 9)]


def main() -> None:
    assert kinds(EVEN, set()) == ["class 0"], "a danger of no clear class is still one"
    assert kinds(TWO, set()) == ["fire", "gas"]
    assert kinds(TWO, {"gas"}) == ["fire"]
    assert kinds(TWO, {"fire"}) == [], "what the rules have settled is not read again"
    assert kinds(TWO, set(), odds=-0.1) == []
    assert kinds(TWO, set(), odds=0.1) == ["fire", "gas"]


if __name__ == "__main__":
    main()
    print("held")
