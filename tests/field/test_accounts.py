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
            found = await uow.operatives.account_with_hash(EMAIL)
            found_officer = await uow.officers.officer_with_hash(EMAIL)
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


OFFICER, OPERATIVE = ("officer", NAME, EMAIL), ("operative", NAME, EMAIL, "--trade", "plumber")
OTHER = "Posy Marrowby"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        # The officer: name and role change, each alone; what is left out stays.
        (("officer", OTHER, EMAIL), "is Posy Marrowby, an officer (was Wick Lanternlight, an offi"),
        (("officer", NAME, EMAIL, "--manager"), "Wick Lanternlight, a manager (was Wick Lantern"),
        (("officer", NAME, EMAIL.upper(), "--manager"), "a manager"),
        # The operative: found by address, else by name.
        (("operative", OTHER, EMAIL), "is Posy Marrowby (plumber; no mobile)"),
        (("operative", NAME, EMAIL, "--trade", "electrician"), "Wick Lanternlight (electrician;"),
        (("operative", NAME, EMAIL, "--patch", "Quayside"), "(plumber, Quayside; no mobile)"),
        (("operative", NAME, EMAIL, "--mobile", "+447700900801"), "(plumber; +447700900801)"),
    ],
)  # fmt: skip
def test_what_is_said_of_an_open_account_changes_it_and_is_said_back(
    database: str, words: tuple[str, ...], said: str
) -> None:
    run(*(OFFICER if words[0] == "officer" else OPERATIVE), typed=TWICE)
    code, answer = run(*words)
    assert code == 0
    assert "Changed" in answer
    assert said in " ".join(answer.split())
    assert run(*words)[0] == 2, "the second time there is nothing to change"


@pytest.mark.parametrize(
    ("before", "words", "reason"),
    [
        ([OFFICER], OFFICER, "nothing to change"),
        ([(*OFFICER, "--manager")], OFFICER, "nothing to change"),
        ([OPERATIVE], OPERATIVE, "nothing to change"),
        ([OPERATIVE], ("operative", NAME, "other@landlord.example"), "close that one first"),
        ([OPERATIVE, ("operative", OTHER, "posy@landlord.example", "--trade", "plumber")],
         ("operative", OTHER, EMAIL), "is another operative"),
        ([OPERATIVE, ("operative", NAME, EMAIL, "--mobile", "+447700900801")],
         ("operative", OTHER, "posy@landlord.example", "--trade", "plumber",
          "--mobile", "+447700900801"), "mobile"),
        # An address stands for one person for good: the trail keeps what they did.
        ([OFFICER, ("close", EMAIL)], ("officer", OTHER, EMAIL), "closed"),
        ([OPERATIVE, ("close", EMAIL)], ("operative", OTHER, EMAIL, "--trade", "x"), "closed"),
        ([], ("password", EMAIL), "Nobody signs in"),
        ([], ("close", EMAIL), "Nobody signs in"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_reason(
    database: str, before: list[tuple[str, ...]], words: tuple[str, ...], reason: str
) -> None:
    for earlier in before:
        assert run(*earlier, typed=TWICE)[0] == 0
    code, answer = run(*words, typed=TWICE)
    assert code == 2
    assert reason in " ".join(answer.replace("\u2502", " ").split())


def test_a_manager_stays_one_until_it_is_said_otherwise(database: str) -> None:
    run(*OFFICER, "--manager", typed=TWICE)
    assert "a manager" in run("officer", OTHER, EMAIL)[1]
    assert "an officer" in run("officer", OTHER, EMAIL, "--no-manager")[1]


def test_whoever_comes_back_needs_a_new_password(database: str) -> None:
    run(*OPERATIVE, typed=TWICE)
    run("close", EMAIL)
    assert run(*OPERATIVE)[0] != 0
    assert not may_sign_in(database)
    assert run(*OPERATIVE, typed=TWICE)[0] == 0
