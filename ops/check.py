"""`make test` and `make lint`: what must hold before a change goes in, in one run.

Brings Chromium and PostgreSQL through apt where that is allowed, then the bot's environment and
model, then runs every check and every test. Any failure makes the exit code non-zero.
"""

import shutil
import subprocess
import sys
from glob import glob
from pathlib import Path

from housing.settings import load_settings
from ops import ROOT
from ops.building.environments import DEV
from ops.building.prepare import prepare_bot
from ops.building.progress import console
from ops.building.system import SetupFailed, apt_install
from ops.running.stack import base_environment, own_environment

BIN = DEV.interpreter.parent
CHECKS = {
    "ruff": [str(BIN / "ruff"), "check", "."],
    "ruff format": [str(BIN / "ruff"), "format", "--check", "."],
    "mypy": [str(BIN / "mypy")],
    "import-linter": [str(BIN / "lint-imports")],
    "the Deal": [str(DEV.interpreter), "-m", "housing", "deal", "check"],
}
TESTS = [str(DEV.interpreter), "-m", "pytest"]
CHROMIUM = Path("/usr/bin/chromium")  # Debian's; the browser tests name it


def main(arguments: list[str]) -> int:
    """0 when all of it holds."""
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    if "lint" in arguments:
        return _verdict(failed)
    try:
        install_system_packages()
        settings = load_settings()
        prepare_bot(settings.hearthline_home, base_environment(own_environment(), settings))
    except SetupFailed as failure:
        console.print(str(failure), style="red", markup=False, soft_wrap=True)
        return 1
    if not _passes("tests", TESTS):
        failed.append("tests")
    return _verdict(failed)


def install_system_packages() -> None:
    """Bring the browser and the database server that the tests drive; raise SetupFailed."""
    missing = {}
    if not CHROMIUM.exists():
        missing["Chromium"] = "chromium"
    if not (shutil.which("initdb") or glob("/usr/lib/postgresql/*/bin/initdb")):
        missing["PostgreSQL"] = "postgresql"
    if missing:
        apt_install(missing, "for the tests")


def _passes(name: str, command: list[str]) -> bool:
    console.rule(name)
    # Standard output keeps its order with the tests' own, which end with the count of them.
    return subprocess.run(command, check=False, cwd=ROOT, env=own_environment()).returncode == 0


def _verdict(failed: list[str]) -> int:
    if failed:
        console.print(f"[red]Failed: {', '.join(failed)}[/red]")
        return 1
    console.print("[green]Everything holds.[/green]")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
