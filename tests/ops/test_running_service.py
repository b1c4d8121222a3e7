"""The whole service as `make run` starts it: every part answers, but not to everyone."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ops.running.service import Stack

pytestmark = pytest.mark.stack

SECRETS = ("BOT_TOKEN=", "ACTIONS_TOKEN=", "LINK_SECRET=", "REDIS_URL=")


def status(address: str, body: dict[str, str] | None = None) -> int:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


def test_every_part_answers(stack: Stack) -> None:
    assert status(f"{stack.gateway}/healthz") == 200
    assert status(f"{stack.gateway}/readyz") == 200
    assert status(f"{stack.gateway}/") == 200
    assert status(f"{stack.gateway}/phone") == 200
    assert status(f"{stack.desk}/signin") == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/webhooks/rest/webhook", {"sender": "1", "message": "hello"}),
        ("/model/parse", {"text": "hello"}),
        ("/conversations/1/tracker", None),
        ("/domain", None),
    ],
)
def test_the_bot_answers_nobody_without_its_token(
    stack: Stack, path: str, body: dict[str, str] | None
) -> None:
    assert status(stack.bot + path, body) in (401, 403)


def test_no_secret_stands_in_the_list_of_processes(stack: Stack) -> None:
    arguments = [_read(folder / "cmdline") for folder in Path("/proc").glob("[0-9]*")]
    for secret in _secrets_of(stack.pid):
        assert not any(secret in words for words in arguments)


@pytest.mark.parametrize(
    ("part", "unknown"),
    [
        ("bot.serve", ("TWILIO_", "DATABASE_URL", "LINK_SECRET", "LANDLORD_")),
        ("actions", ("TWILIO_", "BOT_TOKEN", "LANDLORD_")),
        ("desk", ("TWILIO_", "BOT_TOKEN", "ACTIONS_TOKEN", "LINK_SECRET", "LANDLORD_")),
        ("gateway", ("ACTIONS_TOKEN",)),
    ],
)
def test_a_part_knows_only_what_it_needs(stack: Stack, part: str, unknown: tuple[str, ...]) -> None:
    folder = next(
        folder for folder in _parts_of(stack.pid) if f"-m\0{part}\0" in _read(folder / "cmdline")
    )
    names = [line.partition("=")[0] for line in _read(folder / "environ").split("\0")]
    assert "HEARTHLINE_HOME" in names
    assert [name for name in names if name.startswith(unknown)] == []


def test_the_action_server_answers_only_the_bot(stack: Stack) -> None:
    assert status(f"{stack.actions}/health") == 200
    assert status(f"{stack.actions}/webhook", {"next_action": "action_answer"}) == 401
    assert status(f"{stack.actions}/actions") == 401


def test_what_is_written_is_for_this_account_alone(stack: Stack) -> None:
    files = [file for file in stack.home.rglob("*") if file.is_file() and file.parent != stack.home]
    mine = [stack.home / "hearthline.db", *(file for file in files if not _is_shared(stack, file))]
    assert {"bot.log", "gateway.log", "valkey.conf"} <= {file.name for file in mine}
    assert {file.name for file in mine if file.stat().st_mode & 0o077} == set()
    assert stack.home.stat().st_mode & 0o077 == 0
    assert not list((stack.home / "valkey").glob("*.aof*"))


def _is_shared(stack: Stack, file: Path) -> bool:
    return file.relative_to(stack.home).parts[0] in ("models", "encoder")


def _parts_of(supervisor: int) -> list[Path]:
    return [folder for folder in Path("/proc").glob("[0-9]*") if _descends(folder, supervisor)]


def _secrets_of(supervisor: int) -> list[str]:
    """The secrets that the supervisor gave to a part of its own."""
    environments = [_read(folder / "environ").split("\0") for folder in _parts_of(supervisor)]
    found = {v.partition("=")[2] for env in environments for v in env if v.startswith(SECRETS)}
    assert len(found) == len(SECRETS)
    return sorted(found)


def _descends(folder: Path, ancestor: int) -> bool:
    while folder.name not in ("0", "1", ""):
        if int(folder.name) == ancestor:
            return True
        fields = _read(folder / "stat").rpartition(")")[2].split()
        folder = folder.with_name(fields[1] if fields else "0")
    return False


def _read(file: Path) -> str:
    """A process may be gone by the time it is looked at."""
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""
