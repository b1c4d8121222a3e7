"""Conversations, messages and who may speak in them.

The transition table is the only way an owner changes; every pair that is not in it is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class FenceMoved(Exception):
    """The conversation changed hands since it was read; read it again and decide again."""

    code = "fence_moved"


class Channel(StrEnum):
    SMS = "sms"
    WEBCHAT = "webchat"


class Owner(StrEnum):
    BOT = "bot"
    WAITING = "waiting"
    OFFICER = "officer"
    CLOSED = "closed"


# Only a claim silences the bot: who waits for a person is still helped with all that needs none.
BOT_SPEAKS = frozenset({Owner.BOT, Owner.WAITING})


class OwnerEvent(StrEnum):
    ASKED_FOR_PERSON = "asked_for_person"
    CLAIMED = "claimed"
    RELEASED = "released"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"
    TENANT_WROTE = "tenant_wrote"
    RECOVERED = "recovered"
    TAKEN_BACK = "taken_back"


OWNER_AFTER: Mapping[tuple[Owner, OwnerEvent], Owner] = {
    (Owner.BOT, OwnerEvent.ASKED_FOR_PERSON): Owner.WAITING,
    (Owner.CLOSED, OwnerEvent.ASKED_FOR_PERSON): Owner.WAITING,
    (Owner.WAITING, OwnerEvent.CLAIMED): Owner.OFFICER,
    (Owner.OFFICER, OwnerEvent.CLAIMED): Owner.OFFICER,
    (Owner.OFFICER, OwnerEvent.RELEASED): Owner.WAITING,
    (Owner.OFFICER, OwnerEvent.HANDED_BACK): Owner.BOT,
    (Owner.WAITING, OwnerEvent.HANDED_BACK): Owner.BOT,
    (Owner.OFFICER, OwnerEvent.CLOSED): Owner.CLOSED,
    (Owner.WAITING, OwnerEvent.CLOSED): Owner.CLOSED,
    (Owner.CLOSED, OwnerEvent.TENANT_WROTE): Owner.BOT,
    # A person was promised because a part had failed; it works again before anybody claimed it.
    (Owner.WAITING, OwnerEvent.RECOVERED): Owner.BOT,
    # The danger for which a person was called is none: the report goes on where it was.
    (Owner.WAITING, OwnerEvent.TAKEN_BACK): Owner.BOT,
    # The promise is kept: the handoff stays in the queue and can be claimed from the bot.
    (Owner.BOT, OwnerEvent.CLAIMED): Owner.OFFICER,
    # What was left open in a closed conversation came back before staff.
    (Owner.CLOSED, OwnerEvent.CLAIMED): Owner.OFFICER,
}


class OwnerRefused(Exception):
    """An owner change that the table does not allow."""

    code = "owner_refused"

    def __init__(self, owner: Owner, event: OwnerEvent) -> None:
        super().__init__(f"{event} cannot happen while the conversation is with {owner}")
        self.owner = owner
        self.event = event


def owner_after(owner: Owner, event: OwnerEvent) -> Owner:
    """The owner after the event; raises OwnerRefused for a pair that is not in the table."""
    try:
        return OWNER_AFTER[owner, event]
    except KeyError:
        raise OwnerRefused(owner, event) from None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer on offer: a button on the web, a number by SMS. `payload` is what is said."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to a tenant, the same on every channel."""

    text: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    id: int
    channel: Channel
    address: str
    owner: Owner
    fence: int
    created_at: datetime
    dialogue: Mapping[str, Any]
    tenant_id: int | None = None
    verified_at: datetime | None = None
    officer_id: int | None = None
    opted_out_at: datetime | None = None
    leased_by: str | None = None

    number_of: int | None = None
    read_seq: int = 0

    @property
    def bot_speaks(self) -> bool:
        """Whether the bot may answer: nobody has claimed the conversation."""
        return self.owner in BOT_SPEAKS

    @property
    def verified(self) -> bool:
        """Whether somebody proved who they are here, however long ago."""
        return self.tenant_id is not None and self.verified_at is not None

    @property
    def may_be_texted(self) -> bool:
        """Whether texts may go to its number: not once they were stopped or it changed hands."""
        return self.opted_out_at is None and " " not in self.address

    def former_address(self, day: date) -> str:
        """What stands in place of a number that is somebody else's from this day on."""
        return f"{self.address} until {day.isoformat()} ({self.id})"


@dataclass(frozen=True, slots=True)
class Message:
    id: int
    conversation_id: int
    seq: int
    direction: str
    author: str
    text: str
    choices: tuple[Choice, ...]
    state: str
    created_at: datetime
    officer_id: int | None = None
    provider_id: str | None = None
    client_id: str | None = None
    error_code: str | None = None
    media: tuple[str, ...] = ()
    understanding: Mapping[str, Any] | None = None
    attempts: int = 0
    turn_id: int | None = None
    segments: int | None = None
    settled_at: datetime | None = None
