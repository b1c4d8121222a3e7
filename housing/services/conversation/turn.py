"""One message being answered: what came in, what is on record, and what is said back.

A flow is an async function that takes a Turn, does its work through `uow` and leaves its words
here. Nothing is sent from a flow: the caller stores the replies in the same transaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal, Issue
from housing.domain.deal.decision import Decision
from housing.domain.messaging.conversation import Channel, Choice, Conversation, Owner, Reply
from housing.domain.messaging.dialogue import Asked, Case, Dialogue, OpenQuestion
from housing.domain.messaging.follow_ups import FollowUp
from housing.domain.messaging.sms_rendering import render_sms
from housing.domain.messaging.sms_text import MAX_SEGMENTS, segments
from housing.domain.people.homes import Household
from housing.domain.people.identity import CODE_PROVES_FOR, is_still_verified
from housing.ports.repairs.visit_links import VisitLinks


class Step(StrEnum):
    """Something to do after the present flow, also after a question in between (see `steps.py`)."""

    GO_ON = "go_on"
    NEXT_PARKED = "next_parked"
    LEAVE_OUT = "leave_out"
    SHOW_APPOINTMENTS = "show_appointments"
    CHANGE_APPOINTMENT = "change_appointment"
    CANCEL_APPOINTMENT = "cancel_appointment"
    SHOW_RENT = "show_rent"
    AGREE_SOONER = "agree_sooner"
    NOBODY_CAME = "nobody_came"


@dataclass(frozen=True, slots=True)
class IssueGuess:
    """A catalogue issue that the words may mean, with the bot's calibrated confidence 0..1."""

    id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What a tenant said and what the bot made of it. `guesses` are most likely first;
    `others` are further problems in the same message, in order; `language` is the code of a
    language other than English, when it is plainly one; `follow_ups` are sentences that ask or
    wish something of what is in hand, in order."""

    message_id: int
    words: str
    intent: str = ""
    confidence: float = 0.0
    guesses: tuple[IssueGuess, ...] = ()
    others: tuple[str, ...] = ()
    language: str = ""
    follow_ups: tuple[FollowUp, ...] = ()


@dataclass(slots=True)
class Turn:
    """The pen of one use case: flows read the record from it and write their replies to it.

    `handed_over`: in this turn something was put before a person; `owes_answer`: something was
    logged that is answered to whoever this is; `acknowledged`: replies that only say that the words
    were kept, which an answer makes needless.
    """

    uow: UnitOfWork
    deal: Deal
    conversation: Conversation
    heard: Heard
    now: datetime
    dialogue: Dialogue
    links: VisitLinks | None = None
    replies: list[Reply] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    handed_over: bool = False
    owes_answer: bool = False
    acknowledged: set[str] = field(default_factory=set)
    _household: Household | None = None

    @property
    def words(self) -> str:
        return self.heard.words

    @property
    def waits_for_person(self) -> bool:
        """Whether a person was promised before this message and nobody has claimed it yet."""
        return self.conversation.owner is Owner.WAITING

    @property
    def by_sms(self) -> bool:
        return self.conversation.channel is Channel.SMS

    @property
    def case(self) -> Case:
        """The problem in hand; asking for it without one is a mistake of the flow."""
        if self.dialogue.case is None:
            raise LookupError("this flow needs a problem in hand")
        return self.dialogue.case

    @property
    def issue(self) -> Issue:
        return self.deal.issues[self.case.issue]

    @property
    def today(self) -> date:
        """The day on the tenant's calendar."""
        return to_london(self.now).date()

    @property
    def promise(self) -> str:
        """When a person answers; while closed, who answers now about what cannot wait."""
        hours = self.deal.landlord.opening_hours
        promise = hours.answer_promise(self.now)
        if hours.is_open(self.now) or not self._cannot_wait:
            return promise
        now = self.line("cannot_wait")
        return f"{promise} {now}"

    @property
    def _cannot_wait(self) -> bool:
        case = self.dialogue.case
        return case is not None and self.deal.has_words_for_tonight(case.issue)

    def line(self, key: str, **values: object) -> str:
        """A sentence of the service with its blanks filled."""
        return self.deal.texts.line(key, **values)

    def say(self, key: str, **values: object) -> None:
        self.tell(self.line(key, **values))

    def acknowledge(self, text: str) -> None:
        """Says that the words were kept or how it stands, unless something else answers them."""
        self.acknowledged.add(text)
        self.tell(text)

    def tell(self, *sentences: str) -> None:
        """One reply of these sentences, the empty ones left out."""
        text = " ".join(sentence for sentence in sentences if sentence)
        if text:
            self.replies.append(Reply(text))

    def add(self, sentence: str) -> None:
        """One more sentence: with the last reply if both fit two segments, else by itself."""
        last = self.replies[-1] if self.replies else Reply("")
        whole = Reply(f"{last.text} {sentence}".strip(), last.choices)
        if self.replies and segments(render_sms(whole)) <= MAX_SEGMENTS:
            self.replies[-1] = whole
        else:
            self.replies.append(Reply(sentence))

    def ask(
        self,
        kind: Asked,
        text: str,
        *,
        choices: Iterable[str] = (),
        why: str = "",
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """Opens a question: the last reply ends with it if that fits, and carries its choices."""
        offered = tuple(Choice(title, title) for title in choices)
        question = OpenQuestion(kind, text, offered, why, data or {})
        self.dialogue = replace(self.dialogue, question=question)
        whole = Reply(f"{self.replies[-1].text} {text}" if self.replies else text, offered)
        if self.replies and segments(render_sms(whole)) <= MAX_SEGMENTS:
            self.replies[-1] = whole
        else:
            self.replies.append(Reply(text, offered))

    def ask_again(self) -> None:
        """Says the open question once more, with its choices."""
        question = self.dialogue.question
        if question is not None:
            self.replies.append(Reply(question.text, question.choices))

    def settle(self) -> None:
        """Closes the open question: it has been answered or is no longer of use."""
        self.dialogue = self.dialogue.settled()

    def then(self, step: Step) -> None:
        """What is done next, after the present flow has ended."""
        self.steps.append(step)

    def set_case(self, case: Case | None) -> None:
        self.dialogue = replace(self.dialogue, case=case)

    async def household(self) -> Household | None:
        """Who this is and where they live, once verified; None before, and when it is too old."""
        tenant_id, verified_at = self.conversation.tenant_id, self.conversation.verified_at
        if tenant_id is None or verified_at is None:
            return None
        if self._household is None and await self._still_verified(verified_at):
            self._household = await self._still_theirs(tenant_id)
        return self._household

    async def _still_verified(self, verified_at: datetime) -> bool:
        wrote = (
            ()
            if self.by_sms
            else await self.uow.talk.wrote_since(self.conversation.id, verified_at)
        )
        return is_still_verified(
            self.deal.landlord.verified_for,
            by_text=self.by_sms,
            verified_at=verified_at,
            wrote_at=wrote,
            now=self.now,
        )

    async def _still_theirs(self, tenant_id: int) -> Household | None:
        """A number that has changed hands since is nobody's: who has it must prove who they are.

        A number that is nobody's on record counts for a while after a code was given back.
        """
        if not self.by_sms:
            return await self.uow.homes.household(tenant_id)
        number = self.conversation.address
        whose = await self.uow.homes.household_by_mobile(number, today=self.today)
        if whose is not None:
            return whose if whose.tenant.id == tenant_id else None
        since = self.now - CODE_PROVES_FOR
        proved = await self.uow.homes.proved_by_code(self.conversation.id, tenant_id, since=since)
        return await self.uow.homes.household(tenant_id) if proved else None

    async def likely_household(self) -> Household | None:
        """Whose number this is, for staff and for deciding; never said to anyone."""
        known = await self.household()
        if known is None and self.by_sms:
            number = self.conversation.address
            return await self.uow.homes.household_by_mobile(number, today=self.today)
        return known


def holds_for(turn: Turn, decision: Decision) -> str:
    """For whom a decision holds, where its Offer or Ask binds only newer tenancies and we do not
    know how old this one is; else empty. Which it rests on is told to who asks why: a number
    means nothing on a phone."""
    if decision.statement is None or decision.cited_from is None:
        return ""
    return turn.line("cited_from", month=f"{decision.cited_from:%B %Y}")


def for_whom(turn: Turn, decision: Decision) -> str:
    """What goes before a decision that owners would not get, while we do not know the tenancy."""
    return turn.line("if_you_rent") if decision.only_renters else ""
