"""Who may sign in, from the command line: asked for a password, closed at once."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from housing.__main__ import app
from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.migrate import upgrade
from housing.adapters.sql.unit_of_work import sql_units

PASSWORD = "a-made-up-password"
NAME, EMAIL = "Wick Lanternlight", "wick@landlord.example"
TWICE = f"{PASSWORD}\n{PASSWORD}\n"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'hearthline.db'}"
    upgrade(url)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("HEARTHLINE_HOME", str(tmp_path))
    return url


def run(*words: str, typed: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(app, ["account", *words], input=typed)
    return result.exit_code, result.output


def may_sign_in(database: str) -> bool:
    async def look() -> bool:
        engine = open_engine(database)
        async with sql_units(engine)() as uow:
            found = await uow.field.account_with_hash(EMAIL)
            found_officer = await uow.desk.officer_with_hash(EMAIL)
        await engine.dispose()
        return found is not None or found_officer is not None

    return asyncio.run(look())


@pytest.mark.parametrize(
    "words",
    [("operative", NAME, EMAIL.upper(), "--trade", "plumber", "--patch", "Quayside"),
     ("officer", NAME, EMAIL, "--manager")],
)  # fmt: skip
def test_an_account_is_made_changed_and_closed(database: str, words: tuple[str, ...]) -> None:
    assert run(*words, typed=TWICE)[0] == 0
    assert may_sign_in(database)
    assert run("password", EMAIL, typed="another-password\nanother-password\n")[0] == 0
    assert run("close", EMAIL)[0] == 0
    assert not may_sign_in(database)
    assert run("close", EMAIL)[0] == 2
    assert run(*words, typed=TWICE)[0] == 0
    assert may_sign_in(database)


@pytest.mark.parametrize("typed", ["short\nshort\n", "eleven-char\neleven-char\n"])
def test_a_short_password_is_refused(database: str, typed: str) -> None:
    assert run("officer", NAME, EMAIL, typed=typed)[0] == 2
    assert not may_sign_in(database)


def test_an_operative_who_is_not_in_the_diary_needs_a_trade(database: str) -> None:
    code, said = run("operative", NAME, EMAIL, typed=TWICE)
    assert code == 2
    assert "--trade" in said
    assert not may_sign_in(database)
