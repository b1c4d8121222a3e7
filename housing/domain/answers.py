"""Reading what tenants type: an answer to an open question, or facts already told in a first message.

A closed world: only the values of the fact asked are ever read, and None when the words are unclear,
so the service asks again rather than guess. Never decides anything.
"""

import re
from datetime import date
from functools import lru_cache

from housing.domain.deal import Deal
from housing.domain.facts import Fact, FactKind, FactValue

YES = (
    "y", "ye", "yes", "yeah", "yea", "yeh", "yep", "yup", "ya", "aye", "yes please", "sure", "ok", "okay",
    "correct", "right", "true", "it does", "it is", "it has", "it can", "i can", "i do", "i have",
    "i am", "we are", "we do", "we have", "we can", "they are", "they do", "there is", "there are",
    "does", "afraid so", "think so", "i think so", "course", "of course", "definitely", "absolutely",
)  # fmt: skip
NO = (
    "n", "no", "nope", "nah", "na", "naw", "never", "not", "none", "false", "it doesnt", "it isnt",
    "it hasnt", "it cant", "it wont", "i cant", "i dont", "i havent", "i havnt", "im not", "we dont",
    "we cant", "we havent", "we arent", "they arent", "they dont", "there isnt", "there arent",
    "doesnt", "isnt", "wont", "cant", "dont think so", "i dont think so", "not really", "not yet",
    "cannot", "not at all", "nothing", "nobody", "no one", "noone",
)  # fmt: skip
UNSURE = (
    "dont know", "dunno", "no idea", "not sure", "unsure", "im not sure", "idk", "cant tell", "cant say",
    "havent a clue", "no clue", "not certain", "hard to say", "dont no", "havent checked", "not looked",
    "maybe", "possibly", "might be", "couldnt tell you", "couldnt say",
)  # fmt: skip
ORDINALS = {
    "first": 1, "1st": 1, "one": 1, "second": 2, "2nd": 2, "two": 2, "third": 3, "3rd": 3,
    "three": 3, "fourth": 4, "4th": 4, "four": 4, "fifth": 5, "5th": 5, "five": 5,
    "sixth": 6, "6th": 6, "six": 6,
}  # fmt: skip
_ORDINAL_ANSWER = re.compile(
    r"^(?:the |option |number |no |answer |choice )?(?P<word>\w+)(?: one| option| please| pls)*$"
)
_GAP = "..."
_UNSAID = re.compile(r"['\u2018\u2019`]")
_NOT_A_WORD = re.compile(r"[^a-z0-9£/.]+")
_DATE = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})\b")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMBER = re.compile(r"(?<!\S)\d{1,4}(?!\S)")


def read_answer(fact: Fact, text: str) -> FactValue | None:
    """The value that a typed answer gives a fact, or None when it is unclear.

    Understands the number or words of a choice, yes and no in many wordings, and "not sure" (which
    takes the fact's safest value).
    """
    words = plain_words(text)
    if not words:
        return None
    match fact.kind:
        case FactKind.NUMBER:
            return _only_number(words)
        case FactKind.DATE:
            return _only_date(text)
        case FactKind.TEXT:
            return text.strip()
    by_number = _by_number(fact, words)
    if by_number is not None:
        return by_number
    value = _by_words(fact, words)
    if value is None and fact.kind is FactKind.BOOLEAN:
        value = _yes_or_no(words)
    if value is None and _longest(UNSURE, words):
        return fact.if_unsure
    return value


def hear_facts(deal: Deal, issue_id: str, text: str) -> dict[str, FactValue]:
    """The facts of an issue that a first message already tells, so that they are not asked again.

    Only facts that the issue's own table reads; a fact heard both ways is left to be asked.
    """
    issue = deal.issues.get(issue_id)
    if issue is None:
        return {}
    words = plain_words(text)
    heard: dict[str, FactValue] = {}
    for name in issue.table.inputs:
        fact = deal.facts[name]
        best = _best({value: _longest(phrases, words) for value, phrases in fact.heard.items()})
        if best is not None:
            heard[name] = best
    return heard


def plain_words(text: str) -> str:
    """Lower case, no apostrophes, single spaces: "It WON'T turn off!" becomes "it wont turn off"."""
    return " ".join(_NOT_A_WORD.sub(" ", _UNSAID.sub("", text.lower())).replace(". ", " ").strip(". ").split())


def _by_number(fact: Fact, words: str) -> FactValue | None:
    match = _ORDINAL_ANSWER.match(words.rstrip("."))
    if match is None:
        return None
    word = match["word"]
    place = int(word) if word.isascii() and word.isdigit() else ORDINALS.get(word, 0)
    last = word == "last" and bool(fact.choices)
    if last:
        place = len(fact.choices)
    return fact.choices[place - 1].value if 0 < place <= len(fact.choices) else None


def _by_words(fact: Fact, words: str) -> FactValue | None:
    scores: dict[FactValue, int] = {}
    for choice in fact.choices:
        title = plain_words(choice.title)
        titles = (title,) if fact.kind is FactKind.CHOICE else ()
        said = (*choice.heard, *fact.heard.get(choice.value, ()), *titles)
        scores[choice.value] = _longest(said, words)
    return _best(scores)


def _yes_or_no(words: str) -> bool | None:
    """Yes or no by how the answer begins, since "nope it won't" and "yes but not now" do begin so."""
    if _longest(UNSURE, words):
        return None
    for length in (3, 2, 1):
        start = " ".join(words.split()[:length]).rstrip(".")
        if start in NO:
            return False
        if start in YES:
            return True
    said = {True: _longest(YES, words), False: _longest(NO, words)}
    best = _best(said)
    return best if isinstance(best, bool) else None


def _best(scores: dict[FactValue, int]) -> FactValue | None:
    """The value with the longest phrase heard; None when none was, or two are equally long."""
    top = max(scores.values(), default=0)
    winners = [value for value, score in scores.items() if score == top]
    return winners[0] if top and len(winners) == 1 else None


def _longest(phrases: tuple[str, ...], words: str) -> int:
    """The length in words of the longest phrase that the text holds, 0 for none."""
    return max((_length(phrase) for phrase in phrases if _pattern(phrase).search(words)), default=0)


def _length(phrase: str) -> int:
    return sum(word != _GAP for word in phrase.split())


@lru_cache(maxsize=8192)
def _pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as whole words in order; `...` stands for up to three words between."""
    parts = [r"(?:\S+ ){0,3}" if w == _GAP else re.escape(w) + r"(?:\.?) " for w in _phrase_words(phrase)]
    return re.compile(r"(?<!\S)" + "".join(parts).removesuffix(" ") + r"(?!\S)")


def _phrase_words(phrase: str) -> list[str]:
    return [w for part in phrase.split() for w in ([_GAP] if part == _GAP else plain_words(part).split())]


def _only_number(words: str) -> int | None:
    found = _NUMBER.findall(words)
    return int(found[0]) if len(found) == 1 else None


def _only_date(text: str) -> date | None:
    iso, british = _ISO_DATE.search(text), _DATE.search(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if british:
            return date(int(british["year"]), int(british["month"]), int(british["day"]))
    except ValueError:
        return None
    return None
