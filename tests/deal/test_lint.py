"""The lint finds nothing in the demo Deal, and everything that breaks it, with file and line.

Each row of `broken.yml` breaks one thing in a copy of the Deal's files. A change that no longer
loads is found as it is read.
"""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from housing.adapters.deal.files import DEMO_DEAL, BrokenDeal, load_deal
from housing.adapters.deal.reading_age import grade
from housing.domain.deal.deal import Deal
from housing.domain.deal.finding import Finding
from housing.domain.lint.needed import NEEDED, Needed
from housing.domain.lint.whole import lint

TODAY = date(2026, 11, 23)
PLUMBING, DOORS = "catalogue/plumbing.yml", "catalogue/doors.yml"

BROKEN = yaml.safe_load((Path(__file__).parent / "broken.yml").read_text(encoding="utf-8"))


def findings_of(folder: Path) -> tuple[Finding, ...]:
    try:
        return lint(load_deal(folder), TODAY, grade=grade)
    except BrokenDeal as broken:
        return broken.findings


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO_DEAL, tmp_path / "deal"))


def test_the_demo_deal_has_no_findings(deal: Deal) -> None:
    assert lint(deal, TODAY, grade=grade) == ()
    assert len(deal.issues) == 149


@pytest.mark.parametrize("change", BROKEN, ids=lambda change: str(change["says"]))
def test_a_broken_thing_is_found(copy: Path, change: dict[str, str]) -> None:
    written = copy / change["file"]
    text = written.read_text(encoding="utf-8")
    assert change["old"] in text
    written.write_text(text.replace(change["old"], change["new"], 1), encoding="utf-8")
    found = [one for one in findings_of(copy) if change["says"] in one.reason]
    assert found, findings_of(copy)
    where = change.get("in", change["file"])
    lines = (copy / where).read_text(encoding="utf-8").splitlines()
    named = [lines[one.line - 1].strip() for one in found if one.file == where]
    assert any(line.startswith(change["at"]) for line in named), named


@pytest.mark.parametrize("needed", NEEDED, ids=lambda needed: f"{needed.kind} {needed.id}")
def test_a_deal_without_what_the_service_names_is_never_loaded(copy: Path, needed: Needed) -> None:
    for file in copy.rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(rf"\b{needed.id}\b", "of_another_name", text), encoding="utf-8")
    with pytest.raises(BrokenDeal) as broken:
        load_deal(copy)
    first = broken.value.findings[0]
    assert first.reason == f"a Deal needs the {needed.kind} {needed.id!r}: {needed.why}"


def test_missing_bank_holidays_are_warned_of(deal: Deal) -> None:
    last = deal.calendar.known_until
    assert lint(deal, last.replace(year=last.year - 1)) == ()
    (warning,) = lint(deal, last)
    assert warning.warning
    assert "bank holidays are missing after" in warning.reason


def test_a_finding_names_the_line_where_it_is_written(copy: Path) -> None:
    written = copy / PLUMBING
    lines = written.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "id: cannot_turn_off" in line)
    text = "\n".join(lines).replace("danger: flood, statement", "danger: deluge, statement", 1)
    written.write_text(text, encoding="utf-8")
    assert findings_of(copy)[0] == Finding(
        PLUMBING, number, "tap_dripping/cannot_turn_off: there is no danger called 'deluge'"
    )


def test_all_faults_are_told_at_once(copy: Path) -> None:
    for file, word in ((PLUMBING, "minutes: 45"), (DOORS, "minutes: 60")):
        written = copy / file
        text = written.read_text(encoding="utf-8").replace(word, "minutes: none")
        written.write_text(text, encoding="utf-8")
    files = {finding.file for finding in findings_of(copy)}
    assert files == {PLUMBING, DOORS}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("area: [", "expected"),
        ("area: a\narea: b\n", "written twice"),
        ("- x", "valid"),
    ],
)
def test_a_file_that_is_not_the_deals_yaml_is_told(copy: Path, text: str, says: str) -> None:
    (copy / PLUMBING).write_text(text, encoding="utf-8")
    found = findings_of(copy)
    assert says in found[0].reason
    assert found[0].file == PLUMBING


def test_a_missing_file_is_told(copy: Path) -> None:
    (copy / "charges.yml").unlink()
    assert Finding("charges.yml", 1, "the file is missing") in findings_of(copy)
