"""Rules for days: weekdays, dates, weeks. Day comes before month, as the British write it."""

import re
from datetime import timedelta

from housing.domain.slots.days import Days
from housing.domain.slots.hour_rules import clock_time
from housing.domain.slots.lexicon import MONTH_OF, PLURALS, TOMORROW, WEEKDAY_OF
from housing.domain.slots.tokens import Is, Offer, Rule, Token, any_of, rule, term
from housing.domain.slots.wishes import Part

_W = rf"(?P<w>{any_of(tuple(WEEKDAY_OF))})"
_M = rf"(?P<m>{any_of(tuple(MONTH_OF))})"
_N = r"(?P<n>\d{1,2})"
_TH = r"(?:\s?(?:st|nd|rd|th))"
_WEEK = r"(?:week|wk)"
_TOMORROW = any_of(TOMORROW)
_NOT_A_TIME = r"(?!\s*(?:am|pm|oclock|ish|[:./-]\s?\d|to\s))"
_MONTHS_ALONE = any_of(tuple(m for m in MONTH_OF if len(m) > 3 and m not in ("march", "sept")))
_EARLY, _MIDDLE, _LATE = range(2), range(1, 4), range(3, 6)
_WEEKEND, _WEEKDAYS = range(5, 7), range(5)
# Further ahead than this, a weekday and a number of the month that agree are a coincidence.
SOON = timedelta(weeks=6)


def _on(days: Days, *others: Days, doubtful: bool = False) -> Token:
    return term(*(Part(days=one) for one in (days, *others)), doubtful=doubtful)


def _weekday(match: re.Match[str]) -> int:
    return WEEKDAY_OF[match["w"]]


def _week_after(match: re.Match[str], offer: Offer) -> Token:
    """ "Friday week": the Friday after the one that comes. Said on a Friday it may also be that."""
    coming = offer.calendar.coming(_weekday(match))
    readings = [frozenset({coming + timedelta(days=7)})]
    if coming.weekday() == offer.calendar.today.weekday():
        readings.append(frozenset({coming}))
    return _on(*readings, doubtful=len(readings) > 1)


def _next(match: re.Match[str], offer: Offer) -> Token:
    readings = offer.calendar.next_named(_weekday(match))
    return _on(*readings, doubtful=len(readings) > 1)


def _after_next(match: re.Match[str], offer: Offer) -> Token:
    later = [
        frozenset(day + timedelta(days=7) for day in days)
        for days in offer.calendar.next_named(_weekday(match))
    ]
    return _on(*later, doubtful=len(later) > 1)


def _of_week(weeks_ahead: int) -> Rule:
    name = r"next" if weeks_ahead else r"this"
    return rule(
        rf"{_W}\s+(?:of\s+)?{name}\s+{_WEEK}|{name}\s+{_WEEK}\s+(?:on\s+)?(?:the\s+)?"
        rf"{_W.replace('<w>', '<w2>')}",
        lambda match, offer: _on(
            offer.calendar.week(weeks_ahead)
            & offer.calendar.weekday(WEEKDAY_OF[match["w"] or match["w2"]])
        ),
    )


def _coming(match: re.Match[str], offer: Offer) -> Token:
    return _on(frozenset({offer.calendar.coming(_weekday(match))}))


def _weekday_with_number(match: re.Match[str], offer: Offer) -> Token:
    """ "Thursday 26th"; "Thursday 10" may be a time. A day and a date that disagree are both asked
    about."""
    calendar, number = offer.calendar, int(match["n"])
    named = calendar.weekday(_weekday(match))
    month = match["m"]
    dated = calendar.dated(number, MONTH_OF[month]) if month else calendar.day_of_month(number)
    both = Part(days=named & dated)
    if any(both.accepts(slot) for slot in offer.slots):
        return term(both)
    at = None if month or match["th"] else clock_time(number)
    if at:
        return term(Part(days=named, around=at))
    if any(day < calendar.today + SOON for day in named & dated):
        return term(both)
    return _on(named, dated, doubtful=True)


