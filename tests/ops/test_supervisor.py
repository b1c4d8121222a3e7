"""All parts run or none does: tried with small programs, killed the ways that programs are."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ops import ROOT

PROGRAM = """
import sys
from pathlib import Path
from ops.running.log_files import LogFiles
from ops.running.supervisor import Supervisor

folder = Path(sys.argv[1])
parts = dict(part.split("=", 1) for part in sys.argv[2:])
share = {"REDIS_URL": "redis://127.0.0.1:1/0"}
supervisor = Supervisor(parts, lambda part: share, LogFiles(folder), lambda: None)
supervisor.loop()
print(f"ended by itself: {supervisor.ended_by_itself}")
sys.exit(supervisor.exit_code())
"""
WAITS = "echo $$ > {folder}/{name}.pid; exec sleep 60"


class Running:
    """A supervisor of small programs in a process of its own."""

    def __init__(self, folder: Path, **parts: str) -> None:
        self.folder = folder
        words = [f"{name}={command}" for name, command in parts.items()]
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def pid(self, name: str) -> int:
        return int(until((self.folder / f"{name}.pid").read_text))

    def end(self) -> tuple[int, str]:
        output, _ = self.process.communicate(timeout=20)
        return self.process.returncode, output


def until(read: Callable[[], str]) -> str:
    for _ in range(200):
        try:
            text = read()
        except OSError:
            text = ""
        if text.strip():
            return text
        time.sleep(0.05)
    raise AssertionError("it never came")


def gone(pid: int) -> bool:
    """Whether the process ends within five seconds; a zombie has ended."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def waits(folder: Path, name: str) -> str:
    return WAITS.format(folder=folder, name=name)


@pytest.mark.parametrize("code", [0, 3])
def test_a_part_that_ends_is_named_and_the_rest_end_with_it(tmp_path: Path, code: int) -> None:
    running = Running(tmp_path, stays=waits(tmp_path, "stays"), breaks=f"sleep 0.5; exit {code}")
    stays = running.pid("stays")
    exit_code, output = running.end()
    assert "ended by itself: breaks" in output
    assert exit_code == (code or 1)
    assert gone(stays)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_every_part_and_blames_none(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    running = Running(tmp_path, one=waits(tmp_path, "one"), two=waits(tmp_path, "two"))
    parts = [running.pid("one"), running.pid("two")]
    running.process.send_signal(number)
    exit_code, output = running.end()
    assert exit_code == code
    assert "ended by itself: None" in output
    assert all(gone(pid) for pid in parts)


def test_no_part_outlives_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    running = Running(tmp_path, one=waits(tmp_path, "one"), two=waits(tmp_path, "two"))
    parts = [running.pid("one"), running.pid("two")]
    running.process.kill()
    running.end()
    assert all(gone(pid) for pid in parts)


def test_a_part_that_ignores_the_wish_to_end_is_ended(tmp_path: Path) -> None:
    deaf = f"trap '' TERM; echo $$ > {tmp_path}/deaf.pid; while :; do sleep 1; done"
    running = Running(tmp_path, deaf=deaf, two=waits(tmp_path, "two"))
    pid = running.pid("deaf")
    os.kill(running.process.pid, signal.SIGTERM)
    exit_code, _ = running.end()
    assert exit_code == 143
    assert gone(pid)
