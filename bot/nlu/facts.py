"""Component: facts a tenant states outright (postcode, reference, room, since when, ...).

Patterns live in facts.yml; here only how a match becomes one standard value. A match that is
not a real value (the 31st of February) is left out. Reads the original text for its offsets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import StatelessComponent
from bot.nlu.text import WHOLE_MESSAGE

FACTS = Path(__file__).with_name("facts.yml")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
OLDEST_BIRTH = 1900
YEARS_OF_TWO_DIGITS_ARE_19_FROM = 26


def postcode(written: str) -> str:
    compact = written.replace(" ", "").upper()
    return f"{compact[:-3]} {compact[-3:]}"


def reference(written: str) -> str:
    return "HL-" + re.sub(r"^hl[- ]?", "", written, flags=re.IGNORECASE).upper()


def phone(written: str) -> str:
    """International form, digits only after the plus."""
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    national = re.sub(r"^(?:0044|44|0)", "", digits)
    return f"+44{national}"


def birth_date(written: str) -> str | None:
    """ISO date, day first; None when there is no such day."""
    parts = re.findall(r"\d+|[a-z]{3,}", re.sub(r"(?<=\d)(st|nd|rd|th)", "", written))
    try:
        # Letters that are like others without regard to case ("\u017fept") leave other parts.
        day, month, year = parts
        number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
        full = int(year)
        if full < 100:
            full += 1900 if full >= YEARS_OF_TWO_DIGITS_ARE_19_FROM else 2000
        return date(full, number, int(day)).isoformat() if full >= OLDEST_BIRTH else None
    except ValueError:
        return None


VALUES: dict[str, Callable[[str], str | None]] = {
    "postcode": postcode,
    "reference": reference,
    "phone": phone,
    "date": lambda written: birth_date(written.lower()),
    "as_written": str.upper,
    "as_said": lambda written: " ".join(written.lower().split()),
}


@dataclass(frozen=True)
class FactPattern:
    """One row of facts.yml."""

    entity: str
    pattern: re.Pattern[str]
    value: Callable[[str], str | None]


def load_patterns(path: Path = FACTS) -> list[FactPattern]:
    rows = yaml.safe_load(path.read_text("utf-8"))
    return [
        FactPattern(row["entity"], re.compile(row["pattern"], re.IGNORECASE), _value_of(row))
        for row in rows
    ]


def _value_of(row: Mapping[str, Any]) -> Callable[[str], str | None]:
    if "value" in row:
        return VALUES[row["value"]]
    kinds = [(kind, re.compile(p, re.IGNORECASE)) for kind, p in row["meaning"].items()]
    return lambda written: next((kind for kind, one in kinds if one.search(written)), None)


def facts(text: str, patterns: list[FactPattern]) -> Iterator[dict[str, Any]]:
    """The facts in the text as Rasa entities, in the order of the patterns, each value once."""
    told: set[tuple[str, str]] = set()
    for fact in patterns:
        for match in fact.pattern.finditer(text[:WHOLE_MESSAGE]):
            group = 1 if match.re.groups else 0
            value = fact.value(match.group(group))
            if value is not None and (fact.entity, value) not in told:
                told.add((fact.entity, value))
                yield {
                    "entity": fact.entity,
                    "value": value,
                    "start": match.start(group),
                    "end": match.end(group),
                    "confidence": 1.0,
                    "extractor": "FactExtractor",
                }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(StatelessComponent):
    """Adds the facts to the message's entities."""

    def __init__(self) -> None:
        self._patterns = load_patterns()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = facts(message.get(TEXT) or "", self._patterns)
            entities = [*(message.get(ENTITIES) or []), *found]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages
