"""Every pair of status and event is either in the table or refused."""

import itertools

import pytest

from housing.domain.repairs.appointments import (
    APPOINTMENT_AFTER,
    LIVE,
    AppointmentEvent,
    AppointmentRefused,
    AppointmentState,
    appointment_after,
)

PAIRS = list(itertools.product(AppointmentState, AppointmentEvent))


@pytest.mark.parametrize(("state", "event"), PAIRS)
def test_a_pair_is_in_the_table_or_refused(
    state: AppointmentState, event: AppointmentEvent
) -> None:
    if (state, event) in APPOINTMENT_AFTER:
        assert appointment_after(state, event) is APPOINTMENT_AFTER[state, event]
    else:
        with pytest.raises(AppointmentRefused):
            appointment_after(state, event)


@pytest.mark.parametrize("state", sorted(set(AppointmentState) - LIVE))
def test_what_is_over_stays_as_it_is(state: AppointmentState) -> None:
    """But for a visit that was marked as completed too early."""
    ways = [event for event in AppointmentEvent if (state, event) in APPOINTMENT_AFTER]
    completed = state is AppointmentState.COMPLETED
    assert ways == ([AppointmentEvent.REOPEN] if completed else [])


@pytest.mark.parametrize("state", ["despatched", "arrived"])
@pytest.mark.parametrize("event", ["cancel", "move"])
def test_once_despatched_only_staff_move_it(state: str, event: str) -> None:
    with pytest.raises(AppointmentRefused) as refused:
        appointment_after(AppointmentState(state), AppointmentEvent(event))
    assert refused.value.only_staff
    withdrawn = appointment_after(AppointmentState(state), AppointmentEvent.WITHDRAW)
    assert withdrawn is AppointmentState.CANCELLED
