"""Which crisis text a danger needs: the class by its cause, not only by its kind.

The bot reads kinds; one kind can have causes that need other words, and other helplines. Nobody
is sent to Childline about a former partner, or to Samaritans for a door that does not lock.
"""

from housing.domain.danger import words as said

AT_RISK, CHILD_AT_RISK, MEDICAL = "child_or_adult_at_risk", "child_at_risk", "medical"
ABUSE, SELF_HARM, VIOLENCE, DOG = "abuse", "self_harm", "violence", "dangerous_dog"
TRAPPED, SHUT_IN, UNSAFE = "trapped", "shut_in", "unsafe"
GRAVE = frozenset({AT_RISK, CHILD_AT_RISK, ABUSE})
_NEEDS_WORDS = {
    SELF_HARM: (said.SELF_HARM,),
    ABUSE: (said.ABUSED, said.PARTNER),
    VIOLENCE: (said.ABUSED, said.WEAPON),
    "gas": (said.GAS,),
    "electric": (said.ELECTRIC,),
    "fire": (said.BURNING,),
    "flood": (said.WATER,),
}
"""A reading of the whole is of these kinds only where the words name one of them at least."""


def cause_of(kind: str, words: str) -> str:
    """The class of danger whose text fits the plain `words`."""
    if kind == AT_RISK:
        return _at_risk(words)
    if kind == TRAPPED:
        return TRAPPED if said.LIFT.search(words) else SHUT_IN
    if kind == VIOLENCE and said.DOG.search(words) and said.BITES.search(words):
        return DOG
    if kind == ABUSE and is_medical(words):
        return MEDICAL
    return kind


def is_named(kind: str, words: str) -> bool:
    """Whether the plain words hold anything of what the kind is about."""
    patterns = _NEEDS_WORDS.get(kind)
    return patterns is None or any(one.search(words) for one in patterns)


def is_medical(words: str) -> bool:
    """Somebody, and no thing, that cannot be woken or does not breathe."""
    words = said.NOT_ILL.sub(" ", words)
    return bool(
        said.UNWAKEABLE.search(words)
        and said.SOMEBODY.search(words)
        and not said.THINGS_LIMP.search(words)
    )


def _at_risk(words: str) -> str:
    if is_medical(words) or said.GRAVELY_ILL.search(said.NOT_ILL.sub(" ", words)):
        return MEDICAL
    if said.HURTS_A_CHILD.search(words):
        return CHILD_AT_RISK
    if said.PARTNER.search(words) and said.ABUSED.search(words):
        return ABUSE
    if said.CHILD.search(words) and said.HARM_TO_A_CHILD.search(words):
        return CHILD_AT_RISK
    return AT_RISK
