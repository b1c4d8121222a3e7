"""A folder is one noun: how many modules it holds, as CONTRIBUTING.md has it, and what it says."""

import ast
from collections import Counter
from pathlib import Path

from tests.architecture.sources import PACKAGES, ROOT, python_files

MOST_MODULES = 15


def modules_by_folder() -> Counter[str]:
    """How many modules each folder of the program holds, its `__init__` not counted."""
    files = [file for file in python_files(*PACKAGES, "bot") if file.name != "__init__.py"]
    return Counter(str(file.parent.relative_to(ROOT)) for file in files)


def test_no_folder_is_more_than_one_noun() -> None:
    found = modules_by_folder()
    too_full = {name: n for name, n in found.items() if n > MOST_MODULES}
    assert too_full == {}


def test_each_package_of_housing_says_what_lives_there() -> None:
    silent = [
        str(file.parent.relative_to(ROOT))
        for file in python_files("housing")
        if file.name == "__init__.py" and not _docstring(file)
    ]
    assert silent == []


def _docstring(file: Path) -> str | None:
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
