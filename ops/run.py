"""`make run`: prepare, start every part, say when all of it answers, stop all of it together."""

import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from types import FrameType
from typing import NoReturn

from housing.demo.people import OFFICERS
from housing.settings import Settings, load_settings
from ops.ports import check_ports
from ops.prepare import prepare
from ops.progress import console, step, tail
from ops.stack import complete_environment, listeners, own_environment, parts
from ops.supervisor import Supervisor
from ops.system import SetupFailed

READY_TIMEOUT_S = 120.0
POLL_S = 0.2


def run() -> int:
    """Run until a signal comes or a part ends; the exit code is non-zero either way."""
    signal.signal(signal.SIGTERM, _leave)
    settings = load_settings()
    home = settings.hearthline_home
    given = own_environment()
    try:
        check_ports(listeners(settings))
        environment = complete_environment(given, settings)
        environment["BOT_MODEL"] = str(prepare(home, environment))
    except SetupFailed as failure:
        console.print(str(failure), style="red", markup=False, soft_wrap=True)
        return 1
    watch = Watch(settings, simulated="PHONE_SIMULATOR" in environment)
    supervisor = Supervisor(parts(given), environment, home / "logs", watch.start)
    supervisor.loop()
    watch.stopping.set()
    return _report(supervisor)


class Watch:
    """Waits beside the supervisor until every part answers, then prints the addresses."""

    def __init__(self, settings: Settings, *, simulated: bool) -> None:
        self._settings = settings
        self._simulated = simulated
        self.stopping = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        settings = self._settings
        gateway = f"http://127.0.0.1:{settings.gateway_port}"
        desk = f"http://127.0.0.1:{settings.desk_port}"
        try:
            with step("Starting Valkey, bot, actions, gateway and desk"):
                self._until_ready([f"{gateway}/readyz", f"{desk}/signin"])
        except SetupFailed as failure:
            console.print(str(failure), style="red", markup=False, soft_wrap=True)
            os.kill(os.getpid(), signal.SIGTERM)
            return
        console.rule("Hearthline is running")
        console.print(self._addresses(gateway, desk), soft_wrap=True)

    def _until_ready(self, addresses: list[str]) -> None:
        give_up = time.monotonic() + READY_TIMEOUT_S
        answer = ""
        for address in addresses:
            while (answer := ask(address)) != "200":
                if self.stopping.wait(POLL_S) or time.monotonic() > give_up:
                    logs = self._settings.hearthline_home / "logs"
                    raise SetupFailed(f"Not ready: {address}: {answer}\nThe logs are in {logs}")

    def _addresses(self, gateway: str, desk: str) -> str:
        lines = [f"Web chat         {gateway}/"]
        if self._simulated:
            lines.append(f"Phone simulator  {gateway}/phone")
        lines.append(f"Desk             {desk}/")
        lines += [f"  sign in as     {o.email}  {o.password}  ({o.role})" for o in OFFICERS]
        return "\n".join([*lines, "", "Ctrl-C stops everything."])


def ask(address: str) -> str:
    """The status of a GET, as text, with what a refusal said."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own http address
            return str(answer.status)
    except urllib.error.HTTPError as refusal:
        return f"{refusal.code} {refusal.read(300).decode(errors='replace')}"
    except OSError as error:
        return str(error)


def _report(supervisor: Supervisor) -> int:
    name = supervisor.ended_by_itself
    if name is None:
        console.print("Everything has stopped.")
    else:
        code = supervisor.exit_code()
        console.print(f"[red]{name} stopped by itself (exit {code}); the rest was stopped.[/red]")
        console.print(tail(supervisor.logs / f"{name}.log"), markup=False)
    return supervisor.exit_code()


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def main() -> int:
    try:
        return run()
    except KeyboardInterrupt:
        console.print("Stopped.")
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main())
