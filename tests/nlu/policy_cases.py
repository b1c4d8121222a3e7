"""The bot's policy predicts what Rasa's predicts; run in the bot's environment."""

import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.generator import TrainingDataGenerator
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.utils.log_utils import configure_structlog

from bot.policy import IntentRules

SETTINGS = {
    "core_fallback_threshold": 0.3,
    "core_fallback_action_name": "action_not_understood",
    "enable_fallback_prediction": True,
}
LISTEN = ActionExecuted("action_listen")
START = (ActionExecuted("action_session_start"), SessionStarted(), LISTEN)


def trained(kind: type[RulePolicy], folder: Path) -> tuple[Policy, Domain]:
    importer = TrainingDataImporter.load_from_dict({}, "config.yml", "domain.yml", ["data"])
    domain = importer.get_domain()
    trackers = TrainingDataGenerator(importer.get_stories(), domain).generate()
    policy = kind(
        {**kind.get_default_config(), **SETTINGS},
        LocalModelStorage(folder),
        Resource(kind.__name__),
        ExecutionContext(GraphSchema({})),
    )
    policy.train(trackers, domain)
    return policy, domain


def told(intent: str) -> UserUttered:
    return UserUttered("words", {"name": intent, "confidence": 1.0})


def talks(domain: Domain) -> Iterator[list[Event]]:
    """Every intent with and without an open question, first or late in a talk; then its answer."""
    earlier: list[Event] = []
    for turn in range(12):
        action = "action_answer" if turn % 2 else "action_report_problem"
        earlier += [told("inform"), ActionExecuted(action), LISTEN]
    for intent in domain.intents:
        for awaiting in (None, True, False):
            slot = [] if awaiting is None else [SlotSet("awaiting", awaiting)]
            for history in ([], earlier):
                events = [*START, *history, *slot, told(intent)]
                yield events
                yield [*events, ActionExecuted("action_answer")]
                yield [*events, ActionExecuted("action_answer"), SlotSet("awaiting", True)]


def every_prediction_is_as_rasas() -> None:
    configure_structlog(logging.WARNING)
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        ours, domain = trained(IntentRules, Path(first))
        rasas, _ = trained(RulePolicy, Path(second))
    compared = 0
    for events in talks(domain):
        tracker = DialogueStateTracker.from_events("tenant", events, domain.slots)
        pair = [policy.predict_action_probabilities(tracker, domain) for policy in (ours, rasas)]
        assert pair[0].probabilities == pair[1].probabilities, [str(event) for event in events]
        compared += 1
    assert compared > 300


CASES = (every_prediction_is_as_rasas,)
