"""What comes from the operating system: asked for through apt when that is allowed, else named.

Standard library only, for Python 3.8 on: this runs on whatever python3 the machine has.
"""

from __future__ import annotations

import os
import shutil
import subprocess


class SetupFailed(Exception):
    """Setting up cannot go on; the message is the sentence for the person."""


def apt_install(packages: dict[str, str], purpose: str) -> None:
    """Install the Debian packages (the dict's values), or raise with the line that would.

    Keys name what is missing in the person's words.
    """
    wanted = sorted(set(packages.values()))
    missing = " and ".join(packages)
    advice = "sudo apt-get install -y {}".format(" ".join(wanted))
    apt = _apt_command()
    if apt is None:
        raise SetupFailed(f"{missing} is needed {purpose}. Run: {advice}")
    print(f"Installing {missing} {purpose}", flush=True)
    update, install = ["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends"]
    _run([*apt, *update])
    output = _run([*apt, *install, *wanted])
    if output is not None:
        raise SetupFailed(f"{missing} could not be installed. Run: {advice}\n{output[-800:]}")


def _run(command: list[str]) -> str | None:
    """What a command that failed printed; None when it went well."""
    done = subprocess.run(
        command,
        check=False,
        env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.stdout if done.returncode != 0 else None


def _apt_command() -> list[str] | None:
    """The command in front of apt's own words, or None where this person may not install."""
    apt = shutil.which("apt-get")
    if apt is None:
        return None
    if os.geteuid() == 0:
        return [apt]
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return [sudo, "-n", apt]
    return None
