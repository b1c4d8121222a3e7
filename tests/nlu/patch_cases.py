"""What the patches promise of Rasa; run in the bot's environment, in this order."""

import ast
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import rasa
from aiohttp import web
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.engine.constants import PLACEHOLDER_MESSAGE
from rasa.server import create_app
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.endpoints import EndpointConfig

from bot import patches

SAID = {TEXT, ENTITIES}


def only_this_version() -> None:
    real, rasa.__version__ = rasa.__version__, "3.7.0"
    try:
        patches.apply()
    except patches.UnsupportedRasa:
        return
    finally:
        rasa.__version__ = real
    raise AssertionError("another version of Rasa was patched")


def patching_twice_is_patching_once() -> None:
    patches.apply()
    run = RemoteAction.run
    patches.apply()
    assert RemoteAction.run is run
    assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"


def answers_are_still_checked() -> None:
    action = RemoteAction("action_answer", EndpointConfig("http://127.0.0.1:1"))
    assert action._validate_action_result({"events": [], "responses": [{"text": "Yes"}]})
    for wrong in ({"responses": "Yes"}, {"events": [{"event": 5}]}, []):
        try:
            action._validate_action_result(wrong)
        except ValidationError:
            continue
        raise AssertionError(f"{wrong} passed")


def only_logs_are_made_of_what_is_no_longer_copied() -> None:
    for module in (rasa.core.processor, rasa.core.policies.rule_policy):
        tree = ast.parse(Path(module.__file__).read_text("utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        shown = [part for c in calls if _is(c, "structlogger.debug") for part in ast.walk(c)]
        copied = [call for call in calls if _is(call, "copy.deepcopy")]
        assert copied, module
        assert all(call in shown for call in copied), module


def _is(call: ast.Call, name: str) -> bool:
    return ast.unparse(call.func) == name


def no_page_of_another_origin_is_let_in() -> None:
    assert not hasattr(create_app().ctx, "sanic_cors")


def events_are_still_found_by_name() -> None:
    assert Event.resolve_by_type("slot") is SlotSet


def a_text_is_read_once_and_no_reading_is_shared() -> None:
    processor = object.__new__(MessageProcessor)
    texts: list[str] = []

    def run(inputs: dict[str, Any], targets: list[str]) -> dict[str, Any]:
        (message,) = inputs[PLACEHOLDER_MESSAGE]
        texts.append(message.text)
        entities = [{"entity": "issue", "value": message.text}]
        return {"nlu": [Message({TEXT: message.text, ENTITIES: entities}, output_properties=SAID)]}

    processor.graph_runner = SimpleNamespace(run=run)
    processor.model_metadata = SimpleNamespace(nlu_target="nlu")

    def read(text: str) -> dict[str, Any]:
        return processor._parse_message_with_graph(UserMessage(text), None)

    first = read("tap")
    first[ENTITIES].clear()
    again, other = read("tap"), read("boiler")
    assert texts == ["tap", "boiler"]
    assert again[ENTITIES] == [{"entity": "issue", "value": "tap"}]
    assert other[ENTITIES] == [{"entity": "issue", "value": "boiler"}]
    for number in range(patches.KEPT_READINGS):
        read(str(number))
    read("tap")
    assert texts.count("tap") == 2, "readings were kept without end"


async def connections_are_kept_and_failures_end_the_turn() -> None:
    peers: set[object] = set()

    async def answer(request: web.Request) -> web.Response:
        peers.add(request.transport.get_extra_info("peername"))
        name = (await request.json())["next_action"]
        if name == "action_help":
            return web.json_response({"error": "no"}, status=500)
        return web.json_response({"events": [], "responses": [{"text": name}]})

    app = web.Application()
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    endpoint = EndpointConfig(f"http://127.0.0.1:{port}/webhook", enable_selective_domain=True)
    domain = Domain.load("domain.yml")
    spoken = NaturalLanguageGenerator.create(None, domain)
    tracker = DialogueStateTracker("tenant", domain.slots)

    async def run(name: str) -> list[Event]:
        action = RemoteAction(name, endpoint)
        return await action.run(CollectingOutputChannel(), spoken, tracker, domain)

    for _ in range(3):
        (said,) = await run("action_answer")
        assert said.text == "action_answer"
    assert len(peers) == 1, "a new connection for each call"
    try:
        await run("action_help")
    except patches.TurnFailed:
        pass
    else:
        raise AssertionError("a failed action went unnoticed")
    await endpoint.session().close()
    await runner.cleanup()


async def an_endpoint_never_has_anothers_session() -> None:
    """Each endpoint is gone before the next, which may stand where it stood in memory."""
    sessions = [
        EndpointConfig("http://127.0.0.1:1", headers={"X-Number": str(number)}).session()
        for number in range(20)
    ]
    for session in sessions:
        await session.close()
    numbers = [session.headers["X-Number"] for session in sessions]
    assert numbers == [str(number) for number in range(20)]
    endpoint = EndpointConfig("http://127.0.0.1:1")
    kept = endpoint.session()
    assert endpoint.session() is kept
    await kept.close()
    assert endpoint.session() is not kept
    await endpoint.session().close()


CASES = (
    only_this_version,
    patching_twice_is_patching_once,
    answers_are_still_checked,
    no_page_of_another_origin_is_let_in,
    events_are_still_found_by_name,
    only_logs_are_made_of_what_is_no_longer_copied,
    a_text_is_read_once_and_no_reading_is_shared,
    connections_are_kept_and_failures_end_the_turn,
    an_endpoint_never_has_anothers_session,
)
