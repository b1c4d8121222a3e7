"""How long the bot takes to read a text and to take a turn, beside a stock Rasa on the same data.

Like with like: both get the same new texts, one after the other, and an action server that answers
at once. First each bot reads texts while the other is idle; then they take turns, a talk with one
bot and the same talk with the other. A talk's texts are read first and then taken as turns, as the
gateway does, which looks for danger before anything else; Rasa reads them again in the turn, this
bot does not.
"""

import random
import statistics
import time
from collections.abc import Awaitable, Iterator, Mapping
from itertools import islice
from typing import Any

import aiohttp
import yaml

from ops import ROOT
from ops.benches.keep_alive import KeepAlive
from ops.benches.two_bots import Bot, two_bots
from ops.running.service import Stack

TURNS_OF_A_TALK = 8
SEED = 8
FIRST_READ, WARM_UP, MEASURED = 400, 24, 240
"""Texts that are only read at first, so that no bot meets most words and lengths anew; and texts
that are read and others that are said, of which the first are not counted."""


async def measure(_stack: Stack) -> Mapping[str, float]:
    """Medians of a parse and of a turn, own and stock; `stock_turn_in_turns` is their ratio."""
    first, read, said = _texts(FIRST_READ, WARM_UP + MEASURED, WARM_UP + MEASURED)
    async with aiohttp.ClientSession() as session, two_bots(session) as (ours, stock):
        connections = {bot: await KeepAlive.to(bot.address) for bot in (ours, stock)}
        parses: dict[Bot, list[float]] = {}
        turns: dict[Bot, list[float]] = {ours: [], stock: []}
        for bot, connection in connections.items():
            parses[bot] = [await _parse(connection, bot, text) for text in [*first, *read]]
        for talk, start in enumerate(range(0, len(said), TURNS_OF_A_TALK)):
            for bot, connection in connections.items():
                turns[bot] += await _talk(connection, bot, talk, said[start:][:TURNS_OF_A_TALK])
        for connection in connections.values():
            connection.close()
    parsed, stock_parsed = (parses[bot][FIRST_READ + WARM_UP :] for bot in (ours, stock))
    turn, stock_turn = (_median(turns[bot][WARM_UP:]) for bot in (ours, stock))
    return {
        "parse_p50_ms": _median(parsed),
        "parse_p95_ms": round(statistics.quantiles(parsed, n=20)[-1], 2),
        "stock_parse_p50_ms": _median(stock_parsed),
        "turn_p50_ms": turn,
        "stock_turn_p50_ms": stock_turn,
        "stock_turn_in_turns": round(stock_turn / turn, 2),
    }


def _median(taken: list[float]) -> float:
    return round(statistics.median(taken), 2)


def _texts(*sizes: int) -> Iterator[list[str]]:
    """So many texts each, drawn from all that are taught; none twice."""
    examples = (
        line.removeprefix("- ")
        for file in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]
        if "intent" in block
        for line in block["examples"].splitlines()
    )
    draw = random.Random(SEED)  # noqa: S311 - a fixed draw, not a secret
    texts = iter(draw.sample(list(dict.fromkeys(examples)), sum(sizes)))
    return (list(islice(texts, size)) for size in sizes)


async def _talk(connection: KeepAlive, bot: Bot, talk: int, texts: list[str]) -> list[float]:
    for text in texts:
        await _parse(connection, bot, text)
    return [await _turn(connection, bot, talk, text) for text in texts]


async def _parse(connection: KeepAlive, bot: Bot, text: str) -> float:
    return await _timed(connection.post(f"/model/parse?token={bot.token}", {"text": text}))


async def _turn(connection: KeepAlive, bot: Bot, talk: int, text: str) -> float:
    body = {"sender": f"bench-{talk}", "message": text, "metadata": {"message_id": 1}}
    opened = {"Authorization": f"Bearer {bot.token}"}
    return await _timed(connection.post("/webhooks/rest/webhook", body, **opened))


async def _timed(answer: Awaitable[Any]) -> float:
    """Milliseconds until the answer was read."""
    started = time.perf_counter()
    await answer
    return (time.perf_counter() - started) * 1000
