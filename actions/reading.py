"""From a Rasa tracker to what the conversation service hears."""

from collections.abc import Iterator, Mapping
from typing import Any

from rasa_sdk import Tracker

from housing.domain.messaging.follow_ups import FollowUp, FollowUpKind
from housing.services.conversation.turn import Heard
from housing.services.conversation.unsure import guesses_of

KINDS = frozenset(FollowUpKind)


class NotOurs(Exception):
    """A call that did not come through the gateway: it names no stored message."""


def conversation_id(tracker: Tracker) -> int:
    """The sender is the conversation's id; raises NotOurs for any other sender."""
    try:
        return int(tracker.sender_id)
    except ValueError:
        raise NotOurs("the sender is not a conversation") from None


def heard(tracker: Tracker) -> Heard:
    """The latest message; raises NotOurs when its metadata names no stored message."""
    latest: Mapping[str, Any] = tracker.latest_message or {}
    message_id = (latest.get("metadata") or {}).get("message_id")
    if not isinstance(message_id, int):
        raise NotOurs("the message has no id")
    intent = latest.get("intent") or {}
    issues = [one for one in latest.get("entities") or () if one.get("entity") == "issue"]
    return Heard(
        message_id=message_id,
        words=latest.get("text") or "",
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        guesses=guesses_of(issues[0]) if issues else (),
        language=_language(latest),
        others=tuple(one["value"] for one in issues[1:]),
        follow_ups=tuple(_follow_ups(latest)),
    )


def _follow_ups(latest: Mapping[str, Any]) -> Iterator[FollowUp]:
    """Those of a kind that we answer, in the message's order."""
    words = latest.get("text") or ""
    for one in latest.get("entities") or ():
        if one.get("entity") == "follow_up" and one["value"] in KINDS:
            yield FollowUp(FollowUpKind(one["value"]), words[one["start"] : one["end"]])


def _language(latest: Mapping[str, Any]) -> str:
    found = [one for one in latest.get("entities") or () if one.get("entity") == "language"]
    return str(found[0]["value"]) if found else ""
