"""The environment of one running service, completed from what is set, and each part's share of it.

Only for one machine: tokens between gateway, bot and actions, a secret for signed links, a Valkey
of its own unless REDIS_URL is set, the phone simulator unless Twilio's credentials are. In
production these are given instead. A part is told no secret that it does not use.
"""

import os
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from honcho.environ import parse_procfile

from housing.settings import Settings
from ops import ROOT
from ops.running.ports import Listener, free_port

VALKEY_PORT = 6399
# Who is told a secret, or an address that may hold a password. `database` is no part but the step
# before them all, which must see that Twilio's credentials are real to leave the demo out.
KNOWN_BY: dict[str, frozenset[str]] = {
    "DATABASE_URL": frozenset({"gateway", "desk", "actions", "database"}),
    "REDIS_URL": frozenset({"gateway", "desk", "bot", "valkey"}),
    "BOT_TOKEN": frozenset({"gateway", "bot"}),
    "ACTIONS_TOKEN": frozenset({"actions", "bot"}),
    "LINK_SECRET": frozenset({"gateway", "actions"}),
    "LANDLORD_API_URL": frozenset({"gateway"}),
    "LANDLORD_API_TOKEN": frozenset({"gateway"}),
    **{
        name.upper(): frozenset({"gateway", "database"})
        for name in Settings.model_fields
        if name.startswith("twilio_")
    },
}
ADDRESSES = ("DATABASE_URL", "REDIS_URL")
OURS = frozenset({name.upper() for name in Settings.model_fields} | {"BOT_MODEL"})
# What is not ours is passed on only if it is one of these: a shell holds other people's secrets.
MACHINE = frozenset({"PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR"})
MACHINE_PREFIXES = (
    *("LC_", "XDG_", "PYTHON", "LD_", "SSL_CERT_", "GLIBC_TUNABLES", "MALLOC_"),
    *("OMP_", "OPENBLAS_", "MKL_", "TF_", "RASA_", "SANIC_", "SQLALCHEMY_"),
    *("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"),
)


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
        "ACTIONS_TOKEN": secrets.token_urlsafe(32),
        "LINK_SECRET": secrets.token_urlsafe(32),
        "REDIS_URL": redis,
    }
    if not given.get("TWILIO_AUTH_TOKEN"):
        made["PHONE_SIMULATOR"] = "1"
    return {**made, **base_environment(given, settings)}


def share_of(part: str, environment: Mapping[str, str]) -> dict[str, str]:
    """What one part is started with: the machine's own names and the settings that it may know."""
    return {name: value for name, value in environment.items() if _may_know(part, name)}


def secrets_of(environment: Mapping[str, str]) -> list[str]:
    """What no log may show, longest first so that none hides a piece of another."""
    known = {name: environment[name] for name in KNOWN_BY if name in environment}
    named = {value for name, value in known.items() if name.endswith(("_TOKEN", "_SECRET"))}
    in_addresses = {urlsplit(known.get(name, "")).password for name in ADDRESSES}
    return sorted(filter(None, named | in_addresses), key=len, reverse=True)


def _may_know(part: str, name: str) -> bool:
    if name in KNOWN_BY:
        return part in KNOWN_BY[name]
    return name in OURS or name in MACHINE or name.startswith(MACHINE_PREFIXES)


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
