"""Twilio's message statuses as states of our log: they only ever move forward.

Callbacks come more than once and out of order; a state that ends the matter is never left.
"""

from collections.abc import Mapping

STATE_OF_STATUS: Mapping[str, str] = {
    "accepted": "sending",
    "scheduled": "sending",
    "queued": "sending",
    "sending": "sending",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "partially_delivered": "undelivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "canceled": "failed",
}
_RANK: Mapping[str, int] = {
    "queued": 0,
    "sending": 1,
    "sent": 2,
    "delivered": 3,
    "undelivered": 3,
    "failed": 3,
    "withheld": 3,
}


def next_state(state: str, status: str) -> str | None:
    """The state after a status callback; None when it tells nothing new or is not known."""
    reported = STATE_OF_STATUS.get(status.strip().lower())
    if reported is None or _RANK[reported] <= _RANK.get(state, 0):
        return None
    return reported
