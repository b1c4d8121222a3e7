"""`python -m bot.evaluation MODEL` in the bot's environment: reads, scores, prints.

Exits with 3 when the accepted model should give way to one that the gate refuses.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bot.evaluation import gate, text_sets
from bot.evaluation.figures import Scored, figures
from bot.evaluation.reading import read_all
from bot.evaluation.report import misread, report, side_by_side

REFUSED = 3


def main(arguments: list[str]) -> int:
    wanted = _arguments().parse_args(arguments)
    sets = {wanted.data.stem: wanted.data} if wanted.data else text_sets.SETS
    scored = _scored(wanted.model, sets)
    found = {name: figures(lines) for name, lines in scored.items()}
    lines = {name: text_sets.identity(path) for name, path in sets.items()}
    accepted = gate.load() or {"lines": {}, "figures": {}}
    same = {
        name: values
        for name, values in accepted["figures"].items()
        if accepted["lines"].get(name) == lines.get(name)
    }
    reasons = gate.worse(found, same)
    if wanted.json:
        print(json.dumps({"sets": found, "worse": reasons}))
    else:
        print(side_by_side(found, same, reasons))
        print(f"\n{report(next(iter(found.values())))}")
    if wanted.lines:
        print(f"\nLines read wrongly\n{misread(next(iter(scored.values())))}")
    if wanted.accept and not reasons:
        gate.save({name: gate.headlines(one) for name, one in found.items()}, lines)
    return REFUSED if wanted.accept and reasons else 0


def _scored(model: Path, sets: dict[str, Path]) -> dict[str, list[Scored]]:
    lines = {name: text_sets.load(path) for name, path in sets.items()}
    readings = iter(read_all(model, [line.text for own in lines.values() for line in own]))
    return {name: [Scored(line, next(readings)) for line in own] for name, own in lines.items()}


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make eval")
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, help="a set of lines of your own")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--lines", action="store_true", help="print the lines read wrongly")
    parser.add_argument("--accept", action="store_true", help="measure the next model against this")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
