"""Brings a database to the newest schema, or back; every step is numbered and has its way back."""

from pathlib import Path

from alembic import command
from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")


def config(database_url: str) -> Config:
    """Alembic's settings for this database; the URL never passes through an ini file."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["database_url"] = database_url
    return settings


def upgrade(database_url: str, revision: str = "head") -> None:
    """To the newest schema, or the named revision."""
    command.upgrade(config(database_url), revision)


def downgrade(database_url: str, revision: str = "base") -> None:
    """Back to the named revision; `base` is an empty database."""
    command.downgrade(config(database_url), revision)
