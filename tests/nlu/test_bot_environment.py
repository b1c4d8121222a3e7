"""What the bot promises in its own environment, a test for each case of the `*_cases.py` modules.

Those import Rasa, so they are read here by their text and run there, each module in one process.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.bot
HERE = Path(__file__).parent
WITH_REDIS = {"lock_cases"}
Ran = Callable[..., dict[str, str]]


def cases_of(file: Path) -> list[str]:
    """The names in the module's `CASES`, in their order."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "CASES":
            assert isinstance(node.value, ast.Tuple)
            return [ast.unparse(name) for name in node.value.elts]
    raise AssertionError(f"{file.name} has no CASES")


EVERY_CASE = [(file.stem, case) for file in HERE.glob("*_cases.py") for case in cases_of(file)]


@pytest.fixture(scope="session")
def ran(in_bot_environment: Callable[..., str]) -> Ran:
    """What befell each case of a module, which is run once."""

    @cache
    def run(module: str, *arguments: str) -> dict[str, str]:
        printed = in_bot_environment("tests.nlu.case_runner", f"tests.nlu.{module}", *arguments)
        found: dict[str, str] = json.loads(printed.splitlines()[-1])
        return found

    return run


@pytest.mark.parametrize(("module", "case"), sorted(EVERY_CASE))
def test_it_holds(ran: Ran, request: pytest.FixtureRequest, module: str, case: str) -> None:
    given = [request.getfixturevalue("redis_url")] if module in WITH_REDIS else []
    befell = ran(module, *given)[case]
    assert not befell, befell


def test_a_case_that_fails_is_named_and_the_others_run(
    in_bot_environment: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "tried.py").write_text(
        "def breaks():\n    raise SystemExit('as asked')\n\n\n"
        "async def holds():\n    pass\n\n\nCASES = (breaks, holds)\n"
    )
    printed = in_bot_environment("tests.nlu.case_runner", "tried", beside=tmp_path)
    befell = json.loads(printed)
    assert "as asked" in befell["breaks"]
    assert befell["holds"] == ""
