"""What the score of a public set says; run in the bot's environment."""

from bot.public_sets.score import Answer, score

FIGURES = (
    # The texts' intents, the answers to them, and what the figures must be.
    (
        "out of scope is turned away",
        ("order", "refund", None),
        (Answer("order", True), Answer("refund", True), Answer("order", False)),
        {"accuracy": 1, "mcc": 1, "in_scope_accuracy": 1, "out_of_scope_recall": 1},
    ),
    (
        "out of scope is taken for an intent",
        ("order", "refund", None, None),
        (Answer("order", True), Answer("refund", True), Answer("order", True), Answer("x", True)),
        {"accuracy": 0.5, "in_scope_accuracy": 1, "out_of_scope_recall": 0},
    ),
    (
        "in scope is turned away: wrong over all, the likeliest intent still right",
        ("order", "refund", None),
        (Answer("order", False), Answer("refund", True), Answer("order", False)),
        {"accuracy": 2 / 3, "in_scope_accuracy": 1, "out_of_scope_recall": 1},
    ),
    (
        "nothing is out of scope, so nothing is turned away",
        ("order", "refund"),
        (Answer("order", False), Answer("refund", True)),
        {"accuracy": 1, "mcc": 1, "in_scope_accuracy": 1},
    ),
    (
        "another intent is wrong in both",
        ("order", "refund", "order", "refund"),
        (Answer("refund", True), *[Answer(i, True) for i in ("refund", "order", "refund")]),
        {"accuracy": 0.75, "in_scope_accuracy": 0.75, "mcc": 0.5773502691896258},
    ),
    (
        "answers without a relation to the truth correlate with nothing",
        ("order", "refund", "order", "refund"),
        tuple(Answer(intent, True) for intent in ("order", "order", "refund", "refund")),
        {"accuracy": 0.5, "mcc": 0},
    ),
)


def every_figure_is_as_counted_by_hand() -> None:
    for name, truth, answers, expected in FIGURES:
        found = score(truth, answers)
        for figure, value in expected.items():
            assert abs(found[figure] - value) < 1e-9, f"{name}: {figure} is {found[figure]}"
    assert "out_of_scope_recall" not in score(("order",), (Answer("order", True),))


CASES = (every_figure_is_as_counted_by_hand,)
