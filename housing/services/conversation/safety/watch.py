"""The watch over every message, whoever has the conversation: danger first, and hazards' clocks.

Takes what the bot read in a message and what went before it; a message is watched once, however
often it is played again. Says also what is no danger any more, and what only a machine says. Who
speaks next is not decided here.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.danger.causes import UNSAFE
from housing.domain.danger.reading import (
    BELIEVED,
    CERTAIN,
    MAYBE,
    POSSIBLE,
    SURE,
    Danger,
    Told,
    denied_beside,
    told_again,
    weigh,
)
from housing.domain.danger.safety_answer import asks_whether_to_call, keyword_of
from housing.domain.danger.taking_back import TakenBack, taken_back
from housing.domain.deal.deal import Deal, Issue
from housing.domain.messaging.conversation import Message, Owner
from housing.domain.messaging.dialogue import Dialogue, Parked
from housing.domain.messaging.handoff import Priority
from housing.domain.messaging.repeating import is_automatic, is_machine
from housing.domain.reading.choosing import read_choice
from housing.domain.reading.inbound_text import plain_words
from housing.domain.reading.own_words import own_words
from housing.services.conversation.matters import hazards
from housing.services.conversation.safety import danger, taking_back
from housing.services.conversation.safety.danger import Watched
from housing.services.conversation.safety.emergency import WATCH
from housing.services.conversation.unsure import guesses_of, sure_of
from housing.services.desk import alerts, handoffs

# How far back a message is read with those before it.
MESSAGES_BEFORE, TIME_BEFORE = 20, timedelta(hours=2)
# From here the first problem told is a danger that the words themselves did not show.
PLAIN = 0.7
TELLS_OF_SOMETHING = frozenset({"report_problem", "inform", "speak_to_person", "nlu_fallback"})
PERSONS_AT_ONCE = frozenset({"asb", "safeguarding", "safety"})


async def look_for_danger(
    uow: UnitOfWork, deal: Deal, *, message: Message, reading: Mapping[str, Any], now: datetime
) -> Watched | None:
    """What must be said first, once staff have been alerted; None when there is nothing to it.

    `reading` is Rasa's parse of the tenant's own words in the message.
    """
    if await uow.talk.turn_result(message.id, WATCH) is not None:
        return None
    before = await _before(uow, message)
    words = plain_words(quoted_out(deal, message))
    conversation = await uow.talk.conversation(message.conversation_id)
    dialogue = Dialogue.from_json(conversation.dialogue)
    problems = _problems(deal, message, reading)
    told = _told(deal, words, before, reading, problems, dialogue)
    may_ask = conversation.owner is Owner.BOT and not told.a_repair and _may_ask(reading, dialogue)
    found = [one for one in _found(message, reading) if one.likely or (may_ask and one.faint)]
    dangers = told_again(denied_beside(weigh(found, told), words), dialogue.asked_danger)
    calls = await _called_danger(uow, message, dialogue, now)
    again = await taking_back.hear_it_goes_on(uow, deal, message=message, words=words, now=now)
    dangers = (*calls, *again, *dangers)
    watched = await _settled(uow, deal, message, words, dangers, dialogue, now)
    if watched is None and dangers:
        watched = await danger.answer(
            uow, deal, message=message, dangers=dangers, problems=problems, now=now
        )
        said = [reply.text for reply in watched.replies]
        if watched.alerted:
            await uow.talk.record_turn_result(message.id, WATCH, said, now)
    if watched is None and not _asks_for_a_person(reading):
        watched = await _machine(uow, deal, message, before, dialogue, now)
    return watched


async def _called_danger(
    uow: UnitOfWork, message: Message, dialogue: Dialogue, now: datetime
) -> tuple[Danger, ...]:
    """Our own word DANGER, also where nothing was asked, and "shall I call 999?": of what stands in
    the conversation."""
    calls = keyword_of(message.text) or asks_whether_to_call(plain_words(message.text))
    if dialogue.maybe is not None or not calls:
        return ()
    raised = await alerts.of_dangers(uow, message.conversation_id, since=now - TIME_BEFORE)
    kinds = [one.danger for one in raised if one.stands]
    return (Danger(kinds[-1] if kinds else UNSAFE, SURE, message.text),)


def _may_ask(reading: Mapping[str, Any], dialogue: Dialogue) -> bool:
    """Whether a faint doubt is worth a question: of a report, never in the middle of an answer."""
    return dialogue.question is None and _intent(reading) in TELLS_OF_SOMETHING


async def notice_hazards(
    uow: UnitOfWork, deal: Deal, *, message: Message, reading: Mapping[str, Any]
) -> None:
    """The first mention starts Awaab's Law's clock, also while a person has the conversation."""
    for found in _entities(reading, "issue"):
        await hazards.notice(uow, deal, message=message, guesses=guesses_of(found))


def quoted_out(deal: Deal, message: Message) -> str:
    """The tenant's own words in the message: what is read and answered."""
    always = deal.texts.always
    ours = [one.text for one in deal.emergencies.values()]
    ours += [_filled(sentence, always) for sentence in deal.texts.sentences.values()]
    return own_words(message.text, ours)


def _filled(sentence: str, always: Mapping[str, str]) -> str:
    for name, value in always.items():
        sentence = sentence.replace("{" + name + "}", value)
    return sentence


