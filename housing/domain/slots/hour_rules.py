"""Rules for hours: parts of the day, the school run, clock times and spans between them.

A tenant's time is inside an arrival window; a limit ("after 2") holds for the whole window.
"""

import re
from dataclasses import replace
from datetime import time

from housing.domain.slots.lexicon import AFTERNOON, CARDINALS, EVENING, MONTH_OF, MORNING
from housing.domain.slots.tokens import Is, Offer, Rule, Token, any_of, rule, term
from housing.domain.slots.wishes import Part

SCHOOL_RUN = "school_run"
ALL_DAY = "all_day"
NOON, ONE = time(12), time(13)

_H = r"(?P<h>\d{1,2})(?:[:.](?P<min>\d\d))?"
_H2 = r"(?P<h2>\d{1,2})(?:[:.](?P<min2>\d\d))?"
_SUFFIX = r"(?:am|pm|ish|oclock)"
_NO_DATE = rf"(?!\s?(?:st|nd|rd|th)\b|/|-\d|\s?(?:days?|weeks?|of|{any_of(tuple(MONTH_OF))})\b)"
_EARLY_LATE = r"(?:(?:early|late|mid|first thing in the|first thing)[ -]?(?:the )?)?"
_NUMBER = rf"(?:\d{{1,2}}|{any_of(tuple(CARDINALS))})"

_SCHOOL_RUN = (
    r"(?:(?:not )?(?:after|between|during|avoid|avoiding|outside|around|once ive done|in|at)? ?"
    r"(?:the )?school ?-?(?:runs?|hours|time|drop ?-?off))"
    r"|(?:while|when|whilst|once) (?:the |my )?kids? ?(?:is|are|r)? ?(?:at|in) school"
    r"|after (?:the )?(?:kids? )?drop ?-?off"
    r"|after (?:ive )?(?:dropped|dropping) (?:the |my )?kids(?: off)?"
    r"|before (?:the )?(?:school )?pick ?-?up|between the school runs"
)

_MORNING = term(Part(ends_by=ONE), unwanted=(Part(starts_before=NOON),))
_AFTERNOON = term(Part(starts_from=NOON, starts_before=time(17)), unwanted=(Part(ends_after=ONE),))
_EVENING = term(Part(starts_from=time(16, 30)), unwanted=(Part(ends_after=time(17, 30)),))


def clock_time(hour: int, minute: int = 0, suffix: str = "") -> time | None:
    """A time as a tenant means it: 1 to 6 are afternoons unless said otherwise."""
    if not (1 <= hour <= 23 and minute < 60):
        return None
    if suffix.startswith("p") and hour < 12:
        hour += 12
    elif suffix.startswith("a") and hour == 12:
        return None
    elif not suffix.startswith(("a", "p")) and hour < 7:
        hour += 12
    return time(hour, minute)


def _at(match: re.Match[str], suffix: str) -> time | None:
    return clock_time(int(match["h"]), int(match["min"] or 0), suffix)


def _around(match: re.Match[str], _offer: Offer) -> Token | None:
    at = _at(match, match["ap"] or "")
    return term(Part(around=at)) if at else None


def _half_past(match: re.Match[str], _offer: Offer) -> Token | None:
    hour = CARDINALS.get(match["word"]) or int(match["word"])
    at = clock_time(hour, 30, match["ap"] or "")
    return term(Part(around=at)) if at else None


def _after(match: re.Match[str], _offer: Offer) -> Token | None:
    at = _limit_of(match)
    return term(Part(starts_from=at), unwanted=(Part(ends_after=at),)) if at else None


def _before(match: re.Match[str], _offer: Offer) -> Token | None:
    at = _limit_of(match)
    return term(Part(ends_by=at), unwanted=(Part(starts_before=at),)) if at else None


def _limit_of(match: re.Match[str]) -> time | None:
    """A number over twelve alone is a day of the month, not a time."""
    suffix = match["ap"] or ""
    if int(match["h"]) > 12 and not (match["min"] or suffix):
        return None
    return _at(match, suffix)


