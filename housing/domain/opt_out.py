"""Words that stop and start text messages, and what Twilio itself made of them.

One word alone counts, as it does for Twilio: "STOP PLEASE" is a message like any other. CANCEL,
END, QUIT and YES are left out on purpose: they are ordinary words in a repair chat, and the README
says how to take them off Twilio's list too.
"""

from enum import StrEnum

_STOP = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "OPTOUT", "REVOKE"})
_START = frozenset({"START", "UNSTOP"})


class OptOut(StrEnum):
    """What a text asks for. HELP only when Twilio says it has answered it already."""

    STOP = "stop"
    START = "start"
    HELP = "help"


def opt_out_asked(text: str, twilio_says: str = "") -> OptOut | None:
    """The wish in a text; `twilio_says`, the form's OptOutType, decides when it is there."""
    try:
        return OptOut(twilio_says.strip().lower())
    except ValueError:
        word = text.strip().strip(".!\"'").upper()
    if word in _STOP:
        return OptOut.STOP
    return OptOut.START if word in _START else None
