"""Posts the texts of the outbox through the SMS provider."""

import asyncio
import logging

from gateway import metrics
from gateway.services import Services
from gateway.workers import news
from housing.ports.messaging.sms import Posted, SmsDelayed, SmsRefused
from housing.services.messaging import delivery
from housing.services.messaging.delivery import Text

CONCURRENT_POSTS = 8
log = logging.getLogger(__name__)


class SmsDelivery:
    """Posts for this process; any number of processes may do so side by side."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._wake = services.wakes.posts
        self._places = asyncio.Semaphore(CONCURRENT_POSTS)
        self._running: set[asyncio.Task[None]] = set()

    async def step(self) -> None:
        """Takes the next text and posts it beside the others; waits if there is none."""
        await self._places.acquire()
        text = None
        try:
            text = await self._next()
        finally:
            if text is None:
                self._places.release()
        if text is None:
            await self._wake.wait()
            return
        task = asyncio.create_task(self._post(text))
        self._running.add(task)
        task.add_done_callback(self._done)

    async def close(self) -> None:
        """Lets what is being posted finish, so that no text is posted twice."""
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _next(self) -> Text | None:
        now = self._services.clock.now()
        async with self._services.reads() as uow:
            if not await delivery.is_text_waiting(uow, now=now):
                return None
        async with self._services.units() as uow:
            return await delivery.next_text(uow, now=now)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._places.release()
        self._wake.call()
        if not task.cancelled() and task.exception() is not None:
            log.error("posting a text broke off", exc_info=task.exception())

    async def _post(self, text: Text) -> None:
        services = self._services
        try:
            answer = await services.sms.send(to=text.to, text=text.body, message_id=text.message.id)
        except (SmsRefused, SmsDelayed) as error:
            await self._not_posted(text, error)
        else:
            await self._posted(text, answer)
        await news.told(services, text.message.conversation_id)

    async def _posted(self, text: Text, answer: Posted) -> None:
        metrics.TEXTS.labels("taken").inc()
        metrics.SEGMENTS.inc(text.segments)
        async with self._services.units() as uow:
            await delivery.posted(uow, text=text, answer=answer, now=self._services.clock.now())

    async def _not_posted(self, text: Text, error: SmsRefused | SmsDelayed) -> None:
        log.warning("text %s: %s", text.message.id, error)
        settle = delivery.refused if isinstance(error, SmsRefused) else delivery.delayed
        metrics.TEXTS.labels(error.code).inc()
        async with self._services.units() as uow:
            await settle(
                uow, text=text, error_code=error.error_code, now=self._services.clock.now()
            )
