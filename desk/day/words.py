"""What an operative reads of codes on record: statuses, alerts, and how to meet a need.

A need is said as what to do at the door, never as what somebody has: health is not theirs to read.
"""

from collections.abc import Mapping
from typing import Any

STATES = {
    "scheduled": "To do",
    "despatched": "On the way",
    "arrived": "There now",
    "completed": "Done",
    "no_access": "No access",
    "cancelled": "Called off",
}
NEEDS = {
    "over_60": "Give them time to get to the door.",
    "under_5": "Small children at home: keep tools and openings out of reach.",
    "pregnant": "Keep dust, fumes and heavy lifting away from them.",
    "breathing": "Keep dust and fumes down, and air the room.",
    "disability": "Give them time to get to the door, and leave every way clear.",
    "dementia": "Say who you are and why you came, as often as needed. Show your badge.",
    "mental_health": "Say what you are going to do before you do it, and take your time.",
    "hearing": "Knock or ring again, and face them when you speak.",
    "sight": "Say who you are, and put everything back where it was.",
    "large_print": "Anything you leave in writing: large print.",
    "interpreter": "May need an interpreter: ring the office before you set off.",
}
FOLLOW_ON = {
    "part": "Needs a part",
    "more_time": "Needs more time",
    "other_trade": "Needs another trade",
    "drying_out": "Has to dry out first",
    "equipment": "Needs other tools or access",
}
# What a report says beside its issue, by the bot's entities.
SAID = {"room": "Room", "since": "Since", "tried": "Tried", "cause": "Cause"}
PERSON_ALERTS = {
    "two_to_attend": "Two to attend. Do not go in alone: ring the office for a second person.",
    "ring_first": "Ring before you set off.",
    "speak_to": "Speak to somebody else about the work.",
    "same_operative": "Wants to know who is coming: give your name and show your badge.",
}
LOCATION_ALERTS = {
    "access": "Getting in.",
    "asbestos": "Asbestos on record: read the register before you drill, cut or sand.",
    "dog": "Dog at home: ask for it to be shut in first.",
    "key_safe": "Key safe: the office has the code.",
    "parking": "Parking.",
    "sharps": "Needles were found here: gloves, and look before you reach.",
}
DONE = {
    "despatched": "Marked as on the way.",
    "arrived": "Marked as arrived.",
    "completed": "Marked as completed. Well done.",
    "no_access": "Marked as no access.",
    "follow_on": "Marked as done for today, with more to do.",
    "note": "Note added.",
    "photo": "Photo added.",
    "taken": "It is yours. We have texted the tenant, who can still say no.",
    "accepted": "The emergency is yours. The tenant has been told.",
    "declined": "Passed on. The next on call is being asked.",
}


def advice(needs: list[str] | None) -> list[str]:
    """What to do at the door, each thing once; other needs are not the visit's business."""
    return list(dict.fromkeys(NEEDS[need] for need in needs or () if need in NEEDS))


def said(understanding: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Room, since when, what was tried, cause: as far as the tenant's first words told them."""
    entities = (understanding or {}).get("entities") or ()
    found = {
        (SAID[one["entity"]], str(one["value"])) for one in entities if one.get("entity") in SAID
    }
    return sorted(found, key=lambda pair: list(SAID.values()).index(pair[0]))


def alert_words(code: str, table: Mapping[str, str]) -> str:
    """An alert's sentence, or its code made readable when the landlord has another."""
    return table.get(code, f"{code.replace('_', ' ').capitalize()}.")
