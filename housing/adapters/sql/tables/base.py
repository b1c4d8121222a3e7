"""What every table shares: one metadata with named constraints, and times that are always UTC."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, Integer, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC; SQLite, which keeps no zone, gets it back on reading.

    Raises ValueError on a naive datetime: it would be read as UTC though London was meant.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        at: datetime = value
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def primary_key() -> Column[int]:
    """An integer key that is never used again after a delete (audit refers to it)."""
    return Column("id", Integer, primary_key=True, autoincrement=True)


def reference(target: str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    """A foreign key named `<table>_id` to `<table>.id`."""
    return Column(f"{target}_id", ForeignKey(f"{target}.id"), nullable=nullable, index=index)
