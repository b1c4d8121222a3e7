"""Tells who has to act on what is new: this process's loops at once, the others through Redis."""

from gateway.services import Services
from housing.domain.messaging.conversation import Channel


async def received(services: Services, conversation_id: int) -> None:
    """A tenant has written: there is a turn to take, and another window to show it in."""
    services.wakes.turns.call()
    services.wakes.chats.call()
    await services.events.publish("message", conversation_id)


async def said(services: Services, conversation_id: int, channel: Channel) -> None:
    """Something was said to a tenant, or who has the conversation has changed."""
    wake = services.wakes.posts if channel is Channel.SMS else services.wakes.chats
    wake.call()
    await services.events.publish("message", conversation_id)


async def told(services: Services, conversation_id: int) -> None:
    """The provider has told what became of a text: the next one may leave."""
    services.wakes.posts.call()
    await services.events.publish("message", conversation_id)
