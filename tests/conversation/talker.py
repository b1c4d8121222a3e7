"""A demo tenant who texts the service through its one door, with the bot's guesses made by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from housing.adapters.deal.diary_files import load_diary_plan
from housing.adapters.deal.files import load_deal
from housing.adapters.sql.unit_of_work import Units
from housing.demo.seed import seed_demo
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Channel, Message, Reply
from housing.domain.messaging.follow_ups import FollowUp, FollowUpKind
from housing.domain.messaging.sms_rendering import render_sms
from housing.domain.messaging.sms_text import segments
from housing.ports.repairs.visit_links import VisitLinks
from housing.services.conversation.safety.danger import keep_for_a_person
from housing.services.conversation.take_turn import take_turn
from housing.services.conversation.turn import Heard, IssueGuess
from housing.services.messaging import jobs
from housing.services.messaging.due_work import due_handlers
from housing.services.messaging.outbox import joined

DEAL = load_deal()
PLAN = load_diary_plan()
HANDLERS = due_handlers(DEAL, PLAN)
NOTHING: Mapping[str, str] = {}
MARNIE, MARNIES_DETAILS = "+447700900001", "HL1 1AA 3/2/85"


async def open_town(units: Units, now: datetime) -> None:
    """The demonstration's homes, people and diary."""
    async with units() as uow:
        await seed_demo(
            uow,
            plan=PLAN,
            closed=DEAL.calendar.holidays,
            today=to_london(now).date(),
            now=now,
            hasher=lambda password: password[::-1],
        )


@dataclass
class Talker:
    """`texts` are what was received, as texts; `sent` counts the tenant's own."""

    units: Units
    now: datetime
    mobile: str = MARNIE
    links: VisitLinks | None = None
    deal: Deal = DEAL
    channel: Channel = Channel.SMS
    sent: int = 0
    texts: list[str] = field(default_factory=list)

    async def says(
        self,
        words: str,
        *issues: str,
        intent: str = "",
        language: str = "",
        danger: str = "",
        asks: Mapping[str, str] = NOTHING,
    ) -> str:
        """What comes back to these words; the first of `issues` is surely meant, others beside.

        `danger` is one that staff were given for these words before the bot was asked; `asks` are
        sentences of the words that are follow-ups, each with its kind.
        """
        message = await self.arrives(words)
        if danger:
            async with self.units() as uow:
                await keep_for_a_person(uow, message.id, self.now)
        return await self.answered(message, *issues, intent=intent, language=language, asks=asks)

    async def arrives(self, words: str) -> Message:
        """The words as a stored message that nobody has answered."""
        self.now += timedelta(minutes=1)
        self.sent += 1
        async with self.units() as uow:
            talk = await uow.talk.conversation_for(self.channel, self.mobile, self.now)
            return await uow.talk.add_message(
                conversation_id=talk.id,
                direction="in",
                author="tenant",
                text=words,
                state="done",
                now=self.now,
            )

    async def answered(
        self,
        message: Message,
        *issues: str,
        intent: str = "",
        language: str = "",
        asks: Mapping[str, str] = NOTHING,
    ) -> str:
        """What the bot's action answers the message with."""
        words = message.text
        async with self.units() as uow:
            heard = Heard(
                message.id,
                words,
                intent or ("report_problem" if issues else "answer"),
                0.97,
                tuple(IssueGuess(issue, 0.97) for issue in issues[:1]),
                issues[1:],
                language,
                tuple(FollowUp(FollowUpKind(kind), sentence) for sentence, kind in asks.items()),
            )
            otherwise = "action_report_problem" if issues else "action_answer"
            action = ACTION_OF.get(intent, otherwise)
            result = await take_turn(
                uow,
                self.deal,
                conversation_id=message.conversation_id,
                action=action,
                heard=heard,
                now=self.now,
                links=self.links,
            )
        return self._received(result.replies)

    def _received(self, replies: tuple[Reply, ...]) -> str:
        texts = [render_sms(reply) for reply in joined(Channel.SMS, replies)]
        self.texts += texts
        return "\n".join(texts)

    async def proves_identity(self) -> str:
        return await self.says(MARNIES_DETAILS)

    async def is_known(self) -> None:
        """Verified earlier in the conversation; what that took is not counted."""
        await self.says("when is my appointment", intent="appointment_view")
        await self.proves_identity()
        self.sent, self.texts = 0, []

    async def waits(self, until: datetime) -> None:
        """What is due by then has been done."""
        self.now = until
        while await jobs.run_due(self.units, HANDLERS, until):
            pass

    async def unprompted(self) -> list[str]:
        """What was put into the log without a turn, newest last."""
        async with self.units() as uow:
            talk = await uow.talk.conversation_for(Channel.SMS, self.mobile, self.now)
            found = await uow.talk.messages(talk.id)
        return [one.text for one in found if one.direction == "out"]

    @property
    def segments(self) -> int:
        return sum(segments(text) for text in self.texts)


ACTION_OF = {
    "appointment_view": "action_appointments",
    "appointment_change": "action_appointments",
    "appointment_cancel": "action_appointments",
    "ask_deal": "action_information",
    "opening_hours": "action_information",
    "tenancy_question": "action_information",
    "rent_question": "action_information",
    "ask_charge": "action_charges",
    "greet": "action_small_talk",
    "thanks": "action_small_talk",
    "complaint": "action_complaint",
    "repair_chase": "action_appointments",
    "start_over": "action_start_over",
    "cancel": "action_cancel",
    "ask_help": "action_help",
    "ask_why": "action_why",
    "speak_to_person": "action_speak_to_person",
}
