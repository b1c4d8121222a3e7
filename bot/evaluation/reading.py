"""What the model makes of a text, taken from Rasa's answer: the one that `/model/parse` gives.

The model is loaded as the server loads it and asked in this process, so that 1,400 texts take
seconds and no port. Runs in the bot's environment.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.serve import SINGLE_THREADED

FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Reading:
    """One text as it was read; confidences are 0 to 1, `issue_confidence` None without an issue.

    `likeliest_intent` is what `intent` is unless the model fell back for want of confidence.
    """

    intent: str
    likeliest_intent: str
    intent_confidence: float
    issues: tuple[str, ...]
    issue_confidence: float | None
    dangers: tuple[str, ...]


def read_all(model: Path, texts: Sequence[str]) -> list[Reading]:
    """The readings of the texts in their order, by the model of that archive."""
    for name in SINGLE_THREADED:
        os.environ.setdefault(name, "1")
    # Imported here, since the libraries below Rasa read the names above as they load.
    import asyncio

    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    # Rasa would print every text and reading where the figures go.
    configure_structlog(logging.ERROR)
    agent = Agent.load(str(model))

    async def read() -> list[Reading]:
        return [reading_of(await agent.parse_message(text)) for text in texts]

    return asyncio.run(read())


def reading_of(answer: Mapping[str, Any]) -> Reading:
    """From the JSON of a parse. Issues: those told of in order, then the first one's rivals."""
    likeliest = next(r for r in answer["intent_ranking"] if r["name"] != FALLBACK)
    entities = answer["entities"]
    issues = [entity for entity in entities if entity["entity"] == "issue"]
    named = [issue["value"] for issue in issues]
    rivals = [rival["id"] for rival in issues[0]["alternatives"]] if issues else []
    return Reading(
        answer["intent"]["name"],
        likeliest["name"],
        likeliest["confidence"],
        tuple(dict.fromkeys([*named, *rivals])),
        issues[0]["confidence"] if issues else None,
        tuple(entity["value"] for entity in entities if entity["entity"] == "danger"),
    )
