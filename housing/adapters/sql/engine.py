"""One lazy engine a process, for SQLite (WAL) or PostgreSQL, from `DATABASE_URL`.

No error of it carries what a statement was given: that is what tenants wrote and who they are.
"""

import sqlite3
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from housing.adapters.sql.quiet_errors import keep_words_out_of_errors

ASYNC_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
BUSY_TIMEOUT_MS = 15_000
# SQLite lets one writer in at a time and the others poll, without an order. Its own polls come to
# be 100 ms apart, and beside busy processes one that polls so seldom may wait for ever: a writer
# asks again and again in short rounds instead, and each process sends one writer at a time.
WRITER_ROUND_MS = 20
WRITER_ROUNDS = 3_000
SQLITE_CONNECTIONS = 4
QUEUE_TIMEOUT_S = 60


def async_url(database_url: str) -> str:
    """The URL with the async driver of its database; raises ValueError for another database."""
    url = make_url(database_url)
    backend = {"postgres": "postgresql"}.get(url.get_backend_name() or "", url.get_backend_name())
    if backend not in ASYNC_DRIVERS:
        raise ValueError(f"DATABASE_URL must be sqlite or postgresql, not {backend}")
    return url.set(drivername=ASYNC_DRIVERS[backend]).render_as_string(hide_password=False)


def open_engine(database_url: str) -> AsyncEngine:
    """An engine that opens no connection until it is first used."""
    url = async_url(database_url)
    if url.startswith("sqlite"):
        engine = create_async_engine(
            url,
            hide_parameters=True,
            connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
            pool_size=SQLITE_CONNECTIONS,
            max_overflow=0,
            pool_timeout=QUEUE_TIMEOUT_S,
        )
        _prepare_sqlite(engine)
    else:
        engine = create_async_engine(
            url, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=20
        )
    keep_words_out_of_errors(engine)
    return engine


def _prepare_sqlite(engine: AsyncEngine) -> None:
    """Several processes share the file, so readers never block and each unit of work takes the
    write lock at its start: a reader that upgrades later would fail at once with 'locked'."""

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Any) -> None:
        if connection.get_execution_options().get("read_only", False):
            _wait_for_a_lock(connection, BUSY_TIMEOUT_MS)
            connection.exec_driver_sql("BEGIN")
        else:
            _wait_for_a_lock(connection, WRITER_ROUND_MS)
            _begin_writing(connection)

    @event.listens_for(engine.sync_engine, "invalidate")
    def on_invalidate(connection: Any, _record: Any, _error: BaseException | None) -> None:
        # A task cancelled inside a statement leaves its cursor to a traceback; SQLite only really
        # closes a connection, and ends its transaction, once no cursor is left.
        connection.rollback()


def _wait_for_a_lock(connection: Any, milliseconds: int) -> None:
    """How long a statement of this connection waits for a lock before it fails."""
    if connection.info.get("busy_timeout") != milliseconds:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={milliseconds}")
        connection.info["busy_timeout"] = milliseconds


def _begin_writing(connection: Any) -> None:
    """Takes the write lock, round after round: a transaction that never began has done nothing."""
    for _ in range(WRITER_ROUNDS):
        cursor = connection.connection.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        else:
            return
        finally:
            cursor.close()
    connection.exec_driver_sql("BEGIN IMMEDIATE")
