"""The state tables: every pair of state and event is either listed or refused."""

from datetime import timedelta
from itertools import product

import pytest

from housing.domain.casework.charge_decision import (
    CHARGE_AFTER,
    ChargeDecision,
    ChargeRefused,
    ChargeState,
    charge_after,
)
from housing.domain.messaging.handoff import (
    STATE_AFTER,
    HandoffEvent,
    HandoffRefused,
    HandoffState,
    Priority,
    is_higher,
    queue_key,
    state_after,
)
from tests.desk.scene import NOW

ENDED = (HandoffState.HANDED_BACK, HandoffState.CLOSED)
DECIDED = (ChargeState.CONFIRMED, ChargeState.WAIVED, ChargeState.WITHDRAWN)


@pytest.mark.parametrize(("state", "event"), list(product(HandoffState, HandoffEvent)))
def test_every_pair_of_a_handoff_is_listed_or_refused(
    state: HandoffState, event: HandoffEvent
) -> None:
    if (state, event) in STATE_AFTER:
        assert state_after(state, event) is STATE_AFTER[state, event]
    else:
        with pytest.raises(HandoffRefused):
            state_after(state, event)


@pytest.mark.parametrize(("state", "event"), list(product(ENDED, HandoffEvent)))
def test_nothing_happens_to_an_ended_handoff(state: HandoffState, event: HandoffEvent) -> None:
    assert (state, event) not in STATE_AFTER


@pytest.mark.parametrize(("state", "decision"), list(product(ChargeState, ChargeDecision)))
def test_every_pair_of_a_charge_is_listed_or_refused(
    state: ChargeState, decision: ChargeDecision
) -> None:
    if (state, decision) in CHARGE_AFTER:
        assert charge_after(state, decision) is CHARGE_AFTER[state, decision]
    else:
        with pytest.raises(ChargeRefused):
            charge_after(state, decision)


@pytest.mark.parametrize(("state", "decision"), list(product(DECIDED, ChargeDecision)))
def test_a_decided_charge_is_not_decided_again(
    state: ChargeState, decision: ChargeDecision
) -> None:
    assert (state, decision) not in CHARGE_AFTER


def test_a_charge_nobody_agreed_to_is_never_confirmed() -> None:
    assert (ChargeState.QUOTED, ChargeDecision.CONFIRM) not in CHARGE_AFTER


def test_priorities_are_ordered() -> None:
    assert is_higher(Priority.EMERGENCY, Priority.URGENT)
    assert is_higher(Priority.URGENT, Priority.ROUTINE)
    assert not is_higher(Priority.ROUTINE, Priority.ROUTINE)


def test_queue_key_puts_emergencies_then_due_then_waiting_time() -> None:
    hour, minute = timedelta(hours=1), timedelta(minutes=1)
    emergency = queue_key(Priority.EMERGENCY, NOW + hour, NOW)
    soon = queue_key(Priority.ROUTINE, NOW + minute, NOW)
    later = queue_key(Priority.URGENT, NOW + hour, NOW - minute)
    later_asked_after = queue_key(Priority.ROUTINE, NOW + hour, NOW)
    assert sorted([later_asked_after, later, soon, emergency]) == [
        emergency,
        soon,
        later,
        later_asked_after,
    ]
