"""A throw-away PostgreSQL on loopback, for tests, races and measurements; nothing in it is kept.

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
from contextlib import contextmanager
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from ops.running.ports import free_port
from ops.running.supervisor import die_with_parent

ACCOUNTS = ("postgres", "nobody")
# The cluster is thrown away, so nothing in it needs to survive a power cut.
SPEED = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
CONNECTIONS = ("-c", "max_connections=200")
START_TIMEOUT_S = 30


class PostgresMissing(Exception):
    """The server's programs are not on this machine; the message says how to get them."""

    def __init__(self) -> None:
        super().__init__("PostgreSQL is missing. Run: sudo apt-get install -y postgresql")


@dataclass(frozen=True)
class Cluster:
    """A running server; `folder` holds its data and its socket."""

    folder: Path
    port: int
    account: str | None

    def run(self, program: str, *arguments: str) -> None:
        """Runs one of PostgreSQL's client programs against this server."""
        where = ("--host", "127.0.0.1", "--port", str(self.port), "--username", "postgres")
        subprocess.run([_binary(program), *where, *arguments], check=True, capture_output=True)

    @contextmanager
    def database(self, like: str = "template1") -> Iterator[str]:
        """The DATABASE_URL of a database, dropped at the end: empty, or a copy of another one that
        nobody is connected to."""
        name = f"database_{uuid.uuid4().hex}"
        self.run("createdb", "--template", like, name)
        yield f"postgresql://postgres@127.0.0.1:{self.port}/{name}"
        self.run("dropdb", "--force", name)


@contextmanager
def temporary_cluster() -> Iterator[Cluster]:
    """A server, ended and removed at the end. Raises PostgresMissing without its programs."""
    initdb = _binary("initdb")
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="hearthline-pg-"))
    if account is not None:
        shutil.chown(folder, account)
    cluster = Cluster(folder, free_port(), account)
    where = ("--pgdata", str(folder / "data"), "--auth", "trust", "--username", "postgres")
    subprocess.run(
        [initdb, *where, "--no-sync"], check=True, capture_output=True, user=account, cwd=folder
    )
    server = _start(cluster)
    try:
        _wait_until_ready(cluster)
        yield cluster
    finally:
        server.terminate()
        server.wait(START_TIMEOUT_S)
        shutil.rmtree(folder, ignore_errors=True)


def _start(cluster: Cluster) -> "subprocess.Popen[bytes]":
    address = ("-h", "127.0.0.1", "-p", str(cluster.port), "-k", str(cluster.folder))
    return subprocess.Popen(
        [_binary("postgres"), "-D", str(cluster.folder / "data"), *address, *SPEED, *CONNECTIONS],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=cluster.account,
        cwd=cluster.folder,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - started from the only thread
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
    """Who the server runs as: None is whoever runs this."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ACCOUNTS if name in known)


def _binary(program: str) -> str:
    """Debian keeps the server's programs off PATH, in a folder for each version; what it has on
    PATH are scripts that look for these, and start more slowly than a database is made."""
    installed = sorted(glob(f"/usr/lib/postgresql/*/bin/{program}"))
    if installed:
        return installed[-1]
    on_path = shutil.which(program)
    if on_path is None:
        raise PostgresMissing
    return on_path
