"""The glossary is true: its modules exist, and a term has one meaning, as has a class name."""

import ast
import re
from collections import Counter

from tests.architecture.sources import ROOT, python_files

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
ROWS = [line.strip("|").split("|") for line in GLOSSARY.splitlines() if line.startswith("| **")]
# Their two meanings never meet in one module, or are rows of two pages.
TWO_MEANINGS = {
    *("AlertRow", "ChargeRow", "EmergencyRow", "HazardRow", "Choice", "Clock", "Kind", "Route"),
    *("Rule", "Source", "Wakes"),
}


def test_every_term_says_what_it_is_where_it_lives_and_what_not_to_call_it() -> None:
    assert len(ROWS) > 50
    assert [row for row in ROWS if len(row) != 4 or not all(cell.strip() for cell in row)] == []


def test_no_term_is_explained_twice() -> None:
    terms = Counter(term for row in ROWS for term in re.findall(r"\*\*(.+?)\*\*", row[0]))
    assert [term for term, times in terms.items() if times > 1] == []


def test_every_module_that_is_named_exists() -> None:
    named = set(re.findall(r"`([\w/]+\.py)`", GLOSSARY))
    roots = (ROOT, ROOT / "housing")
    assert [name for name in named if not any((root / name).is_file() for root in roots)] == []


def test_a_class_name_has_one_meaning() -> None:
    names = Counter(
        node.name
        for file in python_files("housing", "desk", "gateway", "actions")
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert {name for name, times in names.items() if times > 1} == TWO_MEANINGS
