"""The service's own work in plain words for staff: its jobs, what they tell other systems, and what
of it is wrong."""

from housing.domain.casework.loose_ends import LooseEndKind

LOOSE_ENDS = {
    "job_failing": "Something that the service does by itself fails, and is tried again",
    "job_overdue": "Something that the service does by itself has not begun",
    "promise": "Promised work",
}
JOBS = {
    "call_out": "Asking who is on call",
    "tell_nobody_coming": "Telling a tenant that nobody is coming yet",
    "maybe_unanswered": "Telling staff of what may be a danger",
    "see_to_order": "Looking after a repair",
    "see_to_asb": "Looking after a neighbour case",
    "sweep_promises": "Looking for promises that nobody has",
    "answer_clock": "Telling managers of a late answer",
    "answer_by_text": "Sending an officer's answer by text as well",
    "check_back": "Checking back after self-help",
    "go_on_free": "Going on without a charge",
    "offer_times": "Offering times",
    "offer_when_free": "Offering times",
    "top_up_diary": "Opening the diary further ahead",
    "review_forget": "Forgetting texts that were reviewed",
    "expire_hold": "Letting go of a time that nobody took",
    "ask_feedback": "Asking how a visit was",
    "remind_visit": "Reminding a tenant of a visit",
    "on_the_way": "Telling a tenant that the operative is on the way",
    "check_arrival": "Looking whether an operative has arrived",
    "tell_no_access": "Telling a tenant that nobody was in",
    "tell_follow_on": "Telling a tenant of further work",
    "tell_missed": "Telling a tenant of a missed visit",
    "tell_replanned": "Telling a tenant of another visit",
    "time_not_chosen": "Telling staff that no time was chosen",
}
COMMANDS = {
    "RaiseRepair": "Raise the repair",
    "RequestAppointment": "Book the visit",
    "JobStatusUpdate": "Status of the visit",
    "WorkOrderComplete": "Repair completed",
}
_OF_JOBS = (LooseEndKind.JOB_FAILING, LooseEndKind.JOB_OVERDUE)


def loose_end(kind: str, words: str) -> str:
    """What is wrong, for officers: the job in words. The error's name is for managers, among the
    promises."""
    job, _, rest = words.partition(": ")
    if kind not in _OF_JOBS or job not in JOBS:
        return words
    return JOBS[job] if kind == LooseEndKind.JOB_FAILING else f"{JOBS[job]}: {rest}"