def _dated(match: re.Match[str], offer: Offer) -> Token:
    return _on(offer.calendar.dated(int(match["n"]), MONTH_OF[match["m"]]))


def _numeric(match: re.Match[str], offer: Offer) -> Token | None:
    """24/11, 24.11.26; what is no date, as 9.30, is left for the hours."""
    day, month, year = int(match["n"]), int(match["mm"]), match["y"]
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    days = offer.calendar.dated(day, month)
    if year:
        days = frozenset(one for one in days if f"{one.year}".endswith(year[1:]))
    elif match["sep"] == "." and not days & {slot.date for slot in offer.slots}:
        return None
    return _on(days)


def _iso(match: re.Match[str], offer: Offer) -> Token:
    wanted = match[0]
    return _on(offer.calendar.where(lambda day: day.isoformat() == wanted))


def _ordinal(match: re.Match[str], offer: Offer) -> Token:
    """ "The 3rd": of December or of the list."""
    number = int(match["n"])
    parts = [Part(days=offer.calendar.day_of_month(number))]
    listed = offer.option(number)
    if listed is not None:
        parts.append(Part(slot=listed))
    return term(*parts)


def _plain(match: re.Match[str], offer: Offer) -> Token:
    part = Part(days=offer.calendar.weekday(_weekday(match)))
    return term(part, plural=match["w"] in PLURALS)


def _in_days(match: re.Match[str], offer: Offer) -> Token:
    return _on(
        offer.calendar.in_days(int(match["n"]) * (7 if match["unit"].startswith("w") else 1))
    )


def _ahead(pattern: str, days: int) -> Rule:
    return rule(pattern, lambda _match, offer: _on(offer.calendar.in_days(days)))


def _week(pattern: str, *weeks: int, part: range = range(7), doubtful: bool = False) -> Rule:
    return rule(
        pattern,
        lambda _match, offer: _on(
            *(offer.calendar.week_part(week, part) for week in weeks), doubtful=doubtful
        ),
    )


def _weekend_of_any_week(part: range) -> Rule:
    name = "weekends?|saturday or sunday" if part is _WEEKEND else "week ?days?"
    return rule(
        rf"(?:the |a |on )?(?:{name})",
        lambda _match, offer: _on(offer.calendar.where(lambda day: day.weekday() in part)),
    )


