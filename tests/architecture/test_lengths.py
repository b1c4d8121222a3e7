"""One file, one idea; one function, one thing: their lines as CONTRIBUTING.md has them, tests too.

What was longer when this was first counted is named here: it may not grow past the limit beside
it, and an entry that has become short enough is taken out.
"""

import ast
from collections.abc import Mapping

import pytest

from tests.architecture.sources import ROOT, python_files

MAX_FILE, MAX_FUNCTION = 300, 40
MAX_LONGER_FILE, MAX_LONGER_FUNCTION = 400, 60
LONGER_FILES = frozenset(
    {
        "housing/adapters/deal/build.py",
        "housing/adapters/sql/casework/reports.py",
        "housing/domain/deal/deal.py",
        "housing/services/conversation/problems/triage.py",
        "housing/services/desk/handoffs.py",
        "housing/services/repairs/on_call.py",
        "housing/services/messaging/turns.py",
        "tests/deal/test_decisions.py",
        "tests/diary/test_diary.py",
        "tests/diary/test_identity.py",
        "tests/diary/test_on_call.py",
        "tests/diary/test_slot_words.py",
        "tests/field/test_in_browser.py",
        "tests/promises/test_seen_faults.py",
    }
)
LONGER_FUNCTIONS = frozenset(
    {
        "housing/services/repairs/work_orders.py:raise_work_order",
        "tests/diary/scene.py:order",
        "tests/diary/test_told_words.py:_on_record",
        "tests/field/scene.py:order",
        "tests/field/test_revocation.py:test_all_that_was_a_leavers_to_do_goes_to_somebody_else",
        "tests/gateway/test_on_call_texts.py:emergency",
        "tests/gateway/test_promises.py:test_what_the_officer_left_unanswered_is_answered_after_hand_back",
    }
)


def lines_of_functions(source: str) -> dict[str, int]:
    """How long each function is, from its `def` to its last line; of namesakes the longest."""
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            found[node.name] = max(lines, found.get(node.name, 0))
    return found


def too_long(
    found: Mapping[str, int], most: int, longer: frozenset[str], most_longer: int
) -> dict[str, int]:
    return {name: n for name, n in found.items() if n > (most_longer if name in longer else most)}


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """A migration is a record of what was done to the schema, not an idea to read."""
    files = [file for file in python_files() if "migrations" not in file.parts]
    return {str(file.relative_to(ROOT)): file.read_text() for file in files}


@pytest.fixture(scope="module")
def files(sources: dict[str, str]) -> dict[str, int]:
    return {name: len(source.splitlines()) for name, source in sources.items()}


@pytest.fixture(scope="module")
def functions(sources: dict[str, str]) -> dict[str, int]:
    return {
        f"{file}:{name}": lines
        for file, source in sources.items()
        for name, lines in lines_of_functions(source).items()
    }


def test_no_file_is_longer_than_one_idea(files: dict[str, int]) -> None:
    assert too_long(files, MAX_FILE, LONGER_FILES, MAX_LONGER_FILE) == {}


def test_no_function_is_longer_than_one_thing(functions: dict[str, int]) -> None:
    assert too_long(functions, MAX_FUNCTION, LONGER_FUNCTIONS, MAX_LONGER_FUNCTION) == {}


def test_what_has_become_short_enough_is_named_no_more(
    files: dict[str, int], functions: dict[str, int]
) -> None:
    assert {name for name in LONGER_FILES if files.get(name, 0) <= MAX_FILE} == set()
    assert {name for name in LONGER_FUNCTIONS if functions.get(name, 0) <= MAX_FUNCTION} == set()


def test_the_limits_are_those_that_contributors_read() -> None:
    written = (ROOT / "CONTRIBUTING.md").read_text()
    assert f"({MAX_FILE} lines at most)" in written
    assert f"({MAX_FUNCTION} lines at most)" in written


@pytest.mark.parametrize(("lines", "seen"), [(MAX_FUNCTION, False), (MAX_FUNCTION + 1, True)])
def test_a_function_that_is_too_long_is_seen(lines: int, seen: bool) -> None:
    source = "class Its:\n    async def one(self):\n" + "        pass\n" * (lines - 1)
    found = too_long(lines_of_functions(source), MAX_FUNCTION, LONGER_FUNCTIONS, 60)
    assert found == ({"one": lines} if seen else {})
