"""What is said about texts as such: that they have stopped, are back, and how to stop them.

Said at the door and not in a turn, for nobody decides it: not the bot, and not who has the
conversation. What Twilio has answered itself is not answered twice.
"""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.texts import Texts
from housing.domain.messaging.conversation import Reply
from housing.domain.messaging.opt_out import OptOut
from housing.services.messaging import outbox
from housing.services.messaging.inbox import Received

SAID_TO = {
    OptOut.STOP_IN_WORDS: "texts_stopped",
    OptOut.START: "texts_back",
    OptOut.HOW_TO_STOP: "texts_how_to_stop",
}


async def answer(
    uow: UnitOfWork, texts: Texts, *, received: Received, twilio_says: str = "", now: datetime
) -> bool:
    """Whether something was said to the wish in a message that has just come."""
    key = SAID_TO.get(received.wish) if received.wish is not None else None
    if not received.is_new or key is None or twilio_says.strip():
        return False
    await outbox.enqueue(
        uow,
        conversation_id=received.message.conversation_id,
        author="system",
        reply=Reply(texts.line(key)),
        now=now,
        confirms_stop=received.wish is OptOut.STOP_IN_WORDS,
    )
    return True
