"""MESSAGE and STATE: a conversation in the words that browsers are sent."""

from datetime import datetime
from typing import Any

from housing.adapters.sql.messaging.chat_views import ChatHead, ChatLine
from housing.domain.clock.local_time import spoken_day, spoken_time, to_london
from housing.domain.deal.deal import Landlord
from housing.domain.messaging.conversation import Owner
from housing.domain.messaging.handoff import Priority, Wait

AS_AN_EMERGENCY = "Our team has this as an emergency. In danger? Call 999."
AS_SOON_AS_WE_CAN = "Someone will reply as soon as they can."


def message_json(line: ChatLine, landlord: Landlord) -> dict[str, Any]:
    shown = {
        "id": line.id,
        "seq": line.seq,
        "text": line.text,
        "quick_replies": [{"title": c.title, "payload": c.payload} for c in line.choices],
        "author": {"kind": line.author, "name": _author_name(line, landlord)},
        "sent_at": line.created_at.isoformat(),
    }
    return shown if line.client_id is None else {**shown, "client_id": line.client_id}


def state_json(head: ChatHead, landlord: Landlord, now: datetime) -> dict[str, Any]:
    return {
        "owner": head.owner.value,
        "officer": _first_name(head.officer_name) if head.owner is Owner.OFFICER else None,
        "position": head.position,
        "answer_by": _answer_by(head.wait, now),
        "phone": landlord.phone,
    }


def transcript(lines: tuple[ChatLine, ...], landlord: Landlord) -> str:
    """The whole chat as plain text, with London times."""
    rows = [f"Your chat with {landlord.name}", ""]
    for line in lines:
        at = to_london(line.created_at)
        rows.append(f"{at:%d %b %Y %H:%M}  {_author_name(line, landlord)}: {line.text}")
    return "\n".join(rows) + "\n"


def _author_name(line: ChatLine, landlord: Landlord) -> str:
    names = {
        "tenant": "You",
        "bot": f"{landlord.name} assistant",
        "officer": _first_name(line.officer_name) or f"{landlord.name} team",
    }
    return names.get(line.author, landlord.name)


def _first_name(name: str | None) -> str | None:
    """Tenants know an officer by the first name alone."""
    return name.split()[0] if name else None


def _answer_by(wait: Wait | None, now: datetime) -> str | None:
    if wait is None:
        return None
    if wait.is_late(now):
        return "Sorry, this is taking longer than we said. You can also call us."
    if wait.answer_due_at < now:
        urgent = wait.priority is Priority.EMERGENCY
        return f"{AS_AN_EMERGENCY if urgent else AS_SOON_AS_WE_CAN} You can also call us."
    due, today = to_london(wait.answer_due_at), to_london(now).date()
    day = "" if due.date() == today else f" on {spoken_day(due.date())}"
    return f"Someone will reply by {spoken_time(due.time())}{day}."
