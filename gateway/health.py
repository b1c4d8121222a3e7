"""Whether the gateway lives, and whether every part it needs answers.

`/healthz` says that the process is alive and looks at nothing else; `/readyz` asks each part.
"""

import asyncio
from collections.abc import Awaitable, Mapping

import aiohttp
from aiohttp import web
from sqlalchemy import text

from gateway.services import SERVICES, Services

PATIENCE_S = 2.0
OK = "ok"


async def healthz(_request: web.Request) -> web.Response:
    return web.json_response({"alive": True})


async def readyz(request: web.Request) -> web.Response:
    """200 when database, Redis, bot and actions all answer, else 503 with the parts that fail.

    Broken files of the Deal are told but fail nothing: the last good Deal is in use.
    """
    parts = await parts_now(request.app[SERVICES])
    failing = [name for name, state in parts.items() if state != OK]
    in_use = request.app[SERVICES].deals.in_use
    deal = {
        "read_at": in_use.read_at.isoformat(),
        "faults_in_newer_files": len(in_use.findings),
    }
    answer = {"ready": not failing, "failing": failing, "parts": parts, "deal": deal}
    return web.json_response(answer, status=503 if failing else 200)


async def parts_now(services: Services) -> Mapping[str, str]:
    """Each part's name with `ok`, or what is wrong with it."""
    asked = {
        "database": _ask_database(services),
        "redis": _ask_redis(services),
        "bot": _ask_bot(services),
        "actions": _ask_actions(services),
    }
    states = await asyncio.gather(*(_state(question) for question in asked.values()))
    return dict(zip(asked, states, strict=True))


async def bot_and_actions_answer(services: Services) -> bool:
    asked = (_ask_bot(services), _ask_actions(services))
    states = await asyncio.gather(*(_state(question) for question in asked))
    return all(state == OK for state in states)


async def _state(question: Awaitable[None]) -> str:
    try:
        async with asyncio.timeout(PATIENCE_S):
            await question
    except TimeoutError:
        return f"no answer in {PATIENCE_S:g} s"
    except Exception as error:  # noqa: BLE001 - whatever a part raises, it is not ready
        return type(error).__name__
    return OK


async def _ask_database(services: Services) -> None:
    async with services.engine.connect() as connection:
        connection = await connection.execution_options(read_only=True)
        await connection.execute(text("SELECT 1 FROM conversation LIMIT 1"))


async def _ask_redis(services: Services) -> None:
    await services.redis.ping()


async def _ask_bot(services: Services) -> None:
    token = services.settings.bot_token.get_secret_value()
    await _get(services.http, f"{services.settings.bot_address}/status", {"token": token})


async def _ask_actions(services: Services) -> None:
    await _get(services.http, f"{services.settings.actions_address}/health", {})


async def _get(http: aiohttp.ClientSession, url: str, params: Mapping[str, str]) -> None:
    async with http.get(url, params=params) as response:
        response.raise_for_status()
