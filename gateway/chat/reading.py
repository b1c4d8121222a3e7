"""What a browser has taken of what officers wrote, so that nothing read follows by text."""

from collections.abc import Iterable

from gateway.services import Services
from housing.adapters.sql.messaging.chat_views import ChatLine


async def note_read(services: Services, conversation_id: int, lines: Iterable[ChatLine]) -> None:
    """Keeps how far officers' messages have been read; others are not worth a write."""
    read = max((line.seq for line in lines if line.author == "officer"), default=0)
    if read:
        async with services.units() as uow:
            await uow.talk.mark_read(conversation_id, read)
