"""This bot and a stock Rasa side by side, each with its own stores, and one action server."""

import asyncio
import secrets
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp import web

from housing.settings import load_settings
from ops import ROOT
from ops.benches.stock import stock_model
from ops.building.environments import APP, BOT
from ops.building.model import model_for
from ops.building.progress import tail
from ops.building.system import SetupFailed
from ops.running.ports import free_port
from ops.running.stack import base_environment, own_environment
from ops.running.supervisor import die_with_parent

READY_S, STOP_S = 600.0, 20.0
NOTED = {"events": [], "responses": [{"text": "Noted."}]}
SESSION_STARTED = {
    "events": [{"event": "session_started"}, {"event": "action", "name": "action_listen"}],
    "responses": [],
}


@dataclass(frozen=True)
class Bot:
    """A running bot: its address and what opens it."""

    address: str
    token: str


@asynccontextmanager
async def two_bots(session: aiohttp.ClientSession) -> AsyncIterator[tuple[Bot, Bot]]:
    """This bot and a stock one, both answering; ended by their ids."""
    settings = load_settings()
    environment = base_environment(own_environment(), settings)
    home = settings.hearthline_home
    model, stock = model_for(home, environment, home / "logs"), stock_model(home, environment)
    with tempfile.TemporaryDirectory(prefix="hearthline-bots-") as folder, ExitStack() as started:
        async with _action_server() as actions:
            ours = started.enter_context(_own_bot(Path(folder), environment, model, actions))
            other = started.enter_context(_stock_bot(Path(folder), environment, stock, actions))
            for bot in (ours, other):
                await _ready(session, bot, Path(folder))
            yield ours, other


@contextmanager
def _own_bot(
    folder: Path, environment: Mapping[str, str], model: Path, actions: int
) -> Iterator[Bot]:
    redis = f"redis://127.0.0.1:{free_port()}/0"
    valkey = {**environment, "HEARTHLINE_HOME": str(folder), "REDIS_URL": redis}
    bot = Bot(f"http://127.0.0.1:{free_port()}", secrets.token_urlsafe(24))
    settings = {
        "BOT_TOKEN": bot.token,
        "BOT_PORT": bot.address.rpartition(":")[2],
        "BOT_MODEL": str(model),
        "ACTIONS_PORT": str(actions),
        "ACTIONS_TOKEN": secrets.token_urlsafe(24),
        "REDIS_URL": redis,
    }
    with (
        _running(folder, "valkey", [str(APP.interpreter), "-m", "ops.running.valkey"], valkey),
        _running(
            folder, "own", [str(BOT.interpreter), "-m", "bot.serve"], {**environment, **settings}
        ),
    ):
        yield bot


@contextmanager
def _stock_bot(
    folder: Path, environment: Mapping[str, str], model: Path, actions: int
) -> Iterator[Bot]:
    """As `rasa run` serves it: Rasa's own tracker store, REST channel and calls of actions."""
    bot = Bot(f"http://127.0.0.1:{free_port()}", secrets.token_urlsafe(24))
    endpoints, credentials = folder / "endpoints.yml", folder / "credentials.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n")
    credentials.write_text("rest:\n")
    command = [
        *(str(BOT.interpreter), "-m", "rasa", "run", "--enable-api"),
        *("--interface", "127.0.0.1", "--port", bot.address.rpartition(":")[2]),
        *("--model", str(model), "--endpoints", str(endpoints), "--credentials", str(credentials)),
    ]
    with _running(folder, "stock", command, {**environment, "RASA_TELEMETRY_ENABLED": "false"}):
        yield bot


@contextmanager
def _running(
    folder: Path, name: str, command: list[str], environment: Mapping[str, str]
) -> Iterator[None]:
    with (folder / f"{name}.log").open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - it only sets a flag of the child
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(STOP_S)


async def _ready(session: aiohttp.ClientSession, bot: Bot, folder: Path) -> None:
    give_up = time.monotonic() + READY_S
    while time.monotonic() < give_up:
        try:
            async with session.get(f"{bot.address}/status", params={"token": bot.token}) as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientConnectionError:
            pass
        await asyncio.sleep(0.2)
    raise SetupFailed(f"{bot.address} did not answer.\n{_logs(folder)}")


def _logs(folder: Path) -> str:
    return "\n".join(tail(log) for log in sorted(folder.glob("*.log")))


@asynccontextmanager
async def _action_server() -> AsyncIterator[int]:
    """Answers every action at once, with one text unless a session starts; the port."""

    async def answer(request: web.Request) -> web.Response:
        starts = (await request.json())["next_action"] == "action_session_start"
        return web.json_response(SESSION_STARTED if starts else NOTED)

    app = web.Application(client_max_size=64 * 2**20)
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield port
    finally:
        await runner.cleanup()
