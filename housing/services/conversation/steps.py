"""What can follow a flow, by name, so that it can also follow after a question in between."""

from collections.abc import Awaitable, Callable, Mapping

from housing.services.conversation import small_talk
from housing.services.conversation.matters import information
from housing.services.conversation.problems import triage
from housing.services.conversation.turn import Step, Turn
from housing.services.conversation.visits import appointments, chasing, missed, sooner

STEPS: Mapping[Step, Callable[[Turn], Awaitable[None]]] = {
    Step.GO_ON: triage.go_on,
    Step.NEXT_PARKED: triage.next_parked,
    Step.LEAVE_OUT: small_talk.undo,
    Step.SHOW_APPOINTMENTS: chasing.show,
    Step.CHANGE_APPOINTMENT: appointments.change,
    Step.CANCEL_APPOINTMENT: appointments.cancel,
    Step.NOBODY_CAME: missed.nobody_came,
    Step.SHOW_RENT: information.show_rent,
    Step.AGREE_SOONER: sooner.agree,
}
