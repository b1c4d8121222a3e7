"""What fails is logged by its kind: no word, number or token of a tenant is in any log."""

import asyncio
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables.talk import conversation
from housing.adapters.sql.unit_of_work import Units
from housing.domain.messaging.conversation import Channel
from housing.process import LONGEST_ENTRY, WordlessFormatter
from tests.diary.scene import NOW

WORD = "Wisteria-7391"
ROW = {
    "channel": "sms",
    "address": WORD,
    "owner": "bot",
    "fence": 0,
    "next_seq": 1,
    "dialogue": {},
    "created_at": NOW,
}
FAILING = {
    "a key that is there already": insert(conversation).values(ROW),
    "a row that a rule refuses": insert(conversation).values(ROW | {"owner": WORD, "address": "b"}),
    "a value of another kind": select(conversation).where(conversation.c.id == WORD),
    "a value that cannot be made": insert(conversation).values(ROW | {"created_at": WORD}),
    "a column that is not there": text("SELECT nothing FROM conversation WHERE address = :a"),
    "a text that is no number": text("SELECT CAST(address AS INTEGER), x FROM conversation"),
}


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What the parts' own handler writes of everything that is logged."""
    stream, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WordlessFormatter("%(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.mark.parametrize("what", FAILING)
async def test_a_failing_statement_shows_no_word(
    engine: AsyncEngine, units: Units, written: StringIO, what: str
) -> None:
    async with units() as uow:
        await uow.talk.conversation_for(Channel.SMS, WORD, NOW)
    try:
        async with engine.begin() as connection:
            await connection.execute(FAILING[what], {"a": WORD} if "column" in what else {})
    except SQLAlchemyError as error:
        logging.getLogger("gateway.workers.turns").exception("a turn broke off")
        chain = [error, error.__cause__, error.__context__]
        assert WORD not in " ".join(f"{one!r} {one}" for one in chain), "nor where others print it"
        assert "SELECT" in written.getvalue() or "INSERT" in written.getvalue()
    else:
        assert engine.dialect.name == "sqlite", "SQLite alone takes any value for an id"
    assert WORD not in written.getvalue()


def _fails() -> None:
    try:
        raise ValueError(f"cannot parse Cookie: {WORD}")
    except ValueError as error:
        raise ExceptionGroup(WORD, [error, KeyError(WORD)]) from error


def test_no_error_shows_its_sentence_and_each_where_it_was(written: StringIO) -> None:
    try:
        _fails()
    except ExceptionGroup:
        logging.getLogger("aiohttp.server").exception("Error handling request")
    log = written.getvalue()
    assert WORD not in log
    assert "ERROR aiohttp.server Error handling request" in log
    for kind in ("builtins.ExceptionGroup", "builtins.ValueError", "builtins.KeyError", "_fails"):
        assert kind in log


async def test_a_task_that_nobody_waited_for_shows_no_word(written: StringIO) -> None:
    context = {
        "message": "Task exception was never retrieved",
        "exception": ValueError(WORD),
        "future": repr(ValueError(WORD)),
    }
    asyncio.get_running_loop().call_exception_handler(context)
    assert "Task exception was never retrieved" in written.getvalue()
    assert WORD not in written.getvalue()


@pytest.mark.parametrize(("longer", "cut"), [(0, False), (1, True)])
def test_an_entry_has_an_end(written: StringIO, longer: int, cut: bool) -> None:
    length = LONGEST_ENTRY - len("WARNING housing ") + longer
    logging.getLogger("housing").warning("x" * length)
    assert (written.getvalue().count("x") == length) is not cut
    assert len(written.getvalue()) < LONGEST_ENTRY + 60
