"""`make run`: prepare, start every part, say when all of it answers, stop all of it together."""

import signal
import sys
from types import FrameType
from typing import NoReturn

from housing.settings import load_settings
from ops.ports import check_ports
from ops.prepare import prepare
from ops.progress import console, tail
from ops.readiness import Watch
from ops.stack import base_environment, complete_environment, listeners, own_environment, parts
from ops.supervisor import Supervisor
from ops.system import SetupFailed


def run() -> int:
    """Run until a signal comes or a part ends; the exit code is non-zero either way."""
    signal.signal(signal.SIGTERM, _leave)
    settings = load_settings()
    home = settings.hearthline_home
    given = own_environment()
    try:
        check_ports(listeners(settings))
        model = prepare(home, base_environment(given, settings))
        environment = complete_environment(given, settings) | {"BOT_MODEL": str(model)}
    except SetupFailed as failure:
        console.print(str(failure), style="red", markup=False, soft_wrap=True)
        return 1
    watch = Watch(settings, simulated="PHONE_SIMULATOR" in environment)
    supervisor = Supervisor(parts(given), environment, home / "logs", watch.start)
    supervisor.loop()
    watch.stopping.set()
    return _report(supervisor)


def _report(supervisor: Supervisor) -> int:
    name = supervisor.ended_by_itself
    if name is None:
        console.print("Everything has stopped.")
    else:
        code = supervisor.exit_code()
        console.print(f"[red]{name} stopped by itself (exit {code}); the rest was stopped.[/red]")
        console.print(tail(supervisor.logs / f"{name}.log"), markup=False, soft_wrap=True)
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
