"""The figures as a page for people. Texts of the development set are shown only on request:
whoever writes training lines should see which issues are confused, not the lines themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.evaluation.figures import Scored
from bot.evaluation.gate import AT_LEAST, AT_MOST, HEADLINES

PAIRS = 20


def report(figures: Mapping[str, Any], accepted: Mapping[str, float] | None) -> str:
    """Totals against aims and the accepted model, then where it goes wrong."""
    sections = [
        ("Totals", _totals(figures, accepted or {})),
        ("Against the accepted model", _verdict(figures, accepted)),
        ("Confidence of the issue against how often it is right", _reliability(figures)),
        ("Danger by class", _shares(figures["dangers"])),
        ("Issues read wrongly first", _shares(_imperfect(figures["issues"]))),
        (f"Confused issues, {PAIRS} commonest", _pairs(figures["issue_confusions"])),
        (f"Confused intents, {PAIRS} commonest", _pairs(figures["intent_confusions"])),
        ("By style", _groups(figures["styles"])),
        ("By language", _groups(figures["languages"])),
    ]
    return "\n\n".join("\n".join([title, *lines]) for title, lines in sections)


def misread(scored: Sequence[Scored]) -> str:
    """Every line that was read wrongly, with what is right and what was read."""
    return "\n".join(line for one in scored for line in _faults(one))


def _totals(figures: Mapping[str, Any], accepted: Mapping[str, float]) -> Iterator[str]:
    yield f"  {'':<20}{'now':>8}   {'95% interval':<18}{'aim':<9}{'accepted':>9}{'change':>9}"
    for name in (*HEADLINES, "intent_ece"):
        figure = figures[name]
        before = accepted.get(name)
        change = "" if before is None else f"{100 * (figure['value'] - before):+.2f}"
        kept = "" if before is None else f"{before:.2%}"
        yield f"  {name:<20}{_interval(figure)}{_aim(name):<9}{kept:>9}{change:>9}".rstrip()


def _verdict(figures: Mapping[str, Any], accepted: Mapping[str, float] | None) -> Iterator[str]:
    if accepted is None:
        yield "  None is accepted yet: make eval ACCEPT=1"
        return
    if not figures["same_lines"]:
        yield "  The development set has changed since: make eval ACCEPT=1 measures by the new one."
    yield from (f"  Worse: {reason}" for reason in figures["worse"])
    if not figures["worse"]:
        yield "  It may follow."


def _aim(name: str) -> str:
    if name in AT_LEAST:
        return f">= {AT_LEAST[name]:.0%}"
    return f"<= {AT_MOST[name]:.1%}" if name in AT_MOST else ""


def _interval(figure: Mapping[str, Any]) -> str:
    ends = f"{figure['low']:.1%} to {figure['high']:.1%}"
    return f"{figure['value']:>8.2%}   {ends:<18}"


def _reliability(figures: Mapping[str, Any]) -> Iterator[str]:
    for place in figures["reliability"]:
        yield f"  sure {place['confidence']:>6.1%}   right {place['right']:>6.1%}   n {place['n']}"


def _imperfect(groups: Mapping[str, Any]) -> dict[str, Any]:
    return {name: figure for name, figure in groups.items() if figure["value"] < 1}


def _shares(groups: Mapping[str, Any]) -> Iterator[str]:
    for name, figure in sorted(groups.items(), key=lambda item: item[1]["value"]):
        yield f"  {name:<28}{_interval(figure)}n {figure['n']}"


def _pairs(pairs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for pair in pairs[:PAIRS]:
        yield f"  {pair['n']:>3}  {pair['right']} read as {pair['read']}"


def _groups(groups: Mapping[str, Any]) -> Iterator[str]:
    columns = ("intent", "issue_first", "issue_among_three", "danger_recall", "false_alarms")
    yield f"  {'':<16}" + "".join(f"{column:>24}" for column in columns)
    for name, totals in groups.items():
        yield f"  {name:<16}" + "".join(f"{_short(totals[column]):>24}" for column in columns)


def _short(figure: Mapping[str, Any] | None) -> str:
    return f"{figure['value']:.1%} of {figure['n']}" if figure else "-"


def _faults(one: Scored) -> Iterator[str]:
    line, reading = one
    if line.intents and not one.intent_right:
        yield f"intent  {'|'.join(line.intents)} read as {reading.intent}: {line.text}"
    if line.issues and not one.issue_first:
        read = ", ".join(reading.issues[:3]) or "nothing"
        yield f"issue   {'|'.join(line.issues)} read as {read}: {line.text}"
    if line.is_danger and not one.danger_noticed:
        read = ", ".join(reading.dangers) or "none"
        yield f"danger  {'|'.join(line.dangers)} read as {read}: {line.text}"
    if line.is_ordinary and reading.dangers:
        yield f"alarm   {', '.join(reading.dangers)}: {line.text}"