DAY_RULES: tuple[Rule, ...] = (
    _ahead(rf"(?:the )?day after (?:{_TOMORROW})", 2),
    _ahead(rf"(?:a )?{_WEEK} (?:on |from )?today|today {_WEEK}", 7),
    _ahead(rf"(?:a )?{_WEEK} (?:on |from )?(?:{_TOMORROW})|(?:{_TOMORROW}) {_WEEK}", 8),
    rule(rf"(?:a )?{_WEEK} (?:on|from|after) {_W}", _week_after),
    rule(rf"(?:the )?{_W} after next", _after_next),
    _of_week(1),
    _of_week(0),
    rule(rf"{_W} {_WEEK}(?! (?:commencing|after))", _week_after),
    rule(rf"(?:this coming|this|the coming|coming) {_W}", _coming),
    rule(
        rf"(?:the )?(?:next|following) {_W}|{_W.replace('<w>', '<w2>')} next",
        lambda m, o: _next(m, o) if m["w"] else _on(*o.calendar.next_named(WEEKDAY_OF[m["w2"]])),
    ),
    rule(
        rf"{_W} ?,? (?:the )?{_N}(?P<th>{_TH})?(?: (?:of )?{_M}(?: 20\d\d)?)?{_NOT_A_TIME}",
        _weekday_with_number,
    ),
    rule(r"20\d\d-\d\d-\d\d", _iso),
    rule(rf"(?:the )?{_N}{_TH}? (?:of )?{_M}(?: ?,? 20\d\d)?", _dated),
    rule(rf"{_N}{_TH}?{_M}", _dated),
    rule(rf"{_M} (?:the )?{_N}{_TH}?{_NOT_A_TIME}", _dated),
    rule(rf"{_N}(?P<sep>[/.])(?P<mm>\d{{1,2}})(?P<y>[/.]\d{{2,4}})?", _numeric),
    rule(rf"{_N}(?P<sep>-)(?P<mm>\d{{1,2}})(?P<y>-\d{{2,4}})", _numeric),
    rule(rf"(?:the )?{_N}{_TH}", _ordinal),
    _week(rf"(?:the )?{_WEEK} after next", 2),
    _week(rf"(?:the )?(?:following {_WEEK}|{_WEEK} after)", 1, 2, doubtful=True),
    _week(rf"(?:the )?(?:early|start of|beginning of) next {_WEEK}", 1, part=_EARLY),
    _week(rf"(?:the )?(?:middle of|mid) next {_WEEK}", 1, part=_MIDDLE),
    _week(rf"(?:the )?(?:end of|late|later) next {_WEEK}", 1, part=_LATE),
    _week(rf"(?:the )?(?:end of|late|later)(?: in)? (?:the|this) {_WEEK}", 0, part=_LATE),
    _week(r"(?:this|the) weekend", 0, part=_WEEKEND),
    _week(r"next weekend", 0, 1, part=_WEEKEND, doubtful=True),
    _week(rf"next {_WEEK}", 1),
    _week(rf"this {_WEEK}", 0),
    rule(rf"mid ?{_WEEK}", lambda _m, o: _on(o.calendar.where(lambda d: d.weekday() in _MIDDLE))),
    _ahead(r"(?:in )?a fortnight(?:s time)?", 14),
    _ahead(rf"in a {_WEEK}(?:s time)?|a {_WEEK}s time", 7),
    rule(rf"in {_N} (?P<unit>days?|weeks?|wks?)(?: time)?", _in_days),
    rule(rf"{_N} (?P<unit>days?|weeks?|wks?) time", _in_days),
    _weekend_of_any_week(_WEEKEND),
    _weekend_of_any_week(_WEEKDAYS),
    rule(rf"(?:last|past) {_W}|yesterday", lambda _m, _o: _on(frozenset())),
    rule(_W, _plain),
    _ahead(_TOMORROW, 1),
    _ahead("today", 0),
    rule(
        r"(?:in )?next month",
        lambda _m, o: _on(o.calendar.month(o.calendar.today.month % 12 + 1)),
    ),
    rule(rf"(?:in )?(?P<m>{_MONTHS_ALONE})", lambda m, o: _on(o.calendar.month(MONTH_OF[m["m"]]))),
)

# After the hours: "8-12" is a span of hours first.
LATE_DAY_RULES: tuple[Rule, ...] = (rule(rf"{_N}(?P<sep>-)(?P<mm>\d{{1,2}})(?P<y>)", _numeric),)


def joined(connector: str, token: Token, offer: Offer) -> Token | None:
    """ "After Tuesday", "before 12", "until the 26th": a limit made of the day or time it names."""
    if len(token.readings) > 1 and not token.has_days:
        return None
    parts = [_limit(connector, part, offer) for part in token.readings]
    known = [part for part in parts if part is not None]
    if not known:
        return None
    against = tuple(_against(connector, part) for part in known)
    return Token(Is.TERM, tuple(known), against, token.doubtful)


def _limit(connector: str, part: Part, offer: Offer) -> Part | None:
    calendar = offer.calendar
    if part.days is not None and part.around is None:
        match connector:
            case "after":
                return Part(days=calendar.after(part.days))
            case "from":
                return Part(days=calendar.since(part.days))
            case "by":
                return Part(days=calendar.where(lambda day: day <= max(part.days or {day})))
            case _:
                return Part(days=calendar.before(part.days))
    if part.around is None:
        return None
    if connector in ("after", "from"):
        return Part(days=part.days, starts_from=part.around)
    return Part(days=part.days, ends_by=part.around)


def _against(connector: str, part: Part) -> Part:
    """What "not before ten" rules out: whatever may start before ten."""
    if part.starts_from is not None:
        return Part(days=part.days, ends_after=part.starts_from)
    if part.ends_by is not None:
        return Part(days=part.days, starts_before=part.ends_by)
    return part
