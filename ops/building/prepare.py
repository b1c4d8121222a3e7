"""Everything that must be there before a part starts: environments, encoder, model, database.

Each piece is made only when it is missing or what it is made of has changed.
"""

from collections.abc import Mapping
from pathlib import Path

from bot.encoder.export import encoder_identity, is_current
from ops.building.environments import (
    APP,
    BOT,
    ENCODER,
    Environment,
    build_commands,
    uv_environment,
    write_stamp,
)
from ops.building.model import model_for
from ops.building.progress import run_step
from ops.building.uv import find_uv
from ops.running.stack import share_of


def prepare(home: Path, environment: Mapping[str, str]) -> Path:
    """Make everything that is missing; return the model's path. Raises SetupFailed."""
    model = prepare_bot(home, environment)
    command = [str(APP.interpreter), "-m", "ops.running.database"]
    log = home / "logs" / "database.log"
    run_step("Preparing the database", [command], log, share_of("database", environment))
    return model


def prepare_bot(home: Path, environment: Mapping[str, str]) -> Path:
    """The bot's environment, encoder and model; return the model's path. Raises SetupFailed."""
    prepare_encoder(home, environment)
    return model_for(home, share_of("bot", environment), home / "logs")


def prepare_encoder(home: Path, environment: Mapping[str, str]) -> None:
    """The bot's environment and its sentence encoder. Raises SetupFailed."""
    logs = home / "logs"
    ensure(BOT, "Building the bot's environment (a few minutes the first time)", logs)
    if not is_current(home / "encoder", encoder_identity()):
        ensure(ENCODER, "Building the encoder's environment", logs)
        export = [str(ENCODER.interpreter), "-m", "bot.encoder.export", "--home", str(home)]
        run_step("Making the sentence encoder", [export], logs / "encoder.log", environment)


def ensure(environment: Environment, title: str, logs: Path) -> None:
    """Build the environment unless it is current."""
    if environment.is_current():
        return
    environment.folder.parent.mkdir(parents=True, exist_ok=True)
    commands = build_commands(environment, find_uv())
    run_step(title, commands, logs / f"{environment.name}-environment.log", uv_environment())
    write_stamp(environment)
