"""The desk as its own process over a database, with nobody at Redis."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ops.running.ports import free_port

ROOT = Path(__file__).parents[2]


@contextmanager
def running_desk(database_url: str, home: Path) -> Iterator[str]:
    """Its address, while it runs; it must end well when it is asked to."""
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "DESK_PORT": str(port),
        "HEARTHLINE_HOME": str(home),
        "REDIS_URL": "redis://127.0.0.1:1/0",  # nobody there: the desk must do without
    }
    process = subprocess.Popen([sys.executable, "-m", "desk"], cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process)
        yield url
    finally:
        process.terminate()
        assert process.wait(20) == 0


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the desk has ended"
        try:
            with urllib.request.urlopen(f"{url}/signin", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the desk does not answer")
