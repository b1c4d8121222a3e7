"""Waits beside the supervisor until every part answers, then says where they are."""

import os
import signal
import threading
import time
import urllib.error
import urllib.request

from housing.demo.people import OFFICERS, OPERATIVE_SIGN_INS
from housing.settings import Settings
from ops.building.progress import console, step
from ops.building.system import SetupFailed

READY_TIMEOUT_S = 180.0
POLL_S = 0.2


class Watch:
    """Prints the addresses when all parts answer; ends this process when they never do."""

    def __init__(self, settings: Settings, *, simulated: bool) -> None:
        self._settings = settings
        self._simulated = simulated
        self.stopping = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        gateway = f"http://127.0.0.1:{self._settings.gateway_port}"
        desk = f"http://127.0.0.1:{self._settings.desk_port}"
        try:
            with step("Starting Valkey, bot, actions, gateway and desk"):
                for address in (f"{gateway}/readyz", f"{desk}/signin"):
                    self._until_ready(address)
        except SetupFailed as failure:
            if not self.stopping.is_set():
                console.print(str(failure), style="red", markup=False, soft_wrap=True)
                os.kill(os.getpid(), signal.SIGTERM)
            return
        console.rule("Hearthline is running")
        console.print(self._addresses(gateway, desk), soft_wrap=True)

    def _until_ready(self, address: str) -> None:
        give_up = time.monotonic() + READY_TIMEOUT_S
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
        lines.append(f"Operative's day  {desk}/day")
        lines += [f"  sign in as     {o.email}  {o.password}" for o in OPERATIVE_SIGN_INS]
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
