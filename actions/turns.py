"""One action of the bot, whichever it is: hear, take the turn, utter."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.reading import conversation_id, heard
from housing.adapters.bot_client import NOTHING_TO_SAY
from housing.bootstrap import Parts
from housing.services.conversation.take_turn import is_awaiting, take_turn


class TurnAction(Action):
    """Does what its name says through the conversation service."""

    def __init__(self, name: str, parts: Parts) -> None:
        self._name = name
        self._parts = parts

    def name(self) -> str:
        return self._name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        async with self._parts.units() as uow:
            result = await take_turn(
                uow,
                self._parts.deal,
                conversation_id=conversation_id(tracker),
                action=self._name,
                heard=heard(tracker),
                now=self._parts.clock.now(),
                links=self._parts.visit_links,
            )
        for reply in result.replies:
            buttons = [{"title": one.title, "payload": one.payload} for one in reply.choices]
            dispatcher.utter_message(text=reply.text, buttons=buttons)
        if not result.replies:
            # Told apart from a bot that failed and therefore said nothing.
            dispatcher.utter_message(json_message={NOTHING_TO_SAY: True})
        return [SlotSet("awaiting", result.awaiting)]


class SessionStart(Action):
    """A new session of the bot, also when Redis forgot the last one: what is open is in SQL."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_session_start"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        async with self._parts.reads() as uow:
            awaiting = await is_awaiting(uow, conversation_id(tracker))
        return [SessionStarted(), SlotSet("awaiting", awaiting), ActionExecuted("action_listen")]
