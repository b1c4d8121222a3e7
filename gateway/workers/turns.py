"""Works on what tenants have sent: one worker a conversation, in order, until it is answered.

Every step is a transaction of its own and a crash between two is harmless: the lease runs out and
the turn is played again, with the same messages.
"""

import asyncio
import logging
import secrets
from collections.abc import Mapping
from typing import Any

from gateway import health, metrics
from gateway.services import Services
from gateway.workers import news
from housing.domain.messaging.conversation import Channel, Conversation
from housing.ports.messaging.bot import BotFailed
from housing.services.conversation.safety import watch
from housing.services.messaging import part_failed, turns, wordless
from housing.services.messaging.turns import LeasedTurn

CONCURRENT_TURNS = 32
# A phone sends a long text in pieces and people press send early: what follows within this time
# is the same turn. It is nothing beside the seconds that a text itself travels.
SETTLE_S = {Channel.SMS: 0.2, Channel.WEBCHAT: 0.0}
ATTEMPT_S = 18.0
log = logging.getLogger(__name__)


class TurnWorker:
    """Takes turns for this process; any number of processes may do so side by side."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._wake = services.wakes.turns
        self._name = secrets.token_hex(8)
        self._places = asyncio.Semaphore(CONCURRENT_TURNS)
        self._running: dict[asyncio.Task[None], Conversation] = {}

    async def step(self) -> None:
        """Leases the next conversation and works on it beside others; waits if there is none."""
        await self._places.acquire()
        leased = None
        try:
            leased = await self._lease()
        finally:
            if leased is None:
                self._places.release()
        if leased is None:
            await self._wake.wait()
            return
        task = asyncio.create_task(self._work(*leased))
        self._running[task] = leased[0]
        task.add_done_callback(self._done)

    async def close(self) -> None:
        """Ends what is under way and gives the leases back: another worker plays it again."""
        unfinished = dict(self._running)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        async with self._services.units() as uow:
            for conversation in unfinished.values():
                await uow.turns.release(conversation.id, conversation.leased_by or "")

    async def give_outage_notice(self) -> None:
        """Tells tenants who have waited too long, whatever the reason is, and looks again."""
        services = self._services
        async with services.reads() as uow:
            waiting = await part_failed.overdue(uow, now=services.clock.now())
        for message in waiting:
            async with services.units() as uow:
                told = await part_failed.give_outage_notice(
                    uow,
                    services.deal,
                    message_id=message.id,
                    now=services.clock.now(),
                )
            if told:
                metrics.PROMISED.inc()
                services.wakes.all()
                await services.events.publish("queue", message.conversation_id)
        await asyncio.sleep(1.0)

    async def _lease(self) -> tuple[Conversation, LeasedTurn | None] | None:
        """The next conversation, and its turn where there is nothing to wait for."""
        now = self._services.clock.now()
        async with self._services.reads() as uow:
            if not await turns.is_work_waiting(uow, now=now):
                return None
        holder = f"{self._name}:{secrets.token_hex(4)}"
        async with self._services.units() as uow:
            conversation = await turns.lease(uow, holder=holder, now=now)
            if conversation is None:
                return None
            if SETTLE_S[conversation.channel]:
                return conversation, None
            return conversation, await turns.begin(
                uow, conversation_id=conversation.id, holder=holder
            )

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._places.release()
        self._wake.call()
        if not task.cancelled() and task.exception() is not None:
            log.error("a turn broke off", exc_info=task.exception())

    async def _work(self, conversation: Conversation, turn: LeasedTurn | None) -> None:
        turn = turn or await self._settled(conversation)
        if turn is None:
            return
        try:
            with metrics.TURN_SECONDS.time():
                async with asyncio.timeout(ATTEMPT_S):
                    outcome = await self._take(turn)
        except (BotFailed, TimeoutError) as error:
            log.warning("turn of conversation %s failed: %s", conversation.id, error)
            outcome = await self._fail(turn)
        except Exception:
            log.exception("turn of conversation %s broke off", conversation.id)
            outcome = await self._fail(turn)
        metrics.TURNS.labels(outcome).inc()
        await news.said(self._services, conversation.id, conversation.channel)

    async def _settled(self, conversation: Conversation) -> LeasedTurn | None:
        await asyncio.sleep(SETTLE_S[conversation.channel])
        async with self._services.units() as uow:
            return await turns.begin(
                uow, conversation_id=conversation.id, holder=conversation.leased_by or ""
            )

    async def _take(self, turn: LeasedTurn) -> str:
        """How the turn ended: answered, dropped, or silent because a person has it."""
        services = self._services
        readings = await self._read(turn)
        parts_answer = not turn.was_tried or await health.bot_and_actions_answer(services)
        async with services.units() as uow:
            gate = await turns.understand(
                uow,
                services.deal,
                turn=turn,
                readings=readings,
                parts_answer=parts_answer,
                now=services.clock.now(),
            )
        if gate.alerted:
            await news.said(services, turn.conversation.id, turn.conversation.channel)
            await services.events.publish("alert", turn.conversation.id)
        if gate.turn is None:
            return "silent"
        return await self._ask(gate.turn)

    async def _ask(self, turn: LeasedTurn) -> str:
        services = self._services
        replies = await services.bot.turn(
            conversation_id=turn.conversation.id,
            channel=turn.conversation.channel,
            text=self._own_words(turn),
            message_id=turn.id,
        )
        async with services.units() as uow:
            said = await turns.commit(
                uow, services.deal, turn=turn, replies=replies, now=services.clock.now()
            )
        return "answered" if said else "dropped"

    async def _read(self, turn: LeasedTurn) -> Mapping[int, Mapping[str, Any]]:
        """What the bot understands of each message that it has not read before."""
        return {
            message.id: await self._services.bot.parse(
                watch.quoted_out(self._services.deal, message)
            )
            for message in turn.waiting
            if message.understanding is None and not wordless.is_picture_alone((message,))
        }

    def _own_words(self, turn: LeasedTurn) -> str:
        said = (watch.quoted_out(self._services.deal, message) for message in turn.messages)
        return "\n".join(said).strip()

    async def _fail(self, turn: LeasedTurn) -> str:
        async with self._services.units() as uow:
            await turns.fail(uow, self._services.deal, turn=turn, now=self._services.clock.now())
        return "failed"
