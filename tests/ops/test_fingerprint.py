"""The model is trained when what it is made of changed, and only then."""

import os
from pathlib import Path

import pytest

from bot.fingerprint import fingerprint

TREE = {
    "config.yml": "pipeline: []",
    "domain.yml": "intents: []",
    "data/nlu/a.yml": "nlu: []",
    "bot/nlu/b.py": "B = 1",
    "bot/encoder/g.py": "G = 1",
    "bot/policy.py": "P = 1",
    "bot/requirements.txt": "rasa==3.6.21",
    "bot/serve.py": "S = 1",
    "bot/.venv/lib/c.py": "C = 1",
    "bot/evaluation/e.py": "E = 1",
    "housing/d.py": "D = 1",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in TREE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        *("config.yml", "domain.yml", "data/nlu/a.yml"),
        *("bot/nlu/b.py", "bot/encoder/g.py", "bot/policy.py", "bot/requirements.txt"),
    ],
)
def test_a_change_of_an_input_changes_it(tree: Path, name: str) -> None:
    before = fingerprint(tree)
    (tree / name).write_text("changed")
    assert fingerprint(tree) != before


@pytest.mark.parametrize(
    "name", ["bot/.venv/lib/c.py", "bot/evaluation/e.py", "bot/serve.py", "housing/d.py"]
)
def test_a_change_elsewhere_does_not(tree: Path, name: str) -> None:
    before = fingerprint(tree)
    (tree / name).write_text("changed")
    assert fingerprint(tree) == before


def test_neither_does_the_time_of_a_file(tree: Path) -> None:
    before = fingerprint(tree)
    os.utime(tree / "domain.yml", (0, 0))
    assert fingerprint(tree) == before


def test_a_file_under_another_name_does(tree: Path) -> None:
    before = fingerprint(tree)
    (tree / "data/nlu/a.yml").rename(tree / "data/nlu/z.yml")
    assert fingerprint(tree) != before
