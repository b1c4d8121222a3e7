"""A throw-away PostgreSQL of the tests' own, and a fresh database in it for each test that asks.

PostgreSQL refuses to run as root, so under root it runs as the account of Debian's package.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from glob import glob
from pathlib import Path

import pytest

from ops.ports import free_port
from ops.supervisor import die_with_parent

ACCOUNTS = ("postgres", "nobody")
# The cluster is thrown away, so nothing in it needs to survive a power cut.
SPEED = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
START_TIMEOUT_S = 30


@dataclass(frozen=True)
class Cluster:
    """A running server; `folder` holds its data and its socket."""

    folder: Path
    port: int
    account: str | None

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's client programs against this server."""
        where = ("--host", "127.0.0.1", "--port", str(self.port), "--username", "postgres")
        subprocess.run([_binary(program), *where, *arguments], check=True, capture_output=True)

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A PostgreSQL server on loopback, ended and removed after the last test."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="hearthline-pg-"))
    if account is not None:
        shutil.chown(folder, account)
    cluster = Cluster(folder, free_port(), account)
    initdb = [_binary("initdb"), "--pgdata", str(folder / "data"), "--auth", "trust"]
    subprocess.run(
        [*initdb, "--username", "postgres", "--no-sync"],
        check=True,
        capture_output=True,
        user=account,
        cwd=folder,
    )
    server = _start(cluster)
    try:
        _wait_until_ready(cluster)
        yield cluster
    finally:
        server.terminate()
        server.wait(START_TIMEOUT_S)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """The DATABASE_URL of an empty database that this test has alone."""
    name = f"test_{uuid.uuid4().hex}"
    postgres_cluster.run("createdb", name)
    yield postgres_cluster.url(name)
    postgres_cluster.run("dropdb", "--force", name)


def _start(cluster: Cluster) -> "subprocess.Popen[bytes]":
    address = ("-h", "127.0.0.1", "-p", str(cluster.port), "-k", str(cluster.folder))
    return subprocess.Popen(
        [_binary("postgres"), "-D", str(cluster.folder / "data"), *address, *SPEED],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=cluster.account,
        cwd=cluster.folder,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - the tests start it from their only thread
    )


def _wait_until_ready(cluster: Cluster) -> None:
    give_up = time.monotonic() + START_TIMEOUT_S
    while True:
        try:
            cluster.run("pg_isready")
        except subprocess.CalledProcessError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.1)
        else:
            return


def _account() -> str | None:
    """Who the server runs as: None is whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ACCOUNTS if name in known)


def _binary(program: str) -> str:
    """Debian keeps the server's programs off PATH, in a folder for each version."""
    on_path = shutil.which(program)
    if on_path:
        return on_path
    installed = sorted(glob(f"/usr/lib/postgresql/*/bin/{program}"))
    if not installed:
        pytest.fail("PostgreSQL is missing. Run: sudo apt-get install -y postgresql")
    return installed[-1]
