"""What the parts are started with: everything named, secrets made when they are not given."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.home import hearthline_home
from housing.settings import Settings
from ops import ROOT
from ops.building.environments import APP, Environment, write_stamp
from ops.running.stack import KNOWN_BY, complete_environment, listeners, parts, secrets_of, share_of
from ops.running.valkey import configuration


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("HEARTHLINE_HOME", str(tmp_path))
    return Settings()


def test_without_twilio_there_is_a_simulated_phone_and_a_new_token(settings: Settings) -> None:
    made = complete_environment({}, settings)
    assert made["PHONE_SIMULATOR"] == "1"
    for secret in ("BOT_TOKEN", "ACTIONS_TOKEN", "LINK_SECRET"):
        assert made[secret] != complete_environment({}, settings)[secret]


def test_with_twilio_there_is_no_simulated_phone(settings: Settings) -> None:
    given = {"TWILIO_ACCOUNT_SID": "ACgiven", "TWILIO_AUTH_TOKEN": "given"}
    made = complete_environment(given, settings)
    assert "PHONE_SIMULATOR" not in made
    assert made["TWILIO_AUTH_TOKEN"] == "given"


def test_what_is_given_is_kept_and_an_empty_word_is_not(settings: Settings) -> None:
    made = complete_environment({"BOT_TOKEN": "given", "REDIS_URL": ""}, settings)
    assert made["BOT_TOKEN"] == "given"
    assert made["REDIS_URL"].startswith("redis://:")


@pytest.mark.parametrize(
    ("given", "own"), [({}, True), ({"REDIS_URL": "redis://elsewhere"}, False)]
)
def test_valkey_is_started_unless_another_redis_is_named(given: dict[str, str], own: bool) -> None:
    assert ("valkey" in parts(given)) is own


def test_every_part_of_the_procfile_has_its_port_tried(settings: Settings) -> None:
    tried = {listener.setting.removesuffix("_PORT").lower() for listener in listeners(settings)}
    assert set(parts({})) - {"valkey"} == tried


def test_every_setting_is_in_the_table_of_the_readme() -> None:
    named = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", (ROOT / "README.md").read_text()))
    fields = {name.upper() for name in Settings.model_fields}
    assert fields - named == {"PHONE_SIMULATOR"}


def test_an_environment_is_current_until_its_lock_changes(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("one==1\n")
    environment = Environment("tried", tmp_path / "venv", "3.12", lock)
    environment.interpreter.parent.mkdir(parents=True)
    environment.interpreter.touch()
    assert not environment.is_current()
    write_stamp(environment)
    assert environment.is_current()
    lock.write_text("one==2\n")
    assert not environment.is_current()


@pytest.mark.parametrize(
    "lock",
    [
        *ROOT.glob("requirements/*.txt"),
        *ROOT.glob("bot/*.txt"),
        *ROOT.glob("bot/encoder/requirements*.txt"),
    ],
)
def test_locks_have_hashes_and_name_no_index(lock: Path) -> None:
    text = lock.read_text()
    pins = [line for line in text.splitlines() if "==" in line and not line.startswith("#")]
    assert text.count("--hash=sha256:") >= len(pins) > 0
    assert "://" not in text
    assert "--index-url" not in text


def test_the_development_lock_holds_the_apps_at_the_same_versions() -> None:
    def pins(lock: Path) -> set[str]:
        return set(re.findall(r"^([a-z0-9-]+==\S+)", lock.read_text(), re.MULTILINE))

    assert pins(APP.lock) <= pins(APP.lock.with_name("dev.txt"))


@pytest.mark.parametrize(
    ("given", "home"),
    [
        ({}, "/home/me/.local/share/hearthline"),
        ({"XDG_DATA_HOME": ""}, "/home/me/.local/share/hearthline"),
        ({"XDG_DATA_HOME": "/data"}, "/data/hearthline"),
        ({"XDG_DATA_HOME": "/data", "HEARTHLINE_HOME": ""}, "/data/hearthline"),
        ({"XDG_DATA_HOME": "/data", "HEARTHLINE_HOME": "~/mine"}, "/home/me/mine"),
    ],
)
def test_every_environment_has_the_same_home(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], home: str
) -> None:
    for name in ("HEARTHLINE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/home/me", **given}.items():
        monkeypatch.setenv(name, value)
    assert Settings().hearthline_home == Path(home)
    assert hearthline_home() == Path(home)


SECRETS = (
    "DATABASE_URL",
    "REDIS_URL",
    "BOT_TOKEN",
    "ACTIONS_TOKEN",
    "LINK_SECRET",
    "LANDLORD_API_TOKEN",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_ACCOUNT_SID",
)


@pytest.mark.parametrize(
    ("part", "known"),
    [
        ("valkey", {"REDIS_URL"}),
        ("bot", {"REDIS_URL", "BOT_TOKEN", "ACTIONS_TOKEN"}),
        ("actions", {"DATABASE_URL", "ACTIONS_TOKEN", "LINK_SECRET"}),
        ("gateway", set(SECRETS) - {"ACTIONS_TOKEN"}),
        ("desk", {"DATABASE_URL", "REDIS_URL"}),
    ],
)
def test_a_part_is_told_only_the_secrets_that_it_uses(
    settings: Settings, part: str, known: set[str]
) -> None:
    given = dict.fromkeys(SECRETS, "given") | {"PATH": "/bin", "SOMEBODY_ELSES_KEY": "theirs"}
    share = share_of(part, complete_environment(given, settings))
    assert {name for name in SECRETS if name in share} == known
    assert "SOMEBODY_ELSES_KEY" not in share
    assert share["PATH"] == "/bin"
    assert share["GATEWAY_PORT"] == "8080"


def test_every_secret_setting_says_who_may_know_it() -> None:
    secret = {n.upper() for n, f in Settings.model_fields.items() if f.annotation is SecretStr}
    assert secret <= KNOWN_BY.keys()
    assert {"DATABASE_URL", "REDIS_URL"} <= KNOWN_BY.keys()


def test_no_log_shows_a_token(settings: Settings) -> None:
    given = {
        "TWILIO_AUTH_TOKEN": "given",
        "DATABASE_URL": "postgresql://me:its-password@db/it",
        "REDIS_URL": "redis://:another@redis/0",
    }
    made = complete_environment(given, settings)
    tokens = {made["BOT_TOKEN"], made["ACTIONS_TOKEN"], made["LINK_SECRET"]}
    assert set(secrets_of(made)) == tokens | {"given", "its-password", "another"}


def test_valkey_keeps_nothing_on_disk(tmp_path: Path) -> None:
    lines = configuration("redis://:word@127.0.0.1:6399/0", tmp_path).splitlines()
    assert "appendonly no" in lines
    assert 'save ""' in lines
