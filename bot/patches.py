"""What Rasa 3.6.21 does on every turn that cannot be changed by subclass or setting.

Each patch names its reason and figure; `apply` refuses any other version of Rasa. Behaviour a
tenant sees must stay the same, but for two repairs: a typed "/intent" is not a command, and a
failed action call ends the turn, which then leaves no trace and can be tried again.
"""

from __future__ import annotations

import os
import pickle
from collections import OrderedDict
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import aiohttp
import jsonschema
import rasa
import rasa.core.policies.rule_policy
import rasa.core.processor
import rasa.server
from rasa.core.actions.action import RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.events import Event
from rasa.utils.endpoints import EndpointConfig

SUPPORTED = "3.6.21"
ACTION_TIMEOUT_SECONDS = 20
"""Below the gateway's own wait, and far below a conversation lock's life."""

KEPT_READINGS = 512


class UnsupportedRasa(RuntimeError):
    """The patches were written for another version."""


class TurnFailed(BaseException):
    """An action could not be run. Not an Exception: Rasa catches all of those and goes on."""


def apply() -> None:
    """Patch once; a second call changes nothing."""
    if rasa.__version__ != SUPPORTED:
        raise UnsupportedRasa(f"bot.patches are for Rasa {SUPPORTED}, not {rasa.__version__}.")
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    if getattr(RemoteAction, "hearthline_patched", False):
        return
    RemoteAction.hearthline_patched = True
    RemoteAction._validate_action_result = _validate_action_result  # noqa: SLF001 - no other way
    RemoteAction.run = _failing(RemoteAction.run)
    EndpointConfig.session = _session
    RegexMessageHandler.process = _no_commands
    MessageProcessor._parse_message_with_graph = _read_once(  # noqa: SLF001
        MessageProcessor._parse_message_with_graph  # noqa: SLF001
    )
    MessageProcessor._check_for_unseen_features = _nothing_unseen  # noqa: SLF001
    DaskGraphRunner.run = _run_in_order
    for module in (rasa.core.processor, rasa.core.policies.rule_policy):
        module.copy = _NO_COPIES
    rasa.server.configure_cors = _no_other_origins
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))


@lru_cache(maxsize=1)
def _validator() -> jsonschema.protocols.Validator:
    schema = RemoteAction.action_response_format_spec()
    return jsonschema.validators.validator_for(schema)(schema)


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """As Rasa's own, without checking the schema itself again on each call (17 ms)."""
    _validator().validate(result)
    return True


class _KeptSession(aiohttp.ClientSession):
    """Survives `async with`, which Rasa closes after each action call (a new connection each)."""

    async def __aexit__(self, *exception: object) -> None:
        return None

    async def _request(self, *args: Any, **kwargs: Any) -> aiohttp.ClientResponse:
        kwargs["timeout"] = aiohttp.ClientTimeout(total=ACTION_TIMEOUT_SECONDS)
        return await super()._request(*args, **kwargs)


def _session(self: EndpointConfig) -> aiohttp.ClientSession:
    kept: _KeptSession | None = self.__dict__.get("hearthline_session")
    if kept is None or kept.closed:
        auth = self.basic_auth and aiohttp.BasicAuth(**self.basic_auth)
        kept = _KeptSession(headers=self.headers, auth=auth or None)
        self.__dict__["hearthline_session"] = kept
    return kept


def _failing(run: Any) -> Any:
    async def run_or_fail(self: RemoteAction, *arguments: Any) -> Any:
        """As Rasa's own, which goes on after a failed call and predicts up to ten more actions."""
        try:
            return await run(self, *arguments)
        except Exception as problem:
            raise TurnFailed(self.name()) from problem

    return run_or_fail


def _run_in_order(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """As Dask's, which plans the same few nodes anew on each of a turn's three runs (0.4 ms)."""
    schema, nodes = self._graph_schema, self._instantiated_nodes
    done = {name: (name, value) for name, value in (inputs or {}).items()}

    def result(name: str) -> Any:
        if name not in done and name in nodes:
            done[name] = nodes[name](*(result(need) for need in schema.nodes[name].needs.values()))
        return done.get(name, name)

    return dict(result(target) for target in targets or schema.target_names)


_NO_COPIES = SimpleNamespace(deepcopy=lambda shown: shown)
"""For modules that copy what they show in debug logs, which are off, and nothing else (0.2 ms of a
parse, more of a turn)."""


def _no_other_origins(app: Any, cors_origins: Any = None) -> None:
    """Only the gateway calls the bot, and no page: Rasa's middleware, which allows no other origin
    unless told to, looks at each request and answer (0.1 ms) for nothing."""


def _no_commands(self: RegexMessageHandler, messages: list[Any], domain: Any = None) -> list[Any]:
    """Text is never a command: Rasa would obey `/restart` or `/affirm` typed by anyone."""
    return messages


def _nothing_unseen(self: MessageProcessor, parse_data: dict[str, Any]) -> None:
    """Rasa warns of intents that the domain lacks, and builds an empty domain each time to compare
    (0.3 ms); the tests hold domain and data together."""


def _read_once(parse: Any) -> Any:
    def read(
        self: MessageProcessor, message: Any, tracker: Any, only_output_properties: bool = True
    ) -> dict[str, Any]:
        """As Rasa's own, once for a text: the gateway has just had it read, to look for danger.

        A reading depends on nothing but its text, as no component looks at the tracker.
        """
        if not only_output_properties:
            return parse(self, message, tracker, only_output_properties)
        kept = self.__dict__.setdefault("hearthline_readings", OrderedDict())
        if message.text not in kept:
            kept[message.text] = pickle.dumps(parse(self, message, tracker))
            if len(kept) > KEPT_READINGS:
                kept.popitem(last=False)
        # Whoever gets a reading may change it; a pickle is a copy at a tenth of deepcopy's time.
        return pickle.loads(kept[message.text])  # noqa: S301 - made here, a moment ago

    return read
