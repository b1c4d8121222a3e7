"""Rules of the house that no linter holds: the clock, the length of files, the documents."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, python_files

THE_CLOCK = ROOT / "housing" / "adapters" / "clock.py"
READS_THE_TIME = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "localtime"),
}
# What holds a tenant's facts takes the time as an argument; these only wait or write a log.
KEPT_BY_THE_CLOCK = ("housing", "gateway", "desk", "actions")


def reads_of_the_time(source: str) -> list[int]:
    """The lines of a source that ask the machine for the time of day."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if _called(call.func) in READS_THE_TIME]


def _called(function: ast.expr) -> tuple[str, str] | None:
    if not isinstance(function, ast.Attribute):
        return None
    owner = function.value
    name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
    return name, function.attr


def test_only_the_clock_reads_the_time() -> None:
    offenders = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in python_files(*KEPT_BY_THE_CLOCK)
        if file != THE_CLOCK
        for line in reads_of_the_time(file.read_text())
    ]
    assert offenders == []


@pytest.mark.parametrize("source", ["datetime.now(UTC)", "datetime.datetime.now()", "date.today()"])
def test_a_read_of_the_time_is_seen(source: str) -> None:
    assert reads_of_the_time(source) == [1]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in python_files()
        if file.read_text().strip() and ast.get_docstring(ast.parse(file.read_text())) is None
    ]
    assert silent == []


def test_changes_are_recorded_for_the_reader() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert re.search(r"^## ", changelog, re.MULTILINE)


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs"])
def test_links_between_documents_lead_somewhere(name: str) -> None:
    documents = sorted((ROOT / name).rglob("*.md")) if name == "docs" else [ROOT / name]
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in documents
        for target in _local_links(document)
        if not (document.parent / target).exists()
    ]
    assert broken == []


def _local_links(document: Path) -> list[str]:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text())
    return [
        target for target in targets if "://" not in target and not target.startswith("mailto:")
    ]
