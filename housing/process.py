"""How each process of the landlord's side begins: files for its own account, logs without words.

An error is logged by its kind and where it happened, never by its sentence: libraries put into it
what they could not read, which is a tenant's words, a number or the token of a chat.
"""

import logging
import os
import traceback
from collections.abc import Iterator

LONGEST_ENTRY = 8_000
STATEMENT = 400
# Nobody but this account reads or writes what is made: database, logs, keys, photos.
OWN_FILES = 0o077
OURS = ("housing", "gateway", "desk", "actions", "ops", "__main__")


def begin() -> None:
    """Called first by every `python -m` of ours; nothing has been opened or logged before."""
    keep_files_to_ourselves()
    handler = logging.StreamHandler()
    handler.setFormatter(WordlessFormatter("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # Twilio's client tells of every request at this level, with the tenant's number in it.
    logging.getLogger("twilio").setLevel(logging.WARNING)


def keep_files_to_ourselves() -> None:
    """For this process and all that it starts."""
    os.umask(OWN_FILES)


class WordlessFormatter(logging.Formatter):
    """Leaves out every error's sentence, a library's further lines, and the middle of too much."""

    def format(self, record: logging.LogRecord) -> str:
        # A handler before this one may have kept its own, wordy text of the error.
        record.exc_text = None
        entry = super().format(record)
        if len(entry) <= LONGEST_ENTRY:
            return entry
        half = LONGEST_ENTRY // 2
        gap = f"\n... {len(entry) - 2 * half} characters left out ...\n"
        return entry[:half] + gap + entry[-half:]

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """asyncio writes the whole error below its first line."""
        if record.name.partition(".")[0] not in OURS:
            record.message = record.message.partition("\n")[0]
        return super().formatMessage(record)

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        error = ei[1] if isinstance(ei, tuple) else None
        return "\ncaused by\n".join(_told(one) for one in _chain(error))


def _told(error: BaseException) -> str:
    kind = type(error)
    known = [str(getattr(error, name, "") or "") for name in ("code", "error_code")]
    statement = str(getattr(error, "statement", "") or "")[:STATEMENT]
    words = [f"{kind.__module__}.{kind.__qualname__}", *known, statement]
    where = "".join(traceback.format_tb(error.__traceback__))
    return where + " ".join(filter(None, words))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions:
                yield from _chain(one)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
