"""A part stops in the middle of a conversation: nothing is lost, and the tenant is told in time."""

import os
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest
import redis

from ops.running.service import Stack, running_service
from tests.dialogue.people import Phone, Tenant, person_of
from tests.support.valkey import Valkey

TOLD_WITHIN_S = 30


@pytest.fixture(scope="module")
def frail(tmp_path_factory: pytest.TempPathFactory, valkey_server: Valkey) -> Iterator[Stack]:
    """A service of these tests' own, on a Redis that they can empty."""
    home = tmp_path_factory.mktemp("frail")
    with running_service(home, REDIS_URL=valkey_server.url) as running:
        yield running


@pytest.fixture
async def texting(frail: Stack) -> AsyncIterator[Tenant]:
    """A demo tenant whom this test alone has met."""
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{frail.gateway}/phone/api/tenants") as answer:
            people = [person_of(row) for row in (await answer.json())["tenants"]]
        used = {row[0] for row in ask(frail, "select address from conversation")}
        person = next(p for p in people if p.tenancy == "assured" and p.number not in used)
        phone = Phone(http, frail.gateway, person.number)
        yield Tenant(person, phone, phone)


def ask(stack: Stack, query: str) -> list[tuple[object, ...]]:
    path = stack.database_url.removeprefix("sqlite:///")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return list(connection.execute(query))


@contextmanager
def stopped(stack: Stack, module: str) -> Iterator[None]:
    """The part hangs, as one does that is out of memory or behind a broken network."""
    part = _process_of(stack, module)
    os.kill(part, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(part, signal.SIGCONT)


def _process_of(stack: Stack, module: str) -> int:
    home = f"HEARTHLINE_HOME={stack.home}".encode()
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
            environment = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if command[1:3] == [b"-m", module.encode()] and home in environment:
            return int(folder.name)
    raise AssertionError(f"{module} does not run")


async def test_redis_flushed_and_the_conversation_goes_on(
    texting: Tenant, valkey_server: Valkey
) -> None:
    await texting.says("kitchen tap dripping", "turn the tap off")
    with redis.Redis(port=valkey_server.port) as client:
        client.flushall()
    await texting.says("yes", "simple repair", "postcode")
    with redis.Redis(port=valkey_server.port) as client:
        client.flushall()
    await texting.proves_identity("when suits you")


@pytest.mark.parametrize("module", ["actions", "bot.serve"])
async def test_a_part_that_hangs_is_survived(frail: Stack, texting: Tenant, module: str) -> None:
    await texting.says("hello", "assistant")
    with stopped(frail, module):
        began = time.monotonic()
        await texting.says("my kitchen tap keeps dripping", "kept for a person", "999")
        assert time.monotonic() - began < TOLD_WITHIN_S
        waiting = ask(frail, "select reason from handoff where state = 'waiting'")
        assert ("part_failed",) in waiting
    await texting.hears("turn the tap off")
    await texting.says("yes", "simple repair", never=("kept for a person",))
