"""`make run`: prepare, start every part, say when all of it answers, stop all of it together."""

import signal
import sys
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

from housing.process import keep_files_to_ourselves
from housing.settings import load_settings
from ops.building.prepare import prepare
from ops.building.progress import console, tail
from ops.building.system import SetupFailed
from ops.running.log_files import LogFiles
from ops.running.ports import check_ports
from ops.running.readiness import Watch
from ops.running.stack import (
    base_environment,
    complete_environment,
    listeners,
    own_environment,
    parts,
    secrets_of,
    share_of,
)
from ops.running.supervisor import Supervisor


def run() -> int:
    """Run until a signal comes or a part ends; the exit code is non-zero either way."""
    signal.signal(signal.SIGTERM, _leave)
    keep_files_to_ourselves()
    settings = load_settings()
    home = settings.hearthline_home
    home.mkdir(parents=True, exist_ok=True)
    # Also what an earlier release left open to others in it.
    home.chmod(0o700)
    given = own_environment()
    try:
        check_ports(listeners(settings))
        model = prepare(home, base_environment(given, settings))
        environment = complete_environment(given, settings) | {"BOT_MODEL": str(model)}
    except SetupFailed as failure:
        console.print(str(failure), style="red", markup=False, soft_wrap=True)
        return 1
    watch = Watch(settings, simulated="PHONE_SIMULATOR" in environment)
    logs = LogFiles(home / "logs", secrets_of(environment))
    shares = partial(share_of, environment=environment)
    supervisor = Supervisor(parts(given), shares, logs, watch.start)
    supervisor.loop()
    logs.close()
    watch.stopping.set()
    return _report(supervisor, home)


def _report(supervisor: Supervisor, home: Path) -> int:
    name = supervisor.ended_by_itself
    if name is None:
        console.print("Everything has stopped.")
    else:
        code = supervisor.exit_code()
        console.print(f"[red]{name} stopped by itself (exit {code}); the rest was stopped.[/red]")
        console.print(tail(home / "logs" / f"{name}.log"), markup=False, soft_wrap=True)
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
