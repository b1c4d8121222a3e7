"""Reading what tenants type: an answer to an open question, or facts told in a first message.

A closed world: only values of the fact asked are ever read, and None when the words are unclear,
so the service asks again rather than guess. Never decides anything.
"""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from housing.domain.deal.deal import Deal
from housing.domain.deal.facts import Fact, FactKind, FactValue
from housing.domain.reading.answer_words import ORDINALS, UNSURE
from housing.domain.reading.inbound_text import plain_words
from housing.domain.reading.reactions import read_thumb
from housing.domain.reading.yes_no import is_away, plain_answer

_SLIP = 2
"""Words that may speak against a plain yes or no before it counts as unclear."""
_TAKEN_BACK = re.compile(
    r"(?<!\S)(?:not|no|never|without|havent|hasnt|hadnt|didnt|dont|doesnt|isnt|arent)"
    r"(?: (?:a|an|any|the|my|our|to|got|had|have|been|tried|try|put|used|even|really|yet)){0,8} $"
)
_REACH = 80
"""Characters before a phrase in which all of _TAKEN_BACK has its place, with some to spare."""
_ORDINAL_ANSWER = re.compile(
    r"^(?:the |option |number |no |answer |choice )?(?P<word>\w+)(?: one| option| please| pls)*$"
)
_GAP = "..."
_DATE = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})\b")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMBER = re.compile(r"(?<!\S)\d{1,4}(?!\S)")


def read_answer(fact: Fact, text: str) -> FactValue | None:
    """The value that a typed answer gives a fact, or None when it is unclear.

    Understands the number or words of a choice, yes and no in many wordings, and "not sure" (which
    takes the fact's safest value). A plain thumb is a yes or a no.
    """
    words = _thumb_in_words(text) or plain_words(text)
    if not words:
        return None
    match fact.kind:
        case FactKind.NUMBER:
            return _only_number(words)
        case FactKind.DATE:
            return _only_date(text)
        case FactKind.TEXT:
            return text.strip()
        case FactKind.BOOLEAN | FactKind.CHOICE:
            return _one_of(fact, words)


def read_confirmation(fact: Fact, text: str) -> bool | None:
    """What the fact is worth by the answer to its question from the other side.

    Who was asked twice and does not know is believed: that is the safest.
    """
    if fact.confirm is None:
        raise LookupError(f"{fact.id} is not confirmed")
    asked = replace(
        fact, kind=FactKind.BOOLEAN, choices=fact.confirm.choices, heard={}, if_unsure=True
    )
    confirmed = read_answer(asked, text)
    if not isinstance(confirmed, bool):
        return None
    return fact.confirm.value if confirmed else not fact.confirm.value


def hear_facts(deal: Deal, issue_id: str, text: str) -> dict[str, FactValue]:
    """The facts of an issue that a first message already tells, so that they are not asked again.

    A fact heard both ways is left to be asked.
    """
    words = plain_words(text)
    heard: dict[str, FactValue] = {}
    for name in facts_of(deal, issue_id):
        fact = deal.facts[name]
        best = _best({value: _longest(phrases, words) for value, phrases in fact.heard.items()})
        if best is not None:
            heard[name] = best
    return heard


def _thumb_in_words(text: str) -> str:
    thumb = read_thumb(text)
    return "" if thumb is None else "yes" if thumb else "no"


def facts_of(deal: Deal, issue_id: str) -> dict[str, None]:
    """The facts that the issue's table, or one it passes the decision to, reads; in their order."""
    if issue_id not in deal.issues:
        return {}
    table = deal.issues[issue_id].table
    passed_to = [rule.then.issue for rule in table.rules if rule.then.issue in deal.issues]
    tables = [table, *(deal.issues[name].table for name in passed_to if name)]
    return dict.fromkeys(name for one in tables for name in one.inputs)


def _one_of(fact: Fact, words: str) -> FactValue | None:
    by_number = _by_number(fact, words)
    if by_number is not None:
        return by_number
    if is_away(words):
        return None
    chosen = next((one for one in fact.choices if plain_words(one.title) == words), None)
    if chosen is not None:
        return chosen.value
    told = _told(fact, words)
    plain = plain_answer(words) if fact.kind is FactKind.BOOLEAN else None
    if plain is not None:
        contradicted = max((told[v] for v in told if v != plain), default=0) > _SLIP
        return None if contradicted else plain
    value = _best(told)
    return fact.if_unsure if value is None and _longest(UNSURE, words) else value


def _by_number(fact: Fact, words: str) -> FactValue | None:
    match = _ORDINAL_ANSWER.match(words)
    if match is None:
        return None
    word = match["word"]
    places = {**ORDINALS, "last": len(fact.choices)}
    place = int(word) if word.isdigit() else places.get(word, 0)
    return fact.choices[place - 1].value if 0 < place <= len(fact.choices) else None


def _told(fact: Fact, words: str) -> dict[FactValue, int]:
    """How much of the text speaks for each value: the words of its longest phrase heard."""
    told: dict[FactValue, int] = {}
    for choice in fact.choices:
        titles = (plain_words(choice.title),) if fact.kind is FactKind.CHOICE else ()
        said = (*choice.heard, *fact.heard.get(choice.value, ()), *titles)
        told[choice.value] = _longest(said, words)
    return told


def _best(scores: dict[FactValue, int]) -> FactValue | None:
    """The value with the longest phrase heard; None when none was, or two are equally long."""
    top = max(scores.values(), default=0)
    winners = [value for value, score in scores.items() if score == top]
    return winners[0] if top and len(winners) == 1 else None


def _longest(phrases: tuple[str, ...], words: str) -> int:
    """The length in words of the longest phrase that the text says, 0 for none."""
    return max((_length(phrase) for phrase in phrases if _says(phrase, words)), default=0)


def _says(phrase: str, words: str) -> bool:
    """Whether the phrase is there, not taken back as in "havent tried a new bulb"."""
    return any(
        not _TAKEN_BACK.search(words, max(0, match.start() - _REACH), match.start())
        for match in _pattern(phrase).finditer(words)
    )


def _length(phrase: str) -> int:
    return sum(word != _GAP for word in phrase.split())


@lru_cache(maxsize=8192)
def _pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as whole words in order; `...` stands for up to three words between."""
    parts = [plain_words(part).replace(" ", "\\ ") for part in phrase.split(_GAP)]
    return re.compile(rf"(?<!\S){r'\ (?:\S+\ ){0,3}'.join(parts)}(?!\S)", re.VERBOSE)


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
