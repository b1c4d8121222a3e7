"""A database error says which statement failed and how, never with which values.

SQLAlchemy can hide the parameters, but drivers put values into their own sentences ("Key
(address)=(+44...) already exists"), which reach every log through the error and what caused it.
"""

from collections.abc import Iterator

from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine

# What PostgreSQL says beside its sentence, as asyncpg keeps it.
_SPOKEN = ("message", "detail", "hint", "context", "query", "internal_query")
_CODES = ("sqlstate", "sqlite_errorname", "constraint_name")


def keep_words_out_of_errors(engine: AsyncEngine) -> None:
    """Replaces what the driver said by its error's name and codes, in the error and its causes."""

    @event.listens_for(engine.sync_engine, "handle_error")
    def quieten(context: ExceptionContext) -> None:
        said = _codes(context.original_exception)
        for error in _chain(context.original_exception):
            error.args = (said,)
            for name in _SPOKEN:
                if getattr(error, name, None) is not None:
                    setattr(error, name, None)
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = (said,)


def _codes(error: BaseException) -> str:
    found = (getattr(one, name, None) for one in _chain(error) for name in _CODES)
    codes = dict.fromkeys(str(code) for code in found if code)
    return " ".join([type(error).__name__, *codes])


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
