"""A whole service beside the one of `make run`, for what talks to it and ends it: tests, benches.

Started by the supervisor of `make run` on free ports, with a home, a database and a Valkey of its
own; only the trained model and the encoder are shared.
"""

import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from housing.settings import load_settings
from ops import ROOT
from ops.building.progress import tail
from ops.building.system import SetupFailed
from ops.running.ports import free_port
from ops.running.readiness import ask
from ops.running.stack import own_environment

START_TIMEOUT_S = 110
STOP_TIMEOUT_S = 20
PORT_SETTINGS = ("GATEWAY_PORT", "DESK_PORT", "BOT_PORT", "ACTIONS_PORT")
SHARED = ("models", "encoder")
# Each such service makes its own; what the shell around it has set must not leak in.
NOT_INHERITED = (
    "TWILIO_",
    "DATABASE_URL",
    "REDIS_URL",
    "PUBLIC_URL",
    "BOT_",
    "ACTIONS_",
    "GATEWAY_",
)


@dataclass(frozen=True)
class Stack:
    """A running service: its home, each part's port, the supervisor's id and the bot's token."""

    home: Path
    ports: dict[str, int]
    pid: int
    bot_token: str

    @property
    def gateway(self) -> str:
        return self._address("GATEWAY_PORT")

    @property
    def desk(self) -> str:
        return self._address("DESK_PORT")

    @property
    def bot(self) -> str:
        return self._address("BOT_PORT")

    @property
    def actions(self) -> str:
        return self._address("ACTIONS_PORT")

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.home / 'hearthline.db'}"

    def logs(self) -> str:
        """The end of every part's log, for a failure's message."""
        files = [self.home / "supervisor.log", *sorted((self.home / "logs").glob("*.log"))]
        return "\n".join(f"--- {file.name}\n{tail(file)}" for file in files)

    def _address(self, setting: str) -> str:
        return f"http://127.0.0.1:{self.ports[setting]}"


@contextmanager
def running_service(home: Path, **settings: str) -> Iterator[Stack]:
    """Start a service in the folder `home` with further settings; end it by its id afterwards.

    Raises SetupFailed with the logs when it does not come to answer or ended by itself.
    """
    _share_models(home)
    ports = {name: free_port() for name in PORT_SETTINGS}
    settings.setdefault("BOT_TOKEN", secrets.token_urlsafe(32))
    with (home / "supervisor.log").open("w") as output:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "ops.run"],
            cwd=ROOT,
            env=_environment(home, ports) | settings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    stack = Stack(home, ports, supervisor.pid, settings["BOT_TOKEN"])
    try:
        _wait_until_ready(stack, supervisor)
        yield stack
        if supervisor.poll() is not None:
            raise SetupFailed(f"The service ended by itself.\n{stack.logs()}")
    finally:
        supervisor.send_signal(signal.SIGTERM)
        supervisor.wait(STOP_TIMEOUT_S)


def _share_models(home: Path) -> None:
    source = load_settings().hearthline_home
    home.mkdir(parents=True, exist_ok=True)
    for name in SHARED:
        (source / name).mkdir(parents=True, exist_ok=True)
        if not (home / name).exists():
            (home / name).symlink_to(source / name, target_is_directory=True)


def _environment(home: Path, ports: dict[str, int]) -> dict[str, str]:
    inherited = {k: v for k, v in own_environment().items() if not k.startswith(NOT_INHERITED)}
    numbers = {name: str(port) for name, port in ports.items()}
    return {**inherited, **numbers, "HEARTHLINE_HOME": str(home)}


def _wait_until_ready(stack: Stack, supervisor: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + START_TIMEOUT_S
    while ask(f"{stack.gateway}/readyz") != "200" or ask(f"{stack.desk}/signin") != "200":
        if supervisor.poll() is not None or time.monotonic() > give_up:
            raise SetupFailed(f"The service did not start.\n{stack.logs()}")
        time.sleep(0.2)
