"""Reading the answer to "may there be danger?", which was asked beside another question.

DANGER and SAFE always answer it, wherever they stand in the message, for who does not write in
capitals throughout; a bare yes or no only while
nothing else is asked. DANGER is heard whether or not anything was asked.
"""

import re

from housing.domain.reading.answer_words import FILLERS
from housing.domain.reading.inbound_text import plain_words
from housing.domain.reading.yes_no import plain_answer

_DANGER = re.compile(
    r"^(?:(?:yes|no|im|i am|we are|were|its|it is|there is|theres|please) )*"
    r"(?:danger|in danger|not safe|unsafe|help|help me|help us|dangerous|not ok|not okay)\b"
)
_SAFE = re.compile(
    r"^(?:(?:yes|no|im|i am|we are|were|its|it is|all|everyone is|everybody is|quite|ok|oh) )*"
    r"(?:safe|no danger|not in (?:any )?danger|out of danger|no emergency|nobody (?:is )?hurt"
    r"|no one (?:is )?hurt|not dangerous)\b"
)
# As our texts write them. "Not SAFE" is no SAFE, and "no DANGER" no DANGER.
_KEYWORD = re.compile(r"(?<![\w'])(SAFE(?![?])|DANGER)(?![\w'])[ \t]*[.,;:!-]*[ \t]*")
_HELP = r"(?:999|112|an? ambulance|the ambulance|ambulance|fire brigade|fire service)"
_WHETHER_TO_CALL = re.compile(
    rf"\b(?:should|shall|do|must|need to|can|could) (?:i|we|me) (?:\w+ ){{0,2}}"
    rf"(?:call|ring|phone|dial|get)\b(?: \w+){{0,4}} {_HELP}\b"
    rf"|\b(?:you|u|yous) or {_HELP}\b|\bi (?:call|ring|phone|dial) {_HELP}(?: now)? yes\b"
    rf"|^{_HELP} (?:yes|or what|or you|then)\b"
)
# Who writes in capitals throughout writes these words as any others.
_SMALL_LETTER = re.compile(r"[a-z]")
_FEW_WORDS = 3
_NOT = re.compile(r"\b(?:not|no|isn'?t|aren'?t|never|un)[ \t-]*$", re.IGNORECASE)
_PLAIN_NO = re.compile(
    r"^(?!yes\b)(?:\w+ ){0,6}?(?:(?:of course|certainly|absolutely|definitely) not"
    r"(?! (?:\w+ )?(?:safe|ok|okay|fine|alright|all right|good|well|coping)\b)"
    r"|(?:god|goodness|heavens|gosh|lord) no|nothing like that|naebody (?:is )?in danger"
    r"|nae danger)\b"
    r"|^(?:what |eh )?(?:(?:harming|hurting|killing) myself|in danger|threatened)"
    r" no(?! (?:one|body)\b)\b"
)
"""To a question that surprises: a no that leaves no doubt, or the question once more and a no."""
_BUT = re.compile(r"\b(?:but|not sure|i think|for now|at the moment|except|though)\b")
_FINE = frozenset(
    ("im ok", "im fine", "were ok", "were fine", "we are ok", "we are fine", "all ok", "all fine")
)


def keyword_of(text: str) -> bool | None:
    """Whether the message as written holds our word DANGER (True) or SAFE (False); danger wins.
    "Am i SAFE?" asks, and answers nothing."""
    if _is_in_capitals(text):
        return None
    said = {match[1] for match in _KEYWORD.finditer(text) if not _NOT.search(text[: match.start()])}
    if plain_words(text) in {"danger", "safe"}:
        said.add(plain_words(text).upper())
    return "DANGER" in said if said else None


def _is_in_capitals(text: str) -> bool:
    return not _SMALL_LETTER.search(text) and len(text.split()) > _FEW_WORDS


def asks_whether_to_call(words: str) -> bool:
    """Of plain words: "do i ring you or 999", "i call 999 yes?". Who has rung asks nothing."""
    return _WHETHER_TO_CALL.search(words) is not None


def without_keywords(text: str) -> str:
    """What else the message says; the whole where it says nothing else."""
    if _is_in_capitals(text):
        return text
    rest = " ".join(_KEYWORD.sub(" ", text).split())
    return rest if any(letter.isalnum() for letter in rest) else text


def is_in_danger(words: str, *, asked_alone: bool) -> bool | None:
    """What the plain words say of the danger that was asked about; None for no answer."""
    if (_SAFE.search(words) or _PLAIN_NO.search(words)) and not _BUT.search(words):
        return False
    if _DANGER.search(words):
        return True
    said = " ".join(word for word in words.split() if word not in FILLERS)
    if words in _FINE or said in _FINE:
        return False
    return plain_answer(words) if asked_alone else None
