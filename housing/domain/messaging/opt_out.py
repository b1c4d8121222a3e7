"""Words that stop and start text messages, and what Twilio itself made of them.

A keyword alone is Twilio's too, which stops the texts and answers it. The same wish in words is
ours to heed: the whole message must be about the texts, so that "stop the leak" stays a repair.
CANCEL, END, QUIT and YES are left out on purpose: they are ordinary words in a repair chat, and the
README says how to take them off Twilio's list too.
"""

import re
from enum import StrEnum

from housing.domain.reading.inbound_text import plain_words

_STOP = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "OPTOUT", "REVOKE"})
_START = frozenset({"START", "UNSTOP"})

_COURTESY = (
    r"(?:please|pls|plz|thanks|thank you|thx|ta|cheers|now|hi|hello|hey|ok|okay|sorry|no thanks"
    r"|no thank you)"
)
_ASKING = (
    r"(?:(?:can|could|will|would) you|(?:i|we)(?: just)? (?:want|need|wish)(?: you)? to"
    r"|(?:id|i would|we would) like(?: you)? to|just|you can|you must)"
)
_HOW = r"how (?:do|can|could|would|to)(?: i| we| you)?"
_TEXTS = (
    r"(?:(?:all|any|the|these|this|those|your|my|me|us|more|further|of|getting|receiving|being) )*"
    r"(?:texts?|text messages?|txts?|messages?|msgs?|sms)"
)
_LIST = r"(?:(?:this|your|the)(?: text| texting| sms)? )?(?:list|lists)"
_ALL_THIS = rf"(?:{_TEXTS}|{_LIST}|this|all)"
_TAIL = (
    r"(?: (?:from you(?: lot)?|any ?more|again|ever again|at all|(?:to|on) (?:me|this number|"
    r"this phone|my phone|my number)))*"
)
_BARE_STOP = r"(?:(?:stop ?all|optout|unsubscribe|revoke)|stop(?: stop)*)"
_OF_TEXTS = "|".join(
    (
        r"(?:stop|quit) (?:texting|txting|messaging|contacting)(?: me| us)?",
        rf"(?:stop|quit) sending(?: me| us)?(?: {_TEXTS})?",
        rf"(?:stop|cancel|end) {_TEXTS}",
        rf"no more (?:{_TEXTS}|texting|messaging)",
        rf"(?:unsubscribe|unsub|opt ?out|opting out)(?: me| us)?(?:(?: from| of)? {_ALL_THIS})?",
        rf"opt (?:me|us) out(?: of (?:{_TEXTS}|{_LIST}|this))?",
        rf"(?:take|remove) (?:me|us|my number)(?: off| from)? (?:{_TEXTS}|{_LIST})",
        r"(?:dont|do not|never) (?:text|txt|message) (?:me|us)",
        rf"(?:dont|do not) send(?: me| us)? {_TEXTS}",
        rf"(?:i|we) (?:dont|do not|no longer) want(?: to (?:get|receive|have))? {_TEXTS}",
    )
)
_BARE = re.compile(rf"(?:{_COURTESY} )*{_BARE_STOP}(?: {_COURTESY})*")
_IN_WORDS = re.compile(
    rf"(?:{_COURTESY} )*(?:{_ASKING} )?(?:{_COURTESY} )*(?:{_OF_TEXTS}){_TAIL}(?: {_COURTESY})*"
)
_ASKS_HOW = re.compile(rf"(?:{_COURTESY} )*{_HOW} (?:{_OF_TEXTS}){_TAIL}(?: {_COURTESY})*")
_BACK = re.compile(rf"(?:{_COURTESY} )*(?:start|unstop)(?: {_TEXTS})?{_TAIL}(?: {_COURTESY})*")
_ONLY_COURTESY = re.compile(rf"(?:{_COURTESY} ?)+")
_CLAUSE_ENDS = re.compile(r"[.,;:!?\n]+|\b(?:and|but|so)\b", re.IGNORECASE)
# A wish to stop is short; what is longer is a message of its own and is read as one.
_READ_AT_MOST = 300


class OptOut(StrEnum):
    """What a text asks for. HELP only when Twilio says it has answered it already."""

    STOP = "stop"
    START = "start"
    HELP = "help"
    STOP_IN_WORDS = "stop_in_words"
    HOW_TO_STOP = "how_to_stop"


_TWILIOS = {one.value: one for one in (OptOut.STOP, OptOut.START, OptOut.HELP)}


def opt_out_asked(text: str, twilio_says: str = "") -> OptOut | None:
    """The wish in a text; `twilio_says`, the form's OptOutType, decides when it is there."""
    told = _TWILIOS.get(twilio_says.strip().lower())
    if told is not None:
        return told
    if text.strip().upper() in _STOP:
        return OptOut.STOP
    words = plain_words(text[:_READ_AT_MOST])
    if words.upper() in _START or _BACK.fullmatch(words):
        return OptOut.START
    return OptOut.STOP_IN_WORDS if _BARE.fullmatch(words) else stop_in_words(text)


def stop_in_words(text: str) -> OptOut | None:
    """The wish to have no more texts in a message of any channel that says so in words.

    STOP_IN_WORDS when it says nothing else; HOW_TO_STOP when it asks how, or says more beside.
    """
    clauses = [plain_words(part) for part in _CLAUSE_ENDS.split(text[:_READ_AT_MOST])]
    told = [words for words in clauses if words and not _ONLY_COURTESY.fullmatch(words)]
    wishes = [words for words in told if _IN_WORDS.fullmatch(words)]
    if wishes and len(wishes) == len(told) and len(text) <= _READ_AT_MOST:
        return OptOut.STOP_IN_WORDS
    if wishes or any(_ASKS_HOW.fullmatch(words) for words in told):
        return OptOut.HOW_TO_STOP
    return None
