"""Rasa's RulePolicy for rules that are of intents and short, as all of data/rules.yml are.

Predicts what RulePolicy predicts. Leaves out its first search, which is for rules of whole texts,
and the states further back than any rule reaches.
"""

from __future__ import annotations

from typing import Any

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker

Found = tuple["str | None", "str | None", bool]


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class IntentRules(RulePolicy):
    """`name: bot.policy.IntentRules`, with RulePolicy's settings."""

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> Found:
        if use_text_for_last_user_input:
            return None, None, False
        found: Found = super()._find_action_from_rules(tracker, domain, False)
        return found

    def _get_possible_keys(self, lookup: dict[str, Any], states: list[State]) -> set[str]:
        # A rule that ended earlier in the history holds for all that is before it.
        reach = max((len(self._rule_key_to_state(key)) for key in self.lookup[RULES]), default=0)
        found: set[str] = super()._get_possible_keys(lookup, states[-max(reach, 1) :])
        return found