async def _settled(
    uow: UnitOfWork,
    deal: Deal,
    message: Message,
    words: str,
    dangers: Collection[Danger],
    dialogue: Dialogue,
    now: datetime,
) -> Watched | None:
    """An answer to what was asked about, or a danger taken back: never beside one in words."""
    if any(one.plain and one.kind != dialogue.asked_danger for one in dangers):
        return None
    answered = await danger.read_answer_to_maybe(uow, deal, message=message, words=words, now=now)
    if answered is not None:
        return answered
    tells = any(one.certain for one in dangers)
    return await taking_back.hear(
        uow, deal, message=message, words=words, tells_danger=tells, now=now
    )


async def _machine(
    uow: UnitOfWork,
    deal: Deal,
    message: Message,
    before: tuple[Message, ...],
    dialogue: Dialogue,
    now: datetime,
) -> Watched | None:
    """The same words again and again: staff are told once, and it is not answered any more."""
    if is_automatic(message.text):
        # Nobody has read our question yet: they answer when they are back.
        return Watched(answered=True)
    if not is_machine([(one.text, one.created_at) for one in (*before, message)]):
        return None
    question = dialogue.question
    if question is not None and read_choice(question.choices, message.text) is not None:
        return None
    await handoffs.open_handoff(
        uow,
        conversation_id=message.conversation_id,
        reason="machine",
        summary="The same words came three times: it looks like an automatic reply.",
        priority=Priority.ROUTINE,
        context={"words": message.text},
        answer_due_at=deal.landlord.opening_hours.answer_by(now),
        now=now,
        bot_goes_on=True,
    )
    return Watched(answered=True)


async def _before(uow: UnitOfWork, message: Message) -> tuple[Message, ...]:
    """The tenant's last messages before this one, oldest first."""
    start = max(0, message.seq - 1 - MESSAGES_BEFORE)
    found = await uow.talk.messages(message.conversation_id, start, MESSAGES_BEFORE)
    return tuple(one for one in found if one.direction == "in" and one.seq < message.seq)


def _told(
    deal: Deal,
    words: str,
    before: tuple[Message, ...],
    reading: Mapping[str, Any],
    problems: tuple[Parked, ...],
    dialogue: Dialogue,
) -> Told:
    issues = [deal.issues[one.issue] for one in problems]
    read = {str(one["value"]) for name in (BELIEVED, POSSIBLE) for one in _entities(reading, name)}
    plainest = _plainest(reading)
    reports = {
        issue.usual.danger
        for issue in issues
        if issue.usual.danger and (issue.usual.danger in read or issue.id == plainest)
    }
    denied = {kind for kind in reports if taken_back(words, {kind}) is TakenBack.DENIED}
    since = before[-1].created_at - TIME_BEFORE if before else None
    return Told(
        words,
        tuple(
            plain_words(own_words(one.text))
            for one in before
            if since is None or one.created_at > since
        ),
        frozenset(reports - denied),
        bool(issues) and not any(_is_crisis(issue) for issue in issues),
        not (_entities(reading, "language") or dialogue.language),
    )


def _is_crisis(issue: Issue) -> bool:
    return issue.area in PERSONS_AT_ONCE or issue.usual.danger is not None


def _plainest(reading: Mapping[str, Any]) -> str | None:
    """The problem that comes first, when it is plain enough to be a danger by itself."""
    first = next(iter(_entities(reading, "issue")), None)
    is_plain = first is not None and _confidence(first) >= PLAIN
    return str(first["value"]) if first is not None and is_plain else None


def _found(message: Message, reading: Mapping[str, Any]) -> list[Danger]:
    """What the bot believes, and what it thinks possible."""
    believed = [
        Danger(str(one["value"]), max(_confidence(one), CERTAIN), _words(message, one))
        for one in _entities(reading, BELIEVED)
    ]
    possible = [
        Danger(str(one["value"]), min(_confidence(one), MAYBE), _words(message, one))
        for one in _entities(reading, POSSIBLE)
    ]
    return [*believed, *(one.asked_mildly() for one in possible)]


def _problems(deal: Deal, message: Message, reading: Mapping[str, Any]) -> tuple[Parked, ...]:
    """What the message surely reports, in its order."""
    if _intent(reading) != "report_problem":
        return ()
    ranked = [guesses_of(found) for found in _entities(reading, "issue")]
    surest = [guesses[0].id for guesses in ranked if sure_of(guesses)]
    return tuple(
        Parked(issue, message.text, message.id) for issue in surest if issue in deal.issues
    )


def _asks_for_a_person(reading: Mapping[str, Any]) -> bool:
    return _intent(reading) == "speak_to_person"


def _intent(reading: Mapping[str, Any]) -> str:
    return str((reading.get("intent") or {}).get("name") or "")


def _entities(reading: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return [found for found in reading.get("entities") or () if found.get("entity") == name]


def _confidence(found: Mapping[str, Any]) -> float:
    """0 to 1; what is found without any is certain."""
    return float(found.get("confidence") or 1.0)


def _words(message: Message, found: Mapping[str, Any]) -> str:
    """What was read as danger, as the message has it; the whole message when that is not sure."""
    start, end = found.get("start"), found.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
        # The bot was asked without a leading slash, so its positions count from there.
        text = own_words(message.text).lstrip("/ \t\r\n")
        return text[start:end] or message.text
    return message.text
