"""What can be done with a message, by the name of the action that the bot predicts."""

from collections.abc import Awaitable, Callable, Mapping

from housing.services.conversation import answering, small_talk
from housing.services.conversation.handing_over import speak_to_person
from housing.services.conversation.matters import charging, complaining, feedback, information
from housing.services.conversation.problems import triage
from housing.services.conversation.turn import Turn
from housing.services.conversation.visits import appointments


async def report_problem(turn: Turn) -> None:
    """A new problem; while a question is open it may be the answer to it."""
    if turn.dialogue.awaiting:
        await answering.answer(turn)
    else:
        await triage.report_problem(turn)


ACTIONS: Mapping[str, Callable[[Turn], Awaitable[None]]] = {
    "action_report_problem": report_problem,
    "action_answer": answering.answer,
    "action_appointments": appointments.about_appointments,
    "action_charges": charging.answer_about_charges,
    "action_complaint": complaining.complain,
    "action_correct": answering.correct,
    "action_feedback": feedback.hear_feedback,
    "action_information": information.inform,
    "action_not_understood": answering.not_understood,
    "action_speak_to_person": speak_to_person,
    "action_small_talk": small_talk.chat,
    "action_help": small_talk.tell_help,
    "action_why": small_talk.tell_why,
    "action_repeat": small_talk.say_again,
    "action_start_over": small_talk.start_over,
    "action_cancel": small_talk.drop,
}
