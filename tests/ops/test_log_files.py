"""What `make run` writes: no file and no line without end, and no secret in either."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from honcho.printer import Message

from ops.running.log_files import KEPT, LONGEST_LINE, LogFiles


def _line(text: str | bytes) -> Message:
    return Message("line", text, datetime(2026, 11, 29, 9, 5, tzinfo=UTC), "bot", None)


def _write(folder: Path, text: str | bytes, *secrets: str) -> None:
    with closing(LogFiles(folder, secrets)) as files:
        files.write(_line(text))


def test_a_full_file_gives_way_and_the_oldest_goes(tmp_path: Path) -> None:
    with closing(LogFiles(tmp_path, max_bytes=1000)) as files:
        for number in range(200):
            files.write(_line(f"line {number} {'x' * 80}"))
    written = sorted(file.name for file in tmp_path.iterdir())
    assert written == ["bot.log", *(f"bot.log.{n + 1}" for n in range(KEPT))]
    assert all(file.stat().st_size <= 1000 for file in tmp_path.iterdir())
    assert "line 199 " in (tmp_path / "bot.log").read_text()


def test_a_start_keeps_what_the_last_run_wrote_apart(tmp_path: Path) -> None:
    for said in ("the last run", b"this run\n"):
        _write(tmp_path, said)
    assert (tmp_path / "bot.log").read_text() == "09:05:00 this run\n"
    assert (tmp_path / "bot.log.1").read_text() == "09:05:00 the last run\n"


@pytest.mark.parametrize(("length", "cut"), [(LONGEST_LINE, False), (LONGEST_LINE + 1, True)])
def test_a_long_line_is_cut(tmp_path: Path, length: int, cut: bool) -> None:
    _write(tmp_path, "x" * length)
    written = (tmp_path / "bot.log").read_text()
    assert written.count("x") == LONGEST_LINE
    assert ("1 characters left out" in written) is cut


def test_a_secret_that_a_part_prints_is_masked(tmp_path: Path) -> None:
    _write(tmp_path, "?token=longer-secret&b=secret", "longer-secret", "secret")
    assert (tmp_path / "bot.log").read_text() == "09:05:00 ?token=***&b=***\n"
