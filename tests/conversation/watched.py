"""A tenant whose messages are watched for danger before the bot answers them, as in a turn."""

from dataclasses import dataclass
from typing import Any

from housing.domain.messaging.conversation import Channel, Conversation, Owner
from housing.domain.messaging.handoff import Handoff
from housing.domain.people.desk import Alert
from housing.services.conversation.safety import watch
from housing.services.conversation.safety.danger import Watched, keep_for_a_person
from tests.conversation.talker import DEAL, Talker

FAINT, UNSURE, CERTAIN = 0.29, 0.3, 0.9


def read(
    *issues: str,
    faint: tuple[str, ...] = (),
    maybe: tuple[str, ...] = (),
    sure: tuple[str, ...] = (),
    intent: str = "",
) -> dict[str, Any]:
    """What the bot makes of a message."""
    dangers = [("danger", kind, CERTAIN) for kind in sure]
    dangers += [("possible_danger", kind, UNSURE) for kind in maybe]
    dangers += [("possible_danger", kind, FAINT) for kind in faint]
    entities: list[dict[str, Any]] = [
        {"entity": name, "value": kind, "confidence": chance} for name, kind, chance in dangers
    ]
    entities += [{"entity": "issue", "value": issue, "confidence": 0.9} for issue in issues]
    return {
        "intent": {"name": intent or ("report_problem" if issues else "inform")},
        "entities": entities,
    }


@dataclass
class Watching(Talker):
    """`last` is what the watch made of the last message."""

    last: Watched | None = None

    async def writes(self, words: str, reading: dict[str, Any] | None = None) -> str:
        """Everything that comes back to the words: from the watch, then from the bot."""
        reading = reading or read()
        message = await self.arrives(words)
        async with self.units() as uow:
            self.last = await watch.look_for_danger(
                uow, DEAL, message=message, reading=reading, now=self.now
            )
            if self.last and self.last.for_a_person:
                await keep_for_a_person(uow, message.id, self.now)
        said = [reply.text for reply in self.last.replies] if self.last else []
        if not (self.last and self.last.answered):
            issues = [one["value"] for one in reading["entities"] if one["entity"] == "issue"]
            intent = "" if issues else reading["intent"]["name"]
            said.append(await self.answered(message, *issues, intent=intent))
        return "\n".join(said)

    async def conversation(self) -> Conversation:
        async with self.units() as uow:
            return await uow.talk.conversation_for(Channel.SMS, self.mobile, self.now)

    async def owner(self) -> Owner:
        return (await self.conversation()).owner

    async def alerts(self) -> list[Alert]:
        found: list[Alert] = []
        async with self.units() as uow:
            while alert := await uow.desk.alert(len(found) + 1):
                found.append(alert)
        return found

    async def handoff(self) -> Handoff | None:
        talk = await self.conversation()
        async with self.units() as uow:
            return await uow.desk.open_handoff(talk.id)
