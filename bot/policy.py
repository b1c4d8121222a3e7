"""Rasa's RulePolicy for rules that are of intents and short, as all of data/rules.yml are.

Predicts what RulePolicy predicts. Leaves out its first search, which is for rules of whole texts,
the states further back than any rule reaches, and reading every rule's key anew each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

Found = tuple["str | None", "str | None", bool]


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class IntentRules(RulePolicy):
    """`name: bot.policy.IntentRules`, with RulePolicy's settings."""

    _rule_key_to_state = staticmethod(lru_cache(maxsize=1024)(RulePolicy._rule_key_to_state))  # noqa: SLF001 - overridden

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> Found:
        if use_text_for_last_user_input:
            return None, None, False
        found: Found = super()._find_action_from_rules(tracker, domain, False)
        return found

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        # A rule that ended earlier in the history holds for all that is before it.
        reach = max((len(self._rule_key_to_state(key)) for key in self.lookup[RULES]), default=1)
        recent = _Recent(tracker, reach)
        states: list[State] = domain.states_for_tracker_history(recent)
        self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)  # noqa: SLF001 - as Rasa's own
        return states


class _Recent:
    """A tracker as its last `reach` states see it."""

    def __init__(self, tracker: DialogueStateTracker, reach: int) -> None:
        self._tracker, self._reach = tracker, reach

    def generate_all_prior_trackers(self) -> Iterator[tuple[DialogueStateTracker, bool]]:
        acted = sum(isinstance(event, ActionExecuted) for event in self._tracker.applied_events())
        for place, prior in enumerate(self._tracker.generate_all_prior_trackers()):
            if place > acted - self._reach:
                yield prior
