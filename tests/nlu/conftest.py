"""The real bot for tests of understanding: the trained model, a Valkey, and no action server."""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from housing.settings import load_settings
from ops import ROOT
from ops.building.environments import BOT
from ops.building.prepare import prepare_bot
from ops.building.progress import tail
from ops.running.ports import free_port
from ops.running.stack import own_environment
from ops.running.supervisor import die_with_parent
from tests.support.valkey import Valkey

START_TIMEOUT_S = 110
TURN_TIMEOUT_S = 30


@dataclass(frozen=True)
class Bot:
    """The address and token of a running bot."""

    address: str
    token: str
    pid: int

    def parse(self, text: str) -> dict[str, Any]:
        """What `POST /model/parse` answers."""
        answer = requests.post(
            f"{self.address}/model/parse",
            params={"token": self.token},
            json={"text": text},
            timeout=TURN_TIMEOUT_S,
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def dangers(self, text: str) -> list[str]:
        found = self.parse(text)["entities"]
        return [entity["value"] for entity in found if entity["entity"] == "danger"]

    def entities(self, text: str, name: str) -> list[dict[str, Any]]:
        return [one for one in self.parse(text)["entities"] if one["entity"] == name]

    def issue(self, text: str) -> dict[str, Any] | None:
        found = self.parse(text)["entities"]
        return next((entity for entity in found if entity["entity"] == "issue"), None)


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the files as they are; trained first when it is missing."""
    home = load_settings().hearthline_home
    return prepare_bot(home, _base(home))


@pytest.fixture(scope="session")
def bot(
    model: Path, valkey_server: Valkey, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bot]:
    """A bot of the tests' own, answering; ended by its id after the last test."""
    port, token = free_port(), secrets.token_urlsafe(24)
    environment = _base(load_settings().hearthline_home) | {
        "BOT_TOKEN": token,
        "BOT_PORT": str(port),
        "BOT_MODEL": str(model),
        "ACTIONS_PORT": str(free_port()),
        "ACTIONS_TOKEN": secrets.token_urlsafe(24),
        "REDIS_URL": valkey_server.url,
    }
    log = tmp_path_factory.mktemp("bot") / "bot.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(BOT.interpreter), "-m", "bot.serve"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - it only sets a flag of the child
        )
    running = Bot(f"http://127.0.0.1:{port}", token, process.pid)
    try:
        _wait_until_ready(running, process, log)
        yield running
    finally:
        process.terminate()
        process.wait(TURN_TIMEOUT_S)


@pytest.fixture(scope="session")
def in_bot_environment() -> Any:
    """Runs `python -m MODULE ARGUMENTS` with the bot's Python and returns what it prints.

    Modules are found in the project and in the folder `beside`.
    """

    def run(module: str, *arguments: str, beside: Path = ROOT) -> str:
        done = subprocess.run(
            [str(BOT.interpreter), "-m", module, *arguments],
            check=False,
            cwd=ROOT,
            env=own_environment()
            | {"PYTHONPATH": f"{ROOT}{os.pathsep}{beside}", "PYTHONWARNINGS": "ignore"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    return run


def _base(home: Path) -> dict[str, str]:
    return {**own_environment(), "HEARTHLINE_HOME": str(home), "PYTHONPATH": str(ROOT)}


def _wait_until_ready(bot: Bot, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + START_TIMEOUT_S
    while not _answers(bot):
        assert process.poll() is None, f"The bot ended.\n{tail(log)}"
        assert time.monotonic() < give_up, f"The bot did not start.\n{tail(log)}"
        time.sleep(0.2)


def _answers(bot: Bot) -> bool:
    try:
        status = requests.get(f"{bot.address}/status", params={"token": bot.token}, timeout=5)
    except requests.ConnectionError:
        return False
    return status.status_code == 200 and bool(os.path.basename(status.json()["model_file"]))
