"""`python -m housing repairs`, as an operator types it."""

import asyncio
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from housing import bootstrap
from housing.__main__ import app
from housing.domain.clock.local_time import to_london
from housing.settings import load_settings
from tests.conversation.talker import open_town

RUNNER = CliRunner()


@pytest.fixture
def day(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A town on record, and a day to come on which its operatives work."""
    monkeypatch.setenv("DATABASE_URL", database_url)

    async def prepare() -> str:
        async with bootstrap.opened(load_settings()) as parts:
            now = parts.clock.now()
            await open_town(parts.units, now)
            return (to_london(now).date() + timedelta(days=3)).isoformat()

    return asyncio.run(prepare())


def test_an_operative_is_off_and_back(day: str) -> None:
    off = RUNNER.invoke(app, ["repairs", "off", "tapper wellspring", day])
    assert (off.exit_code, off.stdout.split()[0]) == (0, "0")
    assert RUNNER.invoke(app, ["repairs", "back", "Tapper Wellspring", day]).exit_code == 0


@pytest.mark.parametrize("words", [["Nobody Atall", "2026-11-24"], ["Tapper Wellspring", "soon"]])
def test_who_or_when_is_not_known(day: str, words: list[str]) -> None:
    assert RUNNER.invoke(app, ["repairs", "off", *words]).exit_code == 2


def test_nothing_is_learned_from_no_jobs(day: str) -> None:
    learned = RUNNER.invoke(app, ["repairs", "learn"])
    assert learned.exit_code == 0
    assert "No job has been completed" in learned.stdout
