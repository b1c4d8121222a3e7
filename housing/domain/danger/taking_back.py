"""Whether a tenant takes a danger back: it never was one, or it is over.

Reads plain words against the kinds of danger that were raised. "It has not stopped" and "it's not
fine" take nothing back; where words go both ways nothing is taken back, and a person decides.
"""

import re
from collections.abc import Set as AbstractSet
from enum import StrEnum
from functools import lru_cache

from housing.domain.danger.words import words_of


class TakenBack(StrEnum):
    """What the tenant says of it now."""

    DENIED = "denied"
    OVER = "over"


_ABOUT = {
    "gas": r"gas(?: leak| smell)?|smell(?: of gas)?|leak",
    "carbon_monoxide": r"carbon monoxide|monoxide|co|alarm|fumes",
    "fire": r"fire|smoke|burning|flames?",
    "electric": r"sparks?|sparking|shock|bare wires?|electric\w*|burning smell",
    "flood": r"flood\w*|leak\w*|burst|water",
    "structural": r"ceiling|wall|roof|falling|collapse\w*",
    "trapped": r"trapped|stuck|lift|one in (?:it|the lift)|body in (?:it|the lift)",
    "shut_in": r"locked in|locked out|alone|shut in|trapped|stuck",
    "violence": r"threat\w*|violen\w*|fight\w*|attack\w*|weapons?|knife",
    "dangerous_dog": r"bit\w*|attack\w*|dog attack",
    "hate": r"hate(?: crime)?|racis\w+|abuse|threat\w*|picked on",
    "abuse": r"abuse|abus\w+|hurt\w*|hit\w*",
    "self_harm": r"suicid\w*|self harm\w*|harm\w*|kill myself",
}
_ANY = r"danger(?:ous)?|emergency|problem|risk"
_NEVER_WAS = words_of(
    r"false alarm", r"(?:sent|said|wrote|texted|typed|pressed) (?:\w+ ){0,3}by mistake",
    r"my mistake", r"sent (?:that|it|this) by accident",
    r"ignore (?:that|my|the last|it|previous)", r"(?:i )?didnt (?:mean|say) (?:that|it|there)",
    r"i never said", r"i got (?:it|that) wrong", r"i was wrong", r"you(?:ve| have)? misunderst\w+",
    r"misunderstanding", r"thats not what i (?:said|meant)", r"wrong (?:number|person|chat)",
    r"(?:your|ur) (?:own )?(?:footer|text|message|words|signature)",
    r"nobody is trapped", r"no one is trapped",
)  # fmt: skip
# Said of people: a leak of gas is there all the same.
_NOBODY_HURT = words_of(
    r"not (?:in )?(?:any )?danger", r"nobody is (?:in danger|hurt)",
    r"no one is (?:in danger|hurt)", r"naebodys? (?:is )?in danger",
)  # fmt: skip
OF_PEOPLE = frozenset(
    {"violence", "abuse", "self_harm", "child_or_adult_at_risk", "child_at_risk", "hate", "unsafe"}
)
"""Not over because somebody says that they are fine: only a plain no takes these back, and a person
still looks in, since not everybody is free to say how it is."""
_CALLED_OFF = words_of(
    r"cancel (?:that|it|this|the (?:\w+ )?(?:emergency|call ?out|plumber|engineer|electrician))",
    r"call (?:it|them|him|her) off", r"stand (?:\w+ ){0,3}down",
    r"(?:dont|do not|no need to) (?:send|come)",
    r"no need (?:for|to send|to come)", r"nobody needs to come",
    r"dont need (?:anyone|anybody|you|to)",
    r"(?:its|it is|it has|thats|all) (?:all )?(?:sorted|fixed|okay|ok|fine|safe) now",
    r"(?:its|it is|hes|shes|theyre|were|im) (?:all |just |ok |perfectly )?(?:fine|ok|okay"
    r"|out now|safe|sorted)",
    r"(?:its|it has|it) (?:just |all |now )?stopped",
    r"(?:leak|water|smell|smoke|spark\w*|drip\w*|flood\w*|alarm|noise) (?:has |have )?stopped",
    r"stopped (?:now|by itself|on its own)",
    r"(?:managed|able) to (?:turn|shut|switch|stop|get)",
    r"(?:ive|i have|weve|we have|i|we) (?:turned|shut|switched) (?:it|that|them|the \w+) off",
    r"(?:only|just) (?:a )?(?:drips?|dripping|dribbl\w+|trickl\w+|damp)",
    r"only (?:a )?(?:low )?battery",
    r"(?:got|let|is|are) out (?:now|ok|safe\w*|fine)",
    r"(?:it|fire) (?:is|went|has gone|s) out(?: now)?",
    r"(?:gone|went) (?:away|now)", r"all (?:clear|good|fine|ok|okay|sorted)", r"no longer",
)  # fmt: skip
_GOES_ON = words_of(
    r"(?:not|hasnt|hasn t|has not|havent|isnt|wont|doesnt|didnt|never) (?:\w+ ){0,2}stop\w*",
    r"(?:its|it is|were|we are|im) not (?:\w+ )?(?:fine|ok|okay|safe|over)"
    r"(?! (?:that|how|to|with))",
    r"still (?:\w+ ){0,2}(?:pouring|coming|running|leaking|gushing|smell\w*|spark\w*|trapped"
    r"|stuck|there|burning)",
    r"(?:started|starting|back|worse|happening) again", r"getting worse",
    r"(?:dont|do not) (?:cancel|ignore)",
)  # fmt: skip
# Nothing is over for who says so, though they may say it of our service and not of the danger.
_NOT_OVER = words_of(
    r"(?:not|hasnt|hasn t|has not|havent|isnt|wont|doesnt|didnt|never|cant|cannot|not been"
    r"|nothing has)"
    r" (?:\w+ ){0,2}(?:stop\w*|fine|ok|okay|safe|sorted|fixed|out|clear|good)",
    r"no sparks? (?:just|only)", r"no help", r"not joking", r"why (?:has|did|is) no ?(?:one|body)",
    r"(?:dont|do not) (?:go|leave)", r"if (?:it|the|its)", r"please (?:come|hurry|help)",
    r"or (?:should|shall|do) i", r"unless",
)  # fmt: skip
# "She's fine, just fed up": who is shut in is helped only when they are out.
_NOT_FREE = frozenset({"trapped", "shut_in"})
_FREE = words_of("out", "freed?", "open(?:ed)?", "unlocked", "unstuck", "released")
_GOES_BOTH_WAYS = words_of(r"but", r"however", r"though", r"thicker", r"bigger", r"spreading")
_OF_ELSE = (
    r"(?! (?:man|men|engineers?|check|safety|meter|bill|card|certificate|alarm|door|brigade|engine"
    r"|service|supplier|company|team|line|light|heater|cooker))"
)
"""After the word of a danger: it was part of another ("no gas engineer came")."""
_NO = (
    r"no|not|isnt|wasnt|arent|never|nothing|without|wasn t|dont have|didnt have|havent got"
    r"|have not got|aint"
)


