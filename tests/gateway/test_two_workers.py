"""Two worker processes on one database: every text answered once, in order, one at a time."""

import asyncio
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from gateway.services import Services
from gateway.workers.loops import for_ever, running
from gateway.workers.turns import TurnWorker
from housing.domain.messaging.conversation import Channel
from housing.services.messaging import inbox
from housing.settings import Settings
from tests.gateway.phone import until
from tests.support.rasa_double import RasaDouble
from tests.support.serving import serving

pytestmark = pytest.mark.timeout(300)
ROOT = Path(__file__).resolve().parents[2]
CONVERSATIONS, TEXTS_EACH = 12, 4


class Watcher(RasaDouble):
    """Notices when the bot is asked for one conversation while it still answers it."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way: Counter[str] = Counter()
        self.overlaps = 0

    async def _webhook(self, request: web.Request) -> web.Response:
        sender = (await request.json())["sender"]
        self.overlaps += self.under_way[sender]
        self.under_way[sender] += 1
        await asyncio.sleep(0.05)
        try:
            return await super()._webhook(request)
        finally:
            self.under_way[sender] -= 1


async def test_two_processes_never_run_one_conversation_twice(
    settings: Settings, services: Services
) -> None:
    rasa = Watcher()
    async with serving(rasa.app(), settings.bot_port):
        workers = [await _start(settings) for _ in range(2)]
        try:
            for number in range(TEXTS_EACH):
                await asyncio.gather(*(_text(services, n, number) for n in range(CONVERSATIONS)))
                await asyncio.sleep(0.3)

            async def answered() -> bool:
                async with services.reads() as uow:
                    logs = [await _log(uow, n) for n in range(CONVERSATIONS)]
                return all(m.state == "done" for log in logs for m in log if m.direction == "in")

            await until(answered, patience_s=60)
        finally:
            for worker in workers:
                worker.kill()
            await asyncio.gather(*(worker.wait() for worker in workers))
    assert rasa.overlaps == 0
    said: dict[str, list[str]] = defaultdict(list)
    for asked in rasa.asked:
        said[asked["sender"]] += asked["message"].split("\n")
    expected = [f"text {number}" for number in range(TEXTS_EACH)]
    assert list(said.values()) == [expected] * CONVERSATIONS
    async with services.reads() as uow:
        for n in range(CONVERSATIONS):
            log = await _log(uow, n)
            turns = {m.turn_id for m in log if m.direction == "in"}
            assert len([m for m in log if m.direction == "out"]) == len(turns)


async def test_a_worker_that_dies_in_a_turn_leaves_it_to_another(
    settings: Settings, services: Services
) -> None:
    rasa = RasaDouble(hold=asyncio.Event())
    async with serving(rasa.app(), settings.bot_port):
        first = await _start(settings)
        try:
            await _text(services, 0, 0)

            async def asked() -> bool:
                return bool(rasa.asked)

            await until(asked, patience_s=30)
        finally:
            first.kill()
            await first.wait()
        assert rasa.hold is not None
        rasa.hold.set()
        async with services.units() as uow:
            # What waiting for the end of the lease would do.
            conversation = await uow.talk.find(Channel.SMS, _number(0))
            assert conversation is not None
            await uow.turns.release(conversation.id, conversation.leased_by or "")
        async with running(for_ever("turns", TurnWorker(services).step)):

            async def answered() -> bool:
                async with services.reads() as uow:
                    return len(await _log(uow, 0)) == 2

            await until(answered, patience_s=30)
    first_try, second_try = rasa.asked
    assert first_try == second_try, "the replay asks the very same"


async def _start(settings: Settings) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "BOT_PORT": str(settings.bot_port),
        "BOT_TOKEN": settings.bot_token.get_secret_value(),
        "ACTIONS_PORT": str(settings.actions_port),
        "HEARTHLINE_HOME": str(settings.hearthline_home),
    }
    worker = await asyncio.create_subprocess_exec(
        sys.executable,
        str(Path(__file__).with_name("worker_process.py")),
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    assert worker.stdout is not None
    assert await asyncio.wait_for(worker.stdout.readline(), 60) == b"ready\n"
    return worker


async def _text(services: Services, conversation: int, number: int) -> None:
    form = {
        "MessageSid": f"SM{conversation}-{number}",
        "From": _number(conversation),
        "Body": f"text {number}",
    }
    async with services.units() as uow:
        received = await inbox.receive_sms(uow, form=form, now=services.clock.now())
    await services.events.publish("message", received.message.conversation_id)


async def _log(uow: Any, conversation: int) -> Any:
    found = await uow.talk.find(Channel.SMS, _number(conversation))
    return () if found is None else await uow.talk.messages(found.id)


def _number(conversation: int) -> str:
    return f"+4477009003{conversation:02}"
