"""How an officer's action runs: one transaction, then the page again or the reason why not."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from desk.pages.conversations import conversation
from desk.pages.numbers import number
from desk.parts import SESSION, parts_of
from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.charge_decision import ChargeRefused
from housing.domain.deal.deal import Deal
from housing.domain.deal.texts import Texts
from housing.domain.messaging.conversation import FenceMoved, OwnerRefused
from housing.domain.messaging.handoff import Handoff, HandoffRefused, HandoffTaken
from housing.domain.people.desk import Officer
from housing.domain.reading.inbound_text import storable
from housing.domain.repairs.appointments import AppointmentRefused
from housing.services.desk.replies import UnseenMessage
from housing.services.messaging.outbox import TextRefused

CONFLICT, NOT_POSSIBLE = 409, 422
REFUSALS = (
    HandoffRefused,
    ChargeRefused,
    AppointmentRefused,
    OwnerRefused,
    FenceMoved,
    TextRefused,
)
_CONFLICTS = (HandoffTaken, UnseenMessage, FenceMoved)


@dataclass(frozen=True, slots=True)
class Scene:
    """One action: its transaction, who acts, on which conversation, and when."""

    uow: UnitOfWork
    conversation_id: int
    officer: Officer
    deal: Deal
    now: datetime

    @property
    def texts(self) -> Texts:
        return self.deal.texts

    async def handoff(self) -> Handoff:
        """The conversation's open handoff; HandoffRefused when there is none any more."""
        handoff = await self.uow.desk.open_handoff(self.conversation_id)
        if handoff is None:
            raise HandoffRefused("This conversation is not with a person any more.")
        return handoff


Work = Callable[[Scene], Awaitable[str]]


async def act(
    request: web.Request,
    work: Work,
    *,
    draft: Mapping[str, str] | None = None,
) -> web.StreamResponse:
    """Does the work, which answers with what was done, and shows the conversation again.

    A refusal is a sentence on the same page with what was typed still there: 409 when somebody
    else was faster, else 422.
    """
    parts, conversation_id = parts_of(request), number(request, "conversation_id")
    officer, now = request[SESSION].officer, parts.clock.now()
    try:
        async with parts.units() as uow:
            await uow.talk.lock(conversation_id)
            done = await work(Scene(uow, conversation_id, officer, parts.deal, now))
    except REFUSALS as refused:
        status = CONFLICT if isinstance(refused, _CONFLICTS) else NOT_POSSIBLE
        return await conversation.render(
            request, conversation_id, refusal=str(refused), draft=draft, status=status
        )
    except LookupError:
        raise web.HTTPNotFound(text="That is no longer there.") from None
    await parts.events.publish("message", conversation_id)
    await parts.events.publish("queue", conversation_id)
    raise web.HTTPSeeOther(f"/conversations/{conversation_id}?done={done}")


async def text_field(request: web.Request, name: str) -> str:
    """A field of the form as text, empty when it is not there."""
    value = (await request.post()).get(name, "")
    return storable(value).strip() if isinstance(value, str) else ""