def taken_back(words: str, kinds: AbstractSet[str]) -> TakenBack | None:
    """What the plain words say of dangers of these kinds; None when they take nothing back."""
    if _GOES_ON.search(words) or _NOT_OVER.search(words):
        return None
    if _NEVER_WAS.search(words) or denies(words, kinds):
        return TakenBack.DENIED
    if _NOBODY_HURT.search(words) and kinds <= OF_PEOPLE:
        return TakenBack.DENIED
    if _GOES_BOTH_WAYS.search(words) or kinds & OF_PEOPLE:
        return None
    if kinds & _NOT_FREE and not _FREE.search(words):
        return None
    return TakenBack.OVER if _CALLED_OFF.search(words) else None


def denies(words: str, kinds: AbstractSet[str]) -> bool:
    """Whether the plain words name one of the kinds of danger and say that it is not so."""
    about = "|".join([_ANY, *(_ABOUT[kind] for kind in sorted(kinds) if kind in _ABOUT)])
    return bool(_denial_of(about).search(words))


@lru_cache(maxsize=128)
def _denial_of(about: str) -> re.Pattern[str]:
    return words_of(
        rf"(?:{_NO}) (?:(?:a|an|any|the|actual|smell of|sign of|such) )*(?:{about}){_OF_ELSE}"
    )


def goes_on_after_all(words: str) -> bool:
    """Whether the plain words say of what was taken back that it is not over."""
    return _GOES_ON.search(words) is not None
