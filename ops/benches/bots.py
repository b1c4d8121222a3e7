"""How long the bot takes to read a text and to take a turn, beside a stock Rasa on the same data.

Like with like: both get the same new texts, one after the other, with an action server that answers
at once. Each text is read first and then taken as a turn, as the gateway does, which looks for
danger before anything else; Rasa reads it again in the turn, this bot does not.
"""

import statistics
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import aiohttp
import yaml

from ops import ROOT
from ops.benches.two_bots import Bot, two_bots
from ops.service import Stack
from ops.system import SetupFailed

TURNS_OF_A_TALK = 8
WARM_UP, MEASURED = 24, 240


async def measure(_stack: Stack) -> Mapping[str, float]:
    """Medians of a parse and of a turn, own and stock; `stock_turn_in_turns` is their ratio."""
    texts = list(islice(_texts(), WARM_UP + MEASURED))
    async with aiohttp.ClientSession() as session, two_bots(session) as (ours, stock):
        parses: dict[Bot, list[float]] = {ours: [], stock: []}
        turns: dict[Bot, list[float]] = {ours: [], stock: []}
        for number, text in enumerate(texts):
            for bot in (ours, stock):
                parses[bot].append(await _parse(session, bot, text))
                turns[bot].append(await _turn(session, bot, number // TURNS_OF_A_TALK, text))
    turn, stock_turn = _median(turns[ours]), _median(turns[stock])
    return {
        "parse_p50_ms": _median(parses[ours]),
        "parse_p95_ms": round(statistics.quantiles(parses[ours][WARM_UP:], n=20)[-1], 2),
        "stock_parse_p50_ms": _median(parses[stock]),
        "turn_p50_ms": turn,
        "stock_turn_p50_ms": stock_turn,
        "stock_turn_in_turns": round(stock_turn / turn, 2),
    }


def _median(taken: list[float]) -> float:
    return round(statistics.median(taken[WARM_UP:]), 2)


def _texts() -> Iterator[str]:
    """One text of every issue and intent after another, so that no two running are alike."""
    blocks = [
        block["examples"].splitlines()
        for file in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]
        if "intent" in block
    ]
    for row in range(max(map(len, blocks))):
        yield from (block[row].removeprefix("- ") for block in blocks if row < len(block))


async def _parse(session: aiohttp.ClientSession, bot: Bot, text: str) -> float:
    query = {"token": bot.token}
    return await _posted(session, f"{bot.address}/model/parse", query, {"text": text})


async def _turn(session: aiohttp.ClientSession, bot: Bot, talk: int, text: str) -> float:
    body = {"sender": f"bench-{talk}", "message": text, "metadata": {"message_id": 1}}
    return await _posted(session, f"{bot.address}/webhooks/rest/webhook", {}, body, bot.token)


async def _posted(
    session: aiohttp.ClientSession,
    address: str,
    query: Mapping[str, str],
    body: Mapping[str, Any],
    token: str = "",
) -> float:
    """Milliseconds until the answer was read. Raises SetupFailed when there was none."""
    started = time.perf_counter()
    headers = {"Authorization": f"Bearer {token}"}
    async with session.post(address, params=query, json=body, headers=headers) as answer:
        if answer.status != 200 or not await answer.json():
            raise SetupFailed(f"{address} answered {answer.status} to {body}")
    return (time.perf_counter() - started) * 1000
