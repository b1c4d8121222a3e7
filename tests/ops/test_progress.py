"""Long steps: a failure shows the end of its log, and a stopped step leaves nothing running."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ops import ROOT
from ops.building.progress import run_step
from ops.building.system import SetupFailed

STOPPED = """
import os, sys
from pathlib import Path
from ops.building.progress import run_step
log = Path(sys.argv[1])
run_step("Waiting", [["sh", "-c", "sleep 60 & echo $!; wait"]], log, os.environ)
"""


def test_a_failure_shows_the_end_of_its_log_and_where_it_is(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "step.log"
    command = ["sh", "-c", "echo first; echo why it failed >&2; exit 4"]
    with pytest.raises(SetupFailed) as failure:
        run_step("Trying", [command, ["touch", str(tmp_path / "next")]], log, os.environ)
    assert "Trying failed (exit 4)." in str(failure.value)
    assert "why it failed" in str(failure.value)
    assert str(log) in str(failure.value)
    assert not (tmp_path / "next").exists()


def test_what_a_stopped_step_had_started_is_gone(tmp_path: Path) -> None:
    log = tmp_path / "step.log"
    step = subprocess.Popen([sys.executable, "-c", STOPPED, str(log)], cwd=ROOT)
    grandchild = _first_line(log)
    step.send_signal(signal.SIGINT)
    assert step.wait(10) != 0
    assert not _runs(int(grandchild))


def _first_line(log: Path) -> str:
    for _ in range(200):
        if log.exists() and log.read_text().endswith("\n"):
            return log.read_text().splitlines()[0]
        time.sleep(0.05)
    raise AssertionError("the step wrote nothing")


def _runs(pid: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        time.sleep(0.05)
    return True
