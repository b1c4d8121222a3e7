"""Keeps the parts of one service together: all run, or none does.

A honcho manager whose parts write to log files, die with it whatever kills it, and whose first
part to end by itself is named. It starts nothing twice: whoever supervises this restarts it. Each
part has its own share of the environment.
"""

import ctypes
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from honcho.manager import Manager
from honcho.process import Popen, Process

from ops.running.log_files import LogFiles

PR_SET_PDEATHSIG = 1
SIGNALS = (signal.SIGINT, signal.SIGTERM)
VALKEY_WAIT_S = 10.0


def die_with_parent(how: int = signal.SIGTERM) -> None:
    """Ask the kernel to signal this process when its parent is gone, even by SIGKILL."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how)


class Part(Process):  # type: ignore[misc]
    """A part that never outlives its supervisor."""

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        die_with_parent(signal.SIGKILL)
        self._child_ctor = _tethered
        super().run(events, ignore_signals)


def _tethered(command: str, **options: Any) -> Any:
    return Popen(command, preexec_fn=die_with_parent, **options)


class Supervisor(Manager):  # type: ignore[misc]
    """Runs the parts until one ends or a signal comes; then ends the rest.

    `ended_by_itself` names the part that ended first without being asked, if one did.
    """

    def __init__(
        self,
        parts: Mapping[str, str],
        share_of: Callable[[str], Mapping[str, str]],
        logs: LogFiles,
        on_started: Callable[[], None],
    ) -> None:
        super().__init__(logs)
        self._on_started = on_started
        self._process_ctor = Part
        self._processes: dict[str, dict[str, Any]] = {}
        self.ended_by_itself: str | None = None
        self._stop_when_started = False
        self._redis = urlsplit(share_of("valkey")["REDIS_URL"])
        for name, command in parts.items():
            self.add_process(name, command, env=dict(share_of(name)))

    def exit_code(self) -> int:
        """0 never means success here: parts end only when told to, or by failing."""
        code = int(self.returncode or 0)
        if self.ended_by_itself is not None:
            return code if code > 0 else 1
        return code

    def terminate(self) -> None:
        """End the parts; the first that is already gone is the one to name."""
        if not self._all_started():
            self._stop_when_started = True
            return
        if self.returncode not in (128 + number for number in SIGNALS):
            gone = (n for n, part in self._processes.items() if part.get("returncode") is not None)
            self.ended_by_itself = self.ended_by_itself or next(gone, None)
        super().terminate()

    def _start(self) -> None:
        """Start Valkey first, since the others reach for it; then all the others."""
        everything = self._processes
        for names in (everything.keys() & {"valkey"}, everything.keys() - {"valkey"}):
            self._processes = {name: everything[name] for name in everything if name in names}
            super()._start()
            if "valkey" in names:
                self._wait_for_valkey()
        self._processes = everything

        self._on_started()

    def _wait_for_valkey(self) -> None:
        give_up = time.monotonic() + VALKEY_WAIT_S
        process = self._processes["valkey"]["process"]
        while process.is_alive() and time.monotonic() < give_up:
            try:
                socket.create_connection((self._redis.hostname, self._redis.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return

    def _all_started(self) -> bool:
        """honcho can signal a part only once its id is known: an early wish to stop waits here."""
        started = bool(super()._all_started())
        if started and self._stop_when_started:
            self._stop_when_started = False
            self.terminate()
        return started
