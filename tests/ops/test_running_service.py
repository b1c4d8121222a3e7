"""The whole service as `make run` starts it: every part answers, but not to everyone."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ops.service import Stack

pytestmark = pytest.mark.stack

SECRETS = ("BOT_TOKEN=", "LINK_SECRET=", "REDIS_URL=")


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


def _secrets_of(supervisor: int) -> list[str]:
    """The secrets that the supervisor gave to a part of its own."""
    parts = [folder for folder in Path("/proc").glob("[0-9]*") if _descends(folder, supervisor)]
    environments = [_read(folder / "environ").split("\0") for folder in parts]
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
