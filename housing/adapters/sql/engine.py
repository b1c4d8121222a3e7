"""One lazy engine a process, for SQLite (WAL) or PostgreSQL, from `DATABASE_URL`."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

ASYNC_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
BUSY_TIMEOUT_MS = 15_000
# SQLite lets one writer in at a time and the others poll, without an order: with many connections
# somebody waits for ever. A few of them, and a queue in each process, keep it fair.
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
            connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
            pool_size=SQLITE_CONNECTIONS,
            max_overflow=0,
            pool_timeout=QUEUE_TIMEOUT_S,
        )
        _prepare_sqlite(engine)
        return engine
    return create_async_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)


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
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Any) -> None:
        read_only = connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    @event.listens_for(engine.sync_engine, "invalidate")
    def on_invalidate(connection: Any, _record: Any, _error: BaseException | None) -> None:
        # A task cancelled inside a statement leaves its cursor to a traceback; SQLite only really
        # closes a connection, and ends its transaction, once no cursor is left.
        connection.rollback()
