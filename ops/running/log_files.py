"""The log files of `make run`: one a part, its lines with the time, none of them without end.

A file that is full moves to `.1`, as does the last run's at a start, and the oldest is deleted. A
long line is cut, and what a part prints of a secret that it knows is masked.
"""

import logging
import sys
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path

from honcho.printer import Message, Printer

MAX_BYTES = 5_000_000
KEPT = 2
LONGEST_LINE = 4_000
MASK = "***"


class LogFiles(Printer):  # type: ignore[misc]
    """Writes what honcho tells of the parts; `secrets` never reach a file."""

    def __init__(
        self, folder: Path, secrets: Iterable[str] = (), max_bytes: int = MAX_BYTES
    ) -> None:
        super().__init__(sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._secrets = tuple(secrets)
        self._max_bytes = max_bytes
        self._files: dict[str, RotatingFileHandler] = {}

    def write(self, message: Message) -> None:
        data = message.data
        text = data.decode(errors="replace") if isinstance(data, bytes) else str(data)
        line = f"{message.time:%H:%M:%S} {self._fit(text.rstrip())}"
        self._file(message.name or "system").emit(logging.makeLogRecord({"msg": line}))

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _fit(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        left_out = len(text) - LONGEST_LINE
        if left_out <= 0:
            return text
        return f"{text[:LONGEST_LINE]} ... {left_out} characters left out"

    def _file(self, name: str) -> RotatingFileHandler:
        if name not in self._files:
            path = self._folder / f"{name}.log"
            last_run = path.exists()
            handler = RotatingFileHandler(
                path, maxBytes=self._max_bytes, backupCount=KEPT, encoding="utf-8"
            )
            if last_run:
                handler.doRollover()
            self._files[name] = handler
        return self._files[name]
