"""A row in every table of a schema as the database itself has it, whatever revision it is of."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import JSON, Column, Connection, MetaData, Table, inspect, select
from sqlalchemy import types as sql

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEFT_EMPTY = {("calendar_link", "operative_id"), ("work_order", "recall_of_id")}
"""One of two that exclude each other, and what would lead to itself."""

NONE_USED = {"used_minutes", "routine_minutes", "held_back_minutes"}
LISTS = {"choices", "media", "trades", "patches", "alternatives", "reasons", "photos"}
# What no constraint of the database says, and the code reads as one of a few words.
WORDS = {
    ("conversation", "channel"): "sms",
    ("conversation", "address"): "+447700900101",
    ("message", "state"): "done",
}


def tables_of(connection: Connection) -> dict[str, Table]:
    """Every table but Alembic's own, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return {one.name: one for one in found.sorted_tables if one.name != "alembic_version"}


def fill(connection: Connection) -> None:
    """One row in each table, with a value in every column but those left empty."""
    for table in tables_of(connection).values():
        allowed = _allowed(connection, table.name)
        filled = [
            column
            for column in table.columns
            if (table.name, column.name) not in LEFT_EMPTY
            and not (column.primary_key and not column.foreign_keys and column.name == "id")
        ]
        row = {column.name: _value(table.name, column, allowed) for column in filled}
        connection.execute(table.insert().values(row))


def rows(connection: Connection) -> dict[str, list[Mapping[str, Any]]]:
    """Every table's rows, by the columns' names."""
    return {
        name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for name, table in tables_of(connection).items()
    }


def _allowed(connection: Connection, table: str) -> dict[str, str]:
    """By column the first of the words that a constraint allows in it."""
    found = {}
    for check in inspect(connection).get_check_constraints(table):
        column = re.match(r"\W*(\w+)", check["sqltext"])
        word = re.search(r"'([^']*)'", check["sqltext"])
        if column and word:
            found[column[1]] = word[1]
    return found


def _value(table: str, column: Column[Any], allowed: Mapping[str, str]) -> Any:
    name = column.name
    if (table, name) in WORDS:
        return WORDS[table, name]
    if name in allowed:
        return allowed[name]
    if name in NONE_USED:
        return 0
    if isinstance(column.type, JSON):
        return [] if name in LISTS else {}
    return _of_type(column)


def _of_type(column: Column[Any]) -> Any:
    kinds: dict[type[sql.TypeEngine[Any]], Any] = {
        sql.Boolean: True,
        sql.Integer: 1,
        sql.Float: 0.5,
        sql.DateTime: NOW,
        sql.Date: date(2026, 11, 24),
        sql.Time: time(8),
        sql.LargeBinary: b"\xff\xd8",
    }
    for kind, value in kinds.items():
        if isinstance(column.type, kind):
            return value
    return f"a {column.name}"[: getattr(column.type, "length", None)]
