"""`python -m bot.evaluation MODEL` in the bot's environment: reads, scores, prints.

Exits with 3 when the accepted model should give way to one that the gate refuses.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bot.evaluation import dev_set, gate
from bot.evaluation.figures import Scored, figures
from bot.evaluation.reading import read_all
from bot.evaluation.report import misread, report

REFUSED = 3


def main(arguments: list[str]) -> int:
    wanted = _arguments().parse_args(arguments)
    lines = dev_set.load(wanted.data)
    readings = read_all(wanted.model, [line.text for line in lines])
    scored = [Scored(line, reading) for line, reading in zip(lines, readings, strict=True)]
    identity, accepted = dev_set.identity(wanted.data), gate.load()
    found = figures(scored)
    values = gate.headlines(found)
    found["worse"] = gate.worse(values, accepted["figures"]) if accepted else []
    found["same_lines"] = not accepted or accepted["dev_set"] == identity
    if wanted.json:
        print(json.dumps(found))
    else:
        print(report(found, accepted["figures"] if accepted else None))
    if wanted.lines:
        print(f"\nLines read wrongly\n{misread(scored)}")
    if wanted.accept and not found["worse"]:
        gate.save(values, identity)
    return REFUSED if wanted.accept and found["worse"] else 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make eval")
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, default=dev_set.DEV_SET, help="another set of lines")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--lines", action="store_true", help="print the lines read wrongly")
    parser.add_argument("--accept", action="store_true", help="measure the next model against this")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