def _span(match: re.Match[str], offer: Offer) -> Token | None:
    """ "8-12", "between 9 and 12": the window itself, or those inside it, or a guess at those that
    meet it. "8-12" is also a date."""
    end = clock_time(int(match["h2"]), int(match["min2"] or 0), match["ap2"] or "")
    begin = _at(match, match["ap"] or _same_half(match))
    if begin is None or end is None or begin >= end:
        return None
    meets = Part(starts_before=end, ends_after=begin)
    for part in (Part(exact=(begin, end)), Part(starts_from=begin, ends_by=end)):
        if any(part.accepts(slot) for slot in offer.slots):
            return term(part, *_as_date(match, offer), unwanted=(meets,))
    return term(meets, *_as_date(match, offer), doubtful=True)


def _same_half(match: re.Match[str]) -> str:
    """In "2-4pm" both are afternoons; in "11-1pm" the first is not."""
    both_pm = (match["ap2"] or "").startswith("p") and int(match["h"]) < int(match["h2"]) < 12
    return "pm" if both_pm else ""


def _as_date(match: re.Match[str], offer: Offer) -> tuple[Part, ...]:
    if match["sep"] != "-" or match["min"] or match["ap"] or match["min2"] or match["ap2"]:
        return ()
    days = offer.calendar.dated(int(match["h"]), int(match["h2"]))
    return (Part(days=days),) if days & {slot.date for slot in offer.slots} else ()


def _school_run(_match: re.Match[str], offer: Offer) -> Token:
    """The landlord's window for it; where none is on offer, what starts after the morning run."""
    window = Part(window=SCHOOL_RUN)
    if offer.has_window(SCHOOL_RUN):
        return term(window)
    return term(Part(starts_from=time(9, 15)), unwanted=(window,), doubtful=True)


def _all_day(_match: re.Match[str], offer: Offer) -> Token:
    return term(Part(window=ALL_DAY)) if offer.has_window(ALL_DAY) else Token(Is.SOONEST)


def _tonight(_match: re.Match[str], offer: Offer) -> Token:
    return term(Part(days=offer.calendar.in_days(0), starts_from=time(16, 30)))


def _is(pattern: str, token: Token) -> Rule:
    """Words that always make this token; in the plural ("no mornings") a "no" can refuse it."""
    plural = replace(token, plural=True)
    return rule(pattern, lambda match, _offer: plural if match[0].endswith("s") else token)


HOUR_RULES: tuple[Rule, ...] = (
    rule(_SCHOOL_RUN, _school_run),
    rule(r"all day(?: long)?|any ?time|whenever", _all_day),
    _is(r"(?:later )?(?:on )?(?:in|on in) the day|later (?:that|the same) day", _AFTERNOON),
    _is(rf"{_EARLY_LATE}(?:{any_of(MORNING)})|first thing|before (?:lunch|dinner)", _MORNING),
    _is(rf"{_EARLY_LATE}(?:{any_of(AFTERNOON)})|after (?:lunch|dinner)", _AFTERNOON),
    _is(rf"{_EARLY_LATE}(?:{any_of(EVENING)})|after (?:work|tea)", _EVENING),
    rule(r"tonight|tonite", _tonight),
    _is(r"lunch ?times?|lunch|midday|mid-day|(?:12 )?noon|dinner ?time", term(Part(around=NOON))),
    rule(
        rf"(?:(?P<between>between) |from )?{_H} ?(?P<ap>{_SUFFIX})? ?"
        rf"(?P<sep>-|to|and|till|until|til|&) ?{_H2} ?(?P<ap2>{_SUFFIX})?{_NO_DATE}",
        lambda match, offer: (
            None if match["sep"] in ("and", "&") and not match["between"] else _span(match, offer)
        ),
    ),
    rule(rf"(?:after|from|past|gone) {_H} ?(?P<ap>{_SUFFIX})?{_NO_DATE}", _after),
    rule(rf"(?:before|by|until|till|til) {_H} ?(?P<ap>{_SUFFIX})?{_NO_DATE}", _before),
    rule(rf"(?:at|around|about|approx|@) ?{_H} ?(?P<ap>{_SUFFIX})?{_NO_DATE}", _around),
    rule(rf"{_H} ?(?P<ap>am|pm|oclock|ish)", _around),
    rule(rf"half (?:past )?(?P<word>{_NUMBER}) ?(?P<ap>am|pm)?", _half_past),
    rule(r"(?P<h>\d{1,2})[:.](?P<min>\d\d)(?P<ap>)", _around),
    _is("early", term(*_MORNING.readings, unwanted=_MORNING.unwanted, doubtful=True)),
    _is("late|last thing", term(*_AFTERNOON.readings, unwanted=_AFTERNOON.unwanted, doubtful=True)),
)
