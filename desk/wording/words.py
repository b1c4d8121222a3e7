"""The desk's codes in plain words for staff. An unknown code is shown with its underscores gone."""

from collections.abc import Mapping

from housing.domain.danger.reading import CERTAIN

REASONS = {
    "asked": "Asked for a person",
    "deal": "Needs one of us to decide or arrange it",
    "staff_route": "Needs one of us to decide or arrange it",
    "not_understood": "Not understood twice",
    "part_failed": "A part of the service failed",
    "maybe_danger": "May be in danger",
    "machine": "An automatic reply",
    "danger": "Danger in a message",
    "complaint": "Complaint",
    "dispute": "Disputes a charge",
    "feedback": "Service was not good enough",
    "identity": "Could not prove who they are",
    "no_access": "Nobody was in, and it must not be closed",
    "no_address": "No address: ring them",
    "on_call": "Nobody is going to an emergency",
    "needs_time": "A repair needs a time",
    "no_date": "A repair has no date",
    "not_heard": "No word of what became of a visit",
    "asb_open": "A neighbour case is still open",
    "no_slot": "No visit free in time",
    "missed": "Says that nobody came",
    "cannot_text": "We cannot text them: ring or write",
    "opted_out": "Opted out of texts",
    "overdue": "A repair is late",
    "reply_cap": "As many replies today as one number gets",
    "staff_topic": "Needs one of the team",
    "under_way": "Operative is already on the way",
    "raised_by_hand": "Raised to an emergency by an officer",
    "stepped_in": "An officer stepped in",
    "interpreter": "Needs an interpreter",
    "need": "Needs something besides the repair",
}
PRIORITIES = {"emergency": "Emergency", "urgent": "Urgent", "routine": "Routine"}
CHANNELS = {"sms": "Text message", "webchat": "Web chat"}
OUTCOMES = {
    "answered": "Question answered",
    "repair_raised": "Repair raised",
    "appointment_changed": "Appointment changed",
    "passed_on": "Passed to another team",
    "complaint_logged": "Complaint logged",
    "no_reply": "Tenant stopped answering",
    "not_ours": "Not something we do",
}
DANGERS = {
    "gas": "Gas",
    "fire": "Fire",
    "carbon_monoxide": "Carbon monoxide",
    "electric": "Electricity",
    "flood": "Flood",
    "trapped": "Someone trapped",
    "structural": "Building unsafe",
    "violence": "Violence",
    "abuse": "Abuse",
    "self_harm": "Self-harm",
    "child_or_adult_at_risk": "Child or adult at risk",
    "hate": "Hate",
    "medical": "Someone very ill",
    "child_at_risk": "Child at risk",
    "dangerous_dog": "Dog attack",
    "shut_in": "Someone shut in or out",
    "unsafe": "Someone may not be safe",
    "on_call_unanswered": "Nobody on call has answered",
    "on_call_unproved": "Emergency to call out yourself: check who it is, then ring an operative",
}
# Under this a danger is a maybe: the service asked whether they are safe.
CERTAIN_PER_CENT = round(CERTAIN * 100)
INTENTS = {
    "affirm": "Yes",
    "deny": "No",
    "inform": "An answer, such as since when or which room",
    "dont_know": "Does not know",
    "choose_time": "Chooses a time",
    "provide_identity": "Says who they are",
    "correct_answer": "Takes an answer back",
    "greet": "Hello",
    "goodbye": "Goodbye",
    "thanks": "Thanks",
    "ask_help": "Asks what we can do",
    "ask_why": "Asks why we ask",
    "repeat": "Wants it said again",
    "start_over": "Wants to start again",
    "cancel": "Wants to drop it",
    "bot_challenge": "Asks whether it is a person",
    "swearing": "Swears, and no more",
    "out_of_scope": "Not ours",
    "nlu_fallback": "Not understood",
    "follow_up": "Asked of what is in hand",
    "feedback_good": "Good enough",
    "feedback_not_good": "Not good enough",
}
# What the bot read a message as: beside INTENTS those that are about a subject.
READ_AS = {
    **INTENTS,
    "report_problem": "Reports a problem",
    "appointment_view": "Asks when the visit is",
    "appointment_change": "Wants another time",
    "appointment_cancel": "Wants to call a visit off",
    "repair_chase": "Asks where a repair is",
    "ask_charge": "Asks about a charge",
    "dispute_charge": "Disputes a charge",
    "rent_question": "Asks about rent",
    "tenancy_question": "Asks about the tenancy",
    "ask_deal": "Asks what we do and what they do",
    "opening_hours": "Asks when we are open",
    "complaint": "Complains",
    "compliment": "Praises",
    "speak_to_person": "Wants a person",
}
RESPONSIBILITY = {
    "landlord": "We do",
    "tenant": "The tenant does",
    "other": "Somebody else does",
    "none": "Nothing to put right",
}
REPORT_STATES = {
    "open": "not decided yet",
    "decided": "decided",
    "booked": "visit booked",
    "staff": "with staff",
    "closed": "closed",
    "withdrawn": "taken back",
}
VISIT_STATES = {
    "reserved": "Time held for the tenant",
    "scheduled": "Booked",
    "despatched": "On the way",
    "arrived": "There now",
    "completed": "Done",
    "no_access": "Nobody was in",
    "cancelled": "Called off",
}
PROMISES = {
    "call_out": "Emergency",
    "order": "Repair",
    "hazard": "Hazard",
    "complaint": "Complaint",
    "charge": "Charge to decide",
    "owed": "May be owed",
    "asb_case": "Neighbour case",
    "handoff": "Handoff",
}
LISTS = {
    "handoff": "The queue",
    "hazard": "List of hazards",
    "complaint": "List of complaints",
    "charge": "Charges to decide",
    "owed": "May be owed, on Repairs",
}
ACTORS = {"tenant": "A tenant", "system": "The service", "desk": "Somebody not signed in"}
DELIVERY = {
    "queued": "Waiting to be sent",
    "sending": "Sending",
    "sent": "Sent",
    "delivered": "Delivered",
    "undelivered": "Not delivered",
    "failed": "Failed",
    "withheld": "Held back: opted out of texts, or a number that we do not text",
}
RECEIVED = {"received": "Waiting for the bot", "failed": "The bot could not answer this"}
ROUTES = {
    "book": "Book a visit",
    "order": "Raise an order",
    "attend_now": "Attend now",
    "inspect": "Book an inspection",
    "guide": "Self-help guide",
    "try_first": "Try first, then book",
    "self_help": "Self-help",
    "advise": "Advice",
    "staff": "Staff",
    "staff_now": "Staff, now",
    "refer": "Refer to another service",
    "refer_now": "Refer now",
    "answer": "Answer",
    "account": "Account",
    "complaint": "Complaint",
    "feedback": "Feedback",
    "sign_up": "Sign up",
}
COMPLAINT_STEPS = {
    "acknowledge": "Acknowledge: we have it and look into it",
    "extend": "Take longer: once, with the reason",
    "respond": "Answer",
    "escalate": "Take to stage 2: the tenant is not happy with the answer",
}
COMPLAINT_DONE = {
    "acknowledge": "acknowledged",
    "extend": "taken longer",
    "respond": "answered",
    "escalate": "taken to stage 2",
}
HAZARD_STEPS = {
    "investigate": "Investigated: the investigation has ended",
    "summarise": "Written summary: sent to the tenant now",
    "make_safe": "Made safe: the safety work is done",
    "begin_work": "Further work has begun on site",
}
HAZARD_CLOCKS = {
    "investigate": "Investigation",
    "summarise": "Written summary",
    "make_safe": "Safety work",
    "begin_work": "Further work begun",
}
OWNERS = {
    "bot": "the bot",
    "waiting": "nobody yet: in the queue",
    "officer": "an officer",
    "closed": "nobody: closed",
}
VERDICTS = {
    "fired": "decided",
    "ruled_out": "ruled out",
    "open": "still open",
    "not_reached": "not reached",
}
DONE = {
    "claimed": "You have this conversation.",
    "taken-over": "You have taken this conversation over.",
    "stepped-in": "You have this conversation. The bot is silent until you hand it back.",
    "released": "Back in the queue.",
    "replied": "Sent.",
    "withheld": "Kept, but not sent: opted out, or a number we do not text. Try another way.",
    "noted": "Note added. Only staff can see it.",
    "handed-back": "The bot has this conversation again.",
    "closed": "Closed. The tenant has been told.",
    "acknowledged": "Alert acknowledged.",
    "linked": "Verified by hand. Your name is kept with it.",
    "unlinked": "Taken back. Nobody is verified in this conversation.",
    "raised": "Raised: it is an emergency in the queue now.",
    "address-kept": "Address kept as told. It is not checked.",
    "corrected": "Issue changed. The audit trail keeps what it was taken for.",
    "completed": "Visit marked as completed. The tenant will be asked how it was.",
    "reopened": "Taken back: the visit stands as it was booked.",
    "accepted": "Accepted: the next export teaches it.",
    "rejected": "Rejected: nothing is learnt from it.",
    "stepped": "Done. The tenant has been told.",
    "recorded": "Recorded.",
    "alert-added": "Alert kept. Whoever visits will see it.",
    "alert-ended": "Alert taken off.",
    "decided": "Decision kept. The tenant has been told.",
    "owed": "Decision kept. Pay it from your own books.",
    "refused": "Decision kept. Nothing is paid.",
    "case-closed": "Case closed.",
    "job-tried": "It is tried again now.",
    "job-dropped": "Given up. The audit trail keeps who did.",
    "off": "They are off that day. Tenants whose visit no colleague could take are offered others.",
}


def in_words(code: str | None, table: Mapping[str, str] | None = None) -> str:
    """The code's words from the table, or the code itself made readable; empty for None."""
    if code is None:
        return ""
    known = (table or {}).get(code)
    return known if known is not None else code.replace("_", " ").capitalize()
