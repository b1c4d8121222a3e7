"""One conversation: the whole transcript, the case beside it, and what the officer may do now."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from aiohttp import web

from desk.pages.numbers import number
from desk.parts import SESSION, DeskParts, parts_of
from desk.rendering import page
from desk.wording.promise_words import subject_of
from desk.wording.words import DONE
from housing.adapters.sql.views.case_rows import ConversationRecord
from housing.domain.casework.still_open import StillOpen
from housing.domain.deal.texts import Texts
from housing.domain.messaging.conversation import Channel, Owner
from housing.domain.messaging.handoff import HandoffState
from housing.domain.people.desk import Officer
from housing.services.desk import still_open
from housing.services.desk.replies import signature

LOOKING_FOR = timedelta(minutes=10)


async def show(request: web.Request) -> web.StreamResponse:
    conversation_id = number(request, "conversation_id")
    notice = DONE.get(request.query.get("done", ""), "")
    return await render(request, conversation_id, notice=notice)


async def render(
    request: web.Request,
    conversation_id: int,
    *,
    notice: str = "",
    refusal: str = "",
    draft: Mapping[str, str] | None = None,
    status: int = 200,
) -> web.Response:
    """The page as it stands now; after a refusal with the reason and what was typed."""
    parts, officer = parts_of(request), request[SESSION].officer
    case = await parts.views.case(conversation_id)
    if case is None:
        raise web.HTTPNotFound(text="There is no such conversation.")
    since = parts.clock.now() - LOOKING_FOR
    standing = _standing(case, officer)
    context = {
        "case": case,
        "looking": await parts.views.looking(conversation_id, since=since, not_officer=officer.id),
        "standing": standing,
        "left_open": await _left_open(parts, conversation_id) if standing == "mine" else None,
        "subject_of": lambda one: subject_of(parts.deal, one),
        "is_sms": case.conversation.channel == Channel.SMS,
        "prefix": _prefix(case, officer, parts.deal.texts),
        "canned": _canned(case, officer, parts),
        "issues": sorted(parts.deal.issues.values(), key=lambda issue: issue.title),
        "notice": notice,
        "refusal": refusal,
        "draft": {"reply": "", "note": "", "outcome": "", "raise": "", **(draft or {})},
    }
    return page(request, "conversation.html", context, status)


def _standing(case: ConversationRecord, officer: Officer) -> str:
    """What the officer may do: mine, theirs, waiting, or bot (which they may step in for)."""
    handoff = case.handoff
    if handoff is None or handoff.state not in (HandoffState.WAITING, HandoffState.CLAIMED):
        return "bot" if case.conversation.owner != Owner.OFFICER else "theirs"
    if handoff.state == HandoffState.WAITING:
        return "waiting"
    return "mine" if handoff.officer_id == officer.id else "theirs"


async def _left_open(parts: DeskParts, conversation_id: int) -> StillOpen | None:
    """What the officer must have read before they hand it back or close it."""
    async with parts.reads() as uow:
        handoff = await uow.desk.open_handoff(conversation_id)
        return await still_open.of(uow, parts.deal.calendar, handoff) if handoff else None


def _prefix(case: ConversationRecord, officer: Officer, texts: Texts) -> str:
    """What the officer's first text starts with; empty on the web and after the first."""
    handoff = case.handoff
    if case.conversation.channel != Channel.SMS or handoff is None or handoff.claimed_at is None:
        return ""
    since = handoff.claimed_at
    wrote = any(
        m.author == "officer" and m.officer == officer.name and m.created_at >= since
        for m in case.messages
    )
    return "" if wrote else f"{signature(officer, texts)} "


def _canned(
    case: ConversationRecord, officer: Officer, parts: DeskParts
) -> list[Mapping[str, Any]]:
    verified = case.tenant if case.conversation.verified_at else None
    values = {
        "name": f", {verified.name.split()[0]}" if verified else "",
        "officer": officer.first_name,
        "landlord": parts.deal.landlord.name,
    }
    if case.reports:
        values["reference"] = case.reports[0].reference
    filled = [(reply.title, reply.filled(values)) for reply in parts.canned_replies]
    return [{"title": title, "text": text} for title, text in filled if text is not None]
