"""docs/conversation.md names modules that are there, in the order in which a turn asks them."""

import re

from tests.architecture.sources import ROOT

PAGE = (ROOT / "docs" / "conversation.md").read_text(encoding="utf-8")
HERE = ROOT / "housing" / "services" / "conversation"
NAMED = re.findall(r"`((?:\w+/)*\w+\.py)`", PAGE)
# As `take_turn._act` asks them.
IN_ORDER = (
    "keep_up", "interpreting.take_acceptance", "lapsed.ask_who", "follow_ups.answer",
    "keywords.obey",
    "explaining.explain", "told_beside.take", "needed = await needing.hear(turn)",
    "in_hand.keep_with_it",
    "ACTIONS",
)  # fmt: skip
ROWS = (
    "changed_deal.py", "interpreting.py", "follow_ups/answering.py", "keywords.py", "explaining.py",
    "told_beside.py",
    "needing.py", "in_hand.py", "actions.py",
)  # fmt: skip


def test_every_module_that_is_named_is_there() -> None:
    assert NAMED
    homes = (HERE, ROOT / "housing", ROOT)
    missing = [name for name in NAMED if not any((home / name).exists() for home in homes)]
    assert missing == []


def test_the_rows_stand_in_the_order_of_a_turn() -> None:
    source = (HERE / "take_turn.py").read_text(encoding="utf-8")
    body = source[source.index("async def _act(") :]
    asked = [body.index(name) for name in IN_ORDER]
    rows = [PAGE.index(f"{name}`") for name in ROWS]
    assert asked == sorted(asked)
    assert rows == sorted(rows)
