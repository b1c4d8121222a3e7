"""What a waiting tenant is told: "longer than we said" only when it is longer than was said."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.chat.view import state_json
from housing.adapters.deal.files import load_deal
from housing.adapters.sql.messaging.chat_views import ChatHead
from housing.domain.messaging.conversation import Owner
from housing.domain.messaging.handoff import Priority, Wait

ASKED = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LONGER, BY = "longer than we said", "Someone will reply by"
EMERGENCY, SOON = "as an emergency", "as soon as they can"


def _minutes(count: float) -> datetime:
    return ASKED + timedelta(minutes=count)


@pytest.mark.parametrize(
    ("priority", "due", "replied", "now", "said"),
    [
        (Priority.ROUTINE, 30, None, 29.9, BY),
        (Priority.ROUTINE, 30, None, 30, BY),
        (Priority.ROUTINE, 30, None, 30.1, LONGER),
        (Priority.URGENT, 30, None, 31, LONGER),
        (Priority.ROUTINE, 30, 5, 31, SOON),
        (Priority.ROUTINE, 0, None, 0.05, SOON),
        (Priority.EMERGENCY, 0, None, 0.05, EMERGENCY),
        (Priority.EMERGENCY, 5, None, 5.05, EMERGENCY),
        (Priority.EMERGENCY, 10, None, 9, BY),
    ],
)
def test_longer_is_said_when_it_is_longer(
    priority: Priority, due: float, replied: float | None, now: float, said: str
) -> None:
    wait = Wait(priority, ASKED, _minutes(due), None if replied is None else _minutes(replied))
    head = ChatHead(1, 3, Owner.WAITING, None, 1, wait, "x")
    answer_by = state_json(head, load_deal().landlord, _minutes(now))["answer_by"]
    assert said in answer_by
    assert all(other not in answer_by for other in {LONGER, BY, EMERGENCY, SOON} - {said})


def test_nothing_is_said_while_nobody_waits() -> None:
    head = ChatHead(1, 3, Owner.BOT, None, None, None, "x")
    assert state_json(head, load_deal().landlord, ASKED)["answer_by"] is None
