"""Figures of readings made up by hand, so that each is known; run in the bot's environment."""

from bot.evaluation import measures
from bot.evaluation.figures import Scored, figures
from bot.evaluation.reading import Reading, reading_of
from bot.evaluation.text_sets import Line


def scored(
    right: str, read: tuple[str, ...], *, danger: str = "", seen: str = "", sure: float = 0.9
) -> Scored:
    line = Line("text", ("report_problem",), (right,), (danger,) if danger else (), "sms", "en")
    dangers = (seen,) if seen else ()
    return Scored(line, Reading("report_problem", "report_problem", 1.0, read, sure, dangers))


SOME = [
    scored("tree", ("tree",)),
    scored("fire", ("tree", "parking", "fire"), danger="fire", seen="fire", sure=0.5),
    scored("fire", ("tree", "parking", "graffiti", "fire"), danger="fire", seen="gas", sure=0.5),
    scored("tree", ("tree",), seen="gas"),
    scored("tree", (), danger="either", seen="gas"),
]


def totals_are_shares_of_the_lines_that_count() -> None:
    found = figures(SOME)
    assert found["issue_first"]["value"] == 0.4
    assert found["issue_among_three"]["value"] == 0.6
    assert (found["danger_recall"]["value"], found["danger_recall"]["n"]) == (0.5, 2)
    assert found["false_alarms"]["value"] == 0.5
    assert found["false_alarms"]["n"] == 2
    assert found["intent_macro_f1"] is None, "of one intent there is none"
    assert found["issue_confusions"][0] == {"right": "fire", "read": "tree", "n": 2}
    assert {"right": "tree", "read": "(none)", "n": 1} in found["issue_confusions"]


def an_interval_holds_its_value_and_is_the_same_again() -> None:
    first, again = figures(SOME), figures(SOME)
    assert first == again
    for name in ("issue_first", "ece", "danger_recall"):
        assert first[name]["low"] <= first[name]["value"] <= first[name]["high"]
    assert measures.share([]) is None


def calibration_is_the_gap_of_sure_and_right() -> None:
    assert measures.calibration_error([0.75] * 4, [True, True, True, False])["value"] == 0
    assert measures.calibration_error([0.95] * 4, [False] * 4)["value"] == 0.95
    assert measures.calibration_error([1.0, 0.0], [True, False])["value"] == 0


def a_reading_puts_what_is_told_before_its_rivals() -> None:
    issue = {"entity": "issue", "value": "tree", "confidence": 0.8}
    second = {"entity": "issue", "value": "parking", "confidence": 0.7, "alternatives": []}
    reading = reading_of(
        {
            "intent": {"name": "nlu_fallback", "confidence": 0.9},
            "intent_ranking": [
                {"name": "nlu_fallback", "confidence": 0.9},
                {"name": "report_problem", "confidence": 0.1},
            ],
            "entities": [
                issue | {"alternatives": [{"id": "graffiti", "confidence": 0.1}]},
                second,
                {"entity": "danger", "value": "fire", "confidence": 0.9},
            ],
        }
    )
    expected = Reading(
        "nlu_fallback", "report_problem", 0.1, ("tree", "parking", "graffiti"), 0.8, ("fire",)
    )
    assert reading == expected


CASES = (
    totals_are_shares_of_the_lines_that_count,
    an_interval_holds_its_value_and_is_the_same_again,
    calibration_is_the_gap_of_sure_and_right,
    a_reading_puts_what_is_told_before_its_rivals,
)
