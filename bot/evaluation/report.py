"""The figures as a page for people. Texts of the development set are shown only on request:
whoever writes training lines should see which issues are confused, not the lines themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.evaluation.figures import Scored
from bot.evaluation.gate import HEADLINES

PAIRS = 20
COLUMN = 24


def side_by_side(
    sets: Mapping[str, Mapping[str, Any]],
    accepted: Mapping[str, Mapping[str, float]],
    worse: Sequence[str],
) -> str:
    """Each set's headline figures with their intervals, and the accepted model's in brackets."""
    lines = [f"{'':<18}" + "".join(f"{name:<{COLUMN}}" for name in sets)]
    for figure in HEADLINES:
        cells = [
            _cell(own[figure], accepted.get(name, {}).get(figure)) for name, own in sets.items()
        ]
        lines.append(f"{figure:<18}" + "".join(f"{cell:<{COLUMN}}" for cell in cells).rstrip())
    lines += [f"  Worse: {reason}" for reason in worse] or ["  It may follow the accepted one."]
    return "\n".join(lines)


def _cell(figure: Mapping[str, Any] | None, before: float | None) -> str:
    if figure is None:
        return "-"
    kept = "" if before is None else f" ({before:.1%})"
    return f"{figure['value']:.1%} {figure['low']:.3f}-{figure['high']:.3f}{kept}"


def report(figures: Mapping[str, Any]) -> str:
    """Where it goes wrong on one set."""
    sections = [
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
