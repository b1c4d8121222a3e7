"""When danger is believed and as which classes; run in the bot environment, prints `held`."""

from bot.nlu.danger import _likely
from bot.nlu.danger_reading import (
    BELIEVED,
    HINT,
    SURE_ISSUE,
    SURE_PART,
    Calibration,
    DangerChance,
    of_message,
)

EVEN = {f"class {number}": 1 / 12 for number in range(12)}
TWO = {"fire": 0.7, "gas": 0.25, "flood": 0.05}


def kinds(shares: dict[str, float], settled: set[str], odds: float = 9.0) -> list[str]:
    return [danger.kind for danger in _likely(Calibration(1.0, 0.0).read(odds, shares), settled, 9)]


def chance(value: float, kind: str = "fire") -> DangerChance:
    return DangerChance(value, value >= BELIEVED, ((kind, 1.0),))


def believed(
    whole: float, parts: list[DangerChance], problems: list[tuple[str, float]]
) -> str | None:
    found = of_message(chance(whole, "gas"), lambda: parts, problems)
    return found.kinds[0][0] if found.believed else None


def never_read() -> list[DangerChance]:
    raise AssertionError("parts are read without need")


def of_parts_and_problems() -> None:
    surest = [chance(0.1, "flood"), chance(SURE_PART)]
    assert believed(HINT, surest, []) == "fire"
    assert believed(HINT, [chance(SURE_PART - 0.01)], []) is None
    assert believed(HINT, [], []) is None
    assert believed(BELIEVED, surest, []) == "gas", "the whole comes first"
    assert not of_message(chance(HINT - 0.01), never_read, []).believed
    assert of_message(chance(BELIEVED), never_read, []).believed
    assert believed(0.0, [], [("fire", SURE_ISSUE)]) == "fire"
    assert believed(BELIEVED, [], [("fire", SURE_ISSUE)]) == "fire", "surer than the whole"
    assert believed(SURE_ISSUE + 0.1, [], [("fire", SURE_ISSUE)]) == "gas"
    together = of_message(chance(BELIEVED, "gas"), list, [("fire", 1.0)])
    assert (together.chance, together.kinds) == (1.0, (("fire", 1.0), ("gas", BELIEVED)))
    assert of_message(chance(BELIEVED), list, [("fire", 0.9)]).kinds == (("fire", 1.0),)
    assert believed(0.0, [], [("tap_dripping", 0.9), ("fire", SURE_ISSUE)]) == "fire"
    assert believed(0.0, [], [("fire", SURE_ISSUE - 0.01)]) is None
    assert believed(0.0, [], [("tap_dripping", 1.0)]) is None


def main() -> None:
    assert kinds(EVEN, set()) == ["class 0"], "a danger of no clear class is still one"
    assert kinds(TWO, set()) == ["fire", "gas"]
    assert kinds(TWO, {"gas"}) == ["fire"]
    assert kinds(TWO, {"fire"}) == [], "what the rules have settled is not read again"
    assert kinds(TWO, set(), odds=-0.1) == []
    assert kinds(TWO, set(), odds=0.1) == ["fire", "gas"]
    of_parts_and_problems()


if __name__ == "__main__":
    main()
    print("held")
