"""What is said to a tenant: the only way in which anything gets to one.

Writes to the log in the caller's transaction; delivery happens afterwards and elsewhere. On the
web a message is sent once it is in the log, by SMS when the provider has taken it.
"""

from collections.abc import Sequence
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.messaging.conversation import Channel, Message, Reply
from housing.domain.messaging.sms_rendering import MAX_CHARACTERS, render_sms
from housing.domain.messaging.sms_text import MAX_SEGMENTS, segments

AUTHORS = ("bot", "officer", "system")
MASK = "******"


class TextRefused(ValueError):
    """A text that cannot be sent as it is; the message says why, for the one who wrote it."""

    code = "text_refused"


async def enqueue(
    uow: UnitOfWork,
    *,
    conversation_id: int,
    author: str,
    reply: Reply,
    officer_id: int | None = None,
    secret: str | None = None,
    now: datetime,
    confirms_stop: bool = False,
) -> Message:
    """Puts one message into the log, for delivery; `author` is bot, officer or system.

    For a tenant who opted out of texts, but for the one that confirms it, and for a number that is
    not texted at all, it is kept as `withheld`. A `secret` is sent in place of MASK and never
    stands in the log. Raises TextRefused for an empty text, or one too long for an SMS (1,600
    characters with its choices).
    """
    if author not in AUTHORS:
        raise ValueError(f"{author} does not write to tenants")
    conversation = await uow.talk.conversation(conversation_id)
    text = _text_of(reply)
    state = "sent"
    if conversation.channel is Channel.SMS:
        _check_length(Reply(text, reply.choices))
        wanted = conversation.may_be_texted or confirms_stop
        may_send = wanted and uow.limits.may_text(conversation.address)
        state = "queued" if may_send else "withheld"
    return await uow.talk.add_message(
        conversation_id=conversation_id,
        direction="out",
        author=author,
        text=text,
        choices=reply.choices,
        state=state,
        officer_id=officer_id,
        secret=secret if state == "queued" else None,
        now=now,
    )


def _text_of(reply: Reply) -> str:
    text = reply.text.replace("\x00", "").strip()
    if not text:
        raise TextRefused("There is nothing to send: the text is empty.")
    return text


def _check_length(reply: Reply) -> None:
    length = len(render_sms(reply))
    if length > MAX_CHARACTERS:
        raise TextRefused(f"A text can have {MAX_CHARACTERS} characters; this one has {length}.")


def joined(channel: Channel, replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """A turn's replies as they are sent: by SMS as few texts as two segments each allow.

    Texts may overtake one another on their way, so what fits is one text; a longer one may never
    arrive whole, so what does not fit is the next text, sent when this one is out.
    """
    if channel is not Channel.SMS:
        return tuple(replies)
    texts: list[Reply] = []
    for reply in replies:
        one = _both(texts[-1], reply) if texts and not texts[-1].choices else None
        if one is not None and segments(render_sms(one)) <= MAX_SEGMENTS:
            texts[-1] = one
        else:
            texts.append(reply)
    return tuple(texts)


def _both(first: Reply, second: Reply) -> Reply:
    return Reply(f"{first.text.strip()}\n\n{second.text.strip()}", second.choices)
