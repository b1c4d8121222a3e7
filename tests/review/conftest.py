"""A tenant's text as it comes in with what the bot read in it, and the officers who review."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.deal.files import load_deal
from housing.adapters.sql.unit_of_work import Units
from housing.domain.casework.review import Review, ReviewState
from housing.domain.messaging.conversation import Channel, Conversation, Message
from housing.services.messaging import turns
from tests.desk.scene import NOW, people

DEAL = load_deal()
MOBILE = "+447700900101"


def reading(
    intent: str = "report_problem",
    *,
    issue: str | None = None,
    sure: float = 0.9,
    second: tuple[str, float] | None = None,
    danger: str | None = None,
) -> dict[str, Any]:
    """What `/model/parse` says, as far as anybody here looks."""
    entities: list[dict[str, Any]] = []
    if issue:
        others = [{"id": second[0], "confidence": second[1]}] if second else []
        entities.append(
            {"entity": "issue", "value": issue, "confidence": sure, "alternatives": others}
        )
    if danger:
        entities.append({"entity": "danger", "value": danger, "confidence": 0.6})
    ranking = [{"name": intent, "confidence": sure}, {"name": "report_problem", "confidence": 0.2}]
    return {"intent": ranking[0], "intent_ranking": ranking, "entities": entities}


@dataclass(frozen=True, slots=True)
class Inbox:
    units: Units

    async def conversation(self) -> Conversation:
        async with self.units() as uow:
            return await uow.talk.conversation_for(Channel.SMS, MOBILE, NOW)

    async def tenant_texts(self, text: str, read: dict[str, Any]) -> Message:
        """The text arrives, the bot reads it and the gate is asked, as in life."""
        conversation = await self.conversation()
        async with self.units() as uow:
            message = await uow.talk.add_message(
                conversation_id=conversation.id,
                direction="in",
                author="tenant",
                text=text,
                state="received",
                now=NOW,
            )
            assert await turns.lease(uow, holder="test", now=NOW)
            turn = await turns.begin(uow, conversation_id=conversation.id, holder="test")
            assert turn is not None
        async with self.units() as uow:
            asked = {message.id: read}
            gate = await turns.understand(
                uow, DEAL, turn=turn, readings=asked, parts_answer=True, now=NOW
            )
            if gate.turn:
                await turns.commit(uow, DEAL, turn=gate.turn, replies=(), now=NOW)
        return message

    async def waiting(self) -> list[Review]:
        async with self.units() as uow:
            return list(await uow.reviews.in_state(ReviewState.TO_REVIEW))


@pytest.fixture
async def inbox(engine: AsyncEngine, units: Units) -> Inbox:
    await people(engine)
    return Inbox(units)
