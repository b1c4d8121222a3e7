"""The environment that all parts of one running service share, completed from what is set.

Only for one machine: a token between gateway and bot, a secret for signed links, a Valkey of its
own unless REDIS_URL is set, the phone simulator unless Twilio's credentials are. In production
these are given instead.
"""

import os
import secrets
from collections.abc import Mapping

from honcho.environ import parse_procfile

from housing.settings import Settings
from ops import ROOT
from ops.ports import Listener, free_port

VALKEY_PORT = 6399
FOREIGN_PYTHON = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH")


def base_environment(given: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """`given` with home, ports and Python's path as the settings read them."""
    return {
        **{name: value for name, value in given.items() if value},
        "HEARTHLINE_HOME": str(settings.hearthline_home),
        "GATEWAY_PORT": str(settings.gateway_port),
        "DESK_PORT": str(settings.desk_port),
        "BOT_PORT": str(settings.bot_port),
        "ACTIONS_PORT": str(settings.actions_port),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }


def complete_environment(given: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """The base with what was left to us; asked for just before the start, as ports come and go."""
    redis = f"redis://:{secrets.token_urlsafe(24)}@127.0.0.1:{free_port(VALKEY_PORT)}/0"
    made = {
        "BOT_TOKEN": secrets.token_urlsafe(32),
        "LINK_SECRET": secrets.token_urlsafe(32),
        "REDIS_URL": redis,
    }
    if not given.get("TWILIO_AUTH_TOKEN"):
        made["PHONE_SIMULATOR"] = "1"
    return {**made, **base_environment(given, settings)}


def parts(given: Mapping[str, str]) -> dict[str, str]:
    """Each part's command, from the Procfile; Valkey only when no other Redis is named."""
    processes: dict[str, str] = dict(parse_procfile((ROOT / "Procfile").read_text()).processes)
    if given.get("REDIS_URL"):
        processes.pop("valkey")
    return processes


def listeners(settings: Settings) -> list[Listener]:
    """What the parts will listen on."""
    return [
        Listener("GATEWAY_PORT", settings.gateway_host, settings.gateway_port),
        Listener("DESK_PORT", settings.desk_host, settings.desk_port),
        Listener("BOT_PORT", "127.0.0.1", settings.bot_port),
        Listener("ACTIONS_PORT", "127.0.0.1", settings.actions_port),
    ]


def own_environment() -> dict[str, str]:
    """This process's environment less what would point the parts at another Python.

    Nor may they be kept from caching compiled modules: TensorFlow's alone take the bot 10 s.
    """
    left_out = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
    return {k: v for k, v in os.environ.items() if k not in left_out}
