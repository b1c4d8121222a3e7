"""The whole real service for tests that talk to it as people do: one for the test session.

Started by the supervisor of `make run` on free ports, with a home, a database and a Valkey of its
own; only the trained model and the encoder are shared with what `make run` uses.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from housing.settings import load_settings
from ops.ports import free_port
from ops.progress import tail
from ops.run import ask
from ops.stack import home_with_shared_models, own_environment

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 110
STOP_TIMEOUT_S = 20
PORT_SETTINGS = ("GATEWAY_PORT", "DESK_PORT", "BOT_PORT", "ACTIONS_PORT")
# Each service under test makes its own; what the developer's shell has set must not leak in.
NOT_INHERITED = ("TWILIO_", "DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "BOT_", "ACTIONS_URL")


@dataclass(frozen=True)
class Stack:
    """A running service: its home folder and the address of each part."""

    home: Path
    ports: dict[str, int]
    pid: int

    @property
    def gateway(self) -> str:
        return f"http://127.0.0.1:{self.ports['GATEWAY_PORT']}"

    @property
    def desk(self) -> str:
        return f"http://127.0.0.1:{self.ports['DESK_PORT']}"

    @property
    def bot(self) -> str:
        return f"http://127.0.0.1:{self.ports['BOT_PORT']}"

    @property
    def actions(self) -> str:
        return f"http://127.0.0.1:{self.ports['ACTIONS_PORT']}"

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.home / 'hearthline.db'}"

    def logs(self) -> str:
        """The end of every part's log, for a failure's message."""
        files = sorted((self.home / "logs").glob("*.log"))
        return "\n".join(f"--- {file.name}\n{tail(file)}" for file in files)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole service, answering; ended by its id after the last test."""
    home = tmp_path_factory.mktemp("service")
    with_models = home_with_shared_models(home / "home", load_settings().hearthline_home)
    yield from started_stack(with_models)


def started_stack(home: Path, **settings: str) -> Iterator[Stack]:
    """Start a service in `home` with these further settings, yield it answering, end it."""
    ports = {name: free_port() for name in PORT_SETTINGS}
    inherited = {k: v for k, v in own_environment().items() if not k.startswith(NOT_INHERITED)}
    numbers = {name: str(port) for name, port in ports.items()}
    console = home / "supervisor.log"
    with console.open("w") as output:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "ops.run"],
            cwd=ROOT,
            env={**inherited, **numbers, "HEARTHLINE_HOME": str(home), **settings},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    running = Stack(home, ports, supervisor.pid)
    try:
        _wait_until_ready(running, supervisor, console)
        yield running
        died = supervisor.poll()
        assert died is None, f"the service ended by itself ({died}):\n{tail(console)}"
    finally:
        _end(supervisor)


def _wait_until_ready(stack: Stack, supervisor: "subprocess.Popen[bytes]", console: Path) -> None:
    give_up = time.monotonic() + START_TIMEOUT_S
    while ask(f"{stack.gateway}/readyz") != "200" or ask(f"{stack.desk}/signin") != "200":
        if supervisor.poll() is not None or time.monotonic() > give_up:
            pytest.fail(f"The service did not start.\n{tail(console)}\n{stack.logs()}")
        time.sleep(0.2)


def _end(supervisor: "subprocess.Popen[bytes]") -> None:
    if supervisor.poll() is None:
        os.kill(supervisor.pid, signal.SIGTERM)
    supervisor.wait(STOP_TIMEOUT_S)
