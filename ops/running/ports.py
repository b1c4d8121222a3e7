"""Whether the ports are free, asked before anything starts."""

import errno
import os
import socket
from collections.abc import Iterable
from typing import NamedTuple

from ops.building.system import SetupFailed


class Listener(NamedTuple):
    """A port that a part will listen on and the setting that moves it."""

    setting: str
    host: str
    port: int


def check_ports(listeners: Iterable[Listener]) -> None:
    """Raise SetupFailed with one sentence for each port that cannot be had."""
    problems: list[str] = []
    taken_by: dict[int, str] = {}
    for listener in listeners:
        first = taken_by.setdefault(listener.port, listener.setting)
        if first != listener.setting:
            problems.append(
                f"{first} and {listener.setting} are both {listener.port}. Give each its own port."
            )
        elif problem := _problem(listener):
            problems.append(problem)
    if problems:
        raise SetupFailed("\n".join(problems))


def free_port(preferred: int = 0, host: str = "127.0.0.1") -> int:
    """The preferred port when it is free, else any that is."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise SetupFailed("No port is free on this machine.")


def _problem(listener: Listener) -> str | None:
    family = socket.AF_INET6 if ":" in listener.host else socket.AF_INET
    with socket.socket(family) as probe:
        # A port that only waits out its last connection is free for a server.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((listener.host, listener.port))
        except OSError as refusal:
            return _sentence(listener, refusal)
    return None


def _sentence(listener: Listener, refusal: OSError) -> str:
    port, setting = listener.port, listener.setting
    if refusal.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Stop it or set {setting}."
    if refusal.errno == errno.EACCES:
        return f"Port {port} may not be used by this account. Set {setting} to 1024 or more."
    reason = os.strerror(refusal.errno or 0)
    return f"Port {port} cannot be used on {listener.host} ({reason}). Set {setting}."
