"""Where everything that is made for a service lies, as the rest of Hearthline has it.

The bot's environments cannot import housing's settings: this is the same default, said once more.
"""

from __future__ import annotations

import os
from pathlib import Path


def hearthline_home() -> Path:
    """HEARTHLINE_HOME, or its folder among the account's data."""
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    home = os.environ.get("HEARTHLINE_HOME") or Path(data) / "hearthline"
    return Path(home).expanduser().absolute()
