"""First step of every `make` target: brings uv and builds .venv, then leaves the rest to it.

`python3 -m ops.bootstrap [dev]`. Standard library only and kept to old syntax: this runs on
whatever python3 the machine has. Shows uv's own progress bars.
"""

from __future__ import annotations

import subprocess
import sys

from ops.building.environments import (
    APP,
    DEV,
    Environment,
    build_commands,
    uv_environment,
    write_stamp,
)
from ops.building.system import SetupFailed
from ops.building.uv import find_uv


def main(arguments: list[str]) -> int:
    """Exit code 0 when .venv is ready; 1 with a sentence on stderr when it cannot be."""
    # The development lock contains the app's, so `make run` after `make test` rebuilds nothing.
    wanted = DEV if "dev" in arguments else APP
    if DEV.is_current() or wanted.is_current():
        return 0
    try:
        _build(wanted)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def _build(environment: Environment) -> None:
    uv = find_uv()
    print(f"Building the {environment.name} environment", flush=True)
    for command in build_commands(environment, uv):
        if subprocess.run(command, check=False, env=uv_environment()).returncode != 0:
            raise SetupFailed(f"The {environment.name} environment could not be built.")
    write_stamp(environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
