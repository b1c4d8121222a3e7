"""What a person sees while something long happens: a spinner and the seconds, or plain lines.

Standard output belongs to the result (a bench's JSON, say); progress goes to standard error.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ops import ROOT
from ops.building.system import SetupFailed

console = Console(stderr=True, highlight=False)
TAIL_LINES = 20


@contextmanager
def step(title: str) -> Iterator[None]:
    """Show that `title` is going on, then that it is done and how long it took."""
    started = time.monotonic()
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    if console.is_terminal:
        with Progress(*columns, console=console, transient=True) as progress:
            progress.add_task(title, total=None)
            yield
    else:
        console.print(f"  {title} ...", style="dim")
        yield
    console.print(f"[green]done[/green]  {title} ({time.monotonic() - started:.1f} s)")


def run_step(
    title: str, commands: Sequence[Sequence[str]], log: Path, environment: Mapping[str, str]
) -> None:
    """Run the commands in order, their output in `log`; raise SetupFailed with its end."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with step(title), log.open("w") as output:
        for command in commands:
            code = _run_to_the_end(command, output, environment)
            if code != 0:
                raise SetupFailed(f"{title} failed (exit {code}).\n{tail(log)}")


def _run_to_the_end(command: Sequence[str], output: IO[str], environment: Mapping[str, str]) -> int:
    """Run in a process group of its own, so that nothing of it goes on when this is stopped."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        return process.wait()
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise


def tail(log: Path, lines: int = TAIL_LINES) -> str:
    """The last lines of a log and where the rest is."""
    try:
        text = log.read_text(errors="replace").splitlines()
    except OSError:
        return f"(no log in {log})"
    return "\n".join([*(f"    {line}" for line in text[-lines:]), f"The whole log is in {log}"])
