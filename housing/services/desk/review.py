"""The review of understanding: what gets onto the list, what people decide, when it is forgotten.

Only texts to the bot are taken, masked. What tells of danger, safeguarding or antisocial behaviour
stays out, unless an officer corrected it; so does an answer to who somebody is.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.reports import Report
from housing.domain.casework.review import (
    KEPT_FOR,
    PRIVATE_AREAS,
    Label,
    NewReview,
    ReviewRefused,
    ReviewState,
    Source,
    label_of,
)
from housing.domain.clock.local_time import at_london, to_london
from housing.domain.danger.reading import BELIEVED, POSSIBLE
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Conversation, Message, Owner
from housing.domain.messaging.dialogue import Asked, Dialogue
from housing.domain.people.desk import Officer
from housing.domain.people.masking import masked
from housing.services.conversation.turn import IssueGuess
from housing.services.conversation.unsure import WORTH_OFFERING, guesses_of, sure_of
from housing.services.messaging import jobs

FORGET = "review_forget"
FALLBACK = "nlu_fallback"
PERSONAL = frozenset({Asked.IDENTITY, Asked.CODE, Asked.MOBILE, Asked.ADDRESS})
LEAST_LETTERS, MOST_CHARACTERS = 3, 320


async def notice_unsure(
    uow: UnitOfWork,
    deal: Deal,
    *,
    conversation: Conversation,
    message: Message,
    reading: Mapping[str, Any],
    now: datetime,
) -> None:
    """Puts a text that the bot was unsure of onto the list, once; `reading` is Rasa's parse."""
    guesses = _guesses(reading)
    if _is_sure(reading, guesses) or not _may_be_kept(deal, conversation, reading, guesses):
        return
    text = masked(message.text, await _names(uow, conversation.tenant_id))
    letters = sum(letter.isalpha() for letter in text)
    if letters < LEAST_LETTERS or len(text) > MOST_CHARACTERS or await uow.reviews.has_text(text):
        return
    likeliest = guesses[0] if guesses else None
    read = Label(_likeliest_intent(reading), likeliest.id if likeliest else None)
    confidence = likeliest.confidence if likeliest else _confidence(reading)
    review = NewReview(message.id, None, Source.UNSURE, text, read, confidence, None)
    await _add(uow, review, now)


async def corrected(uow: UnitOfWork, *, report: Report, issue: str, now: datetime) -> None:
    """An officer changed the report's issue: their label stands in for what waits of the text."""
    await uow.reviews.forget_message(report.message_id)
    text = masked(report.words, await _names(uow, report.tenant_id))
    read, label = label_of(report.issue), label_of(issue)
    review = NewReview(report.message_id, report.id, Source.CORRECTED, text, read, 0.0, label)
    await _add(uow, review, now)


async def accept(
    uow: UnitOfWork, *, review_id: int, label: Label, text: str, officer: Officer, now: datetime
) -> None:
    """This is what the text means. `text` is what the officer left of it, and is masked again.

    Raises ReviewRefused for an empty text or one that somebody decided before, LookupError for
    none at all.
    """
    kept = masked(text)
    if not kept:
        raise ReviewRefused("There is no text left to learn from. Reject it instead.")
    await _decide(uow, review_id, ReviewState.ACCEPTED, label, kept, officer, now)


async def reject(uow: UnitOfWork, *, review_id: int, officer: Officer, now: datetime) -> None:
    """Nothing is to be learnt from it. Raises as `accept` does."""
    await _decide(uow, review_id, ReviewState.REJECTED, None, None, officer, now)


async def forget(uow: UnitOfWork, *, before: datetime) -> int:
    """Deletes what was added before then, whatever became of it; returns how many."""
    return await uow.reviews.forget_before(before)


async def _decide(
    uow: UnitOfWork,
    review_id: int,
    state: ReviewState,
    label: Label | None,
    text: str | None,
    officer: Officer,
    now: datetime,
) -> None:
    review = await uow.reviews.review(review_id)
    if review is None:
        raise LookupError(review_id)
    decided = await uow.reviews.decide(
        review_id,
        state=state,
        label=label or review.label,
        text=review.text if text is None else text,
        officer_id=officer.id,
        now=now,
    )
    if not decided:
        raise ReviewRefused("Somebody has decided about this text already.")
    await uow.desk.record(
        actor=officer.actor,
        action=f"review_{state.value}",
        subject=f"review:{review_id}",
        detail={"label": label.code} if label else {},
        now=now,
    )


async def _add(uow: UnitOfWork, review: NewReview, now: datetime) -> None:
    """Keeps it, and has all of this day's forgotten before any of them is 90 days old."""
    await uow.reviews.add(review, now=now)
    day = to_london(now).date()
    begin, end = at_london(day, time()), at_london(day + timedelta(days=1), time())
    await jobs.schedule(
        uow,
        kind=FORGET,
        key=f"{FORGET}:{day}",
        payload={"before": end.isoformat()},
        due_at=begin + KEPT_FOR,
    )


async def _names(uow: UnitOfWork, tenant_id: int | None) -> tuple[str, ...]:
    """Whose text it is, where that is known."""
    household = await uow.homes.household(tenant_id) if tenant_id else None
    return (household.tenant.name,) if household else ()


def _guesses(reading: Mapping[str, Any]) -> tuple[IssueGuess, ...]:
    found = (entity for entity in reading.get("entities") or () if entity["entity"] == "issue")
    first = next(found, None)
    return guesses_of(first) if first else ()


def _is_sure(reading: Mapping[str, Any], guesses: tuple[IssueGuess, ...]) -> bool:
    is_read = (reading.get("intent") or {}).get("name") != FALLBACK
    return is_read and (sure_of(guesses) or not guesses)


def _may_be_kept(
    deal: Deal,
    conversation: Conversation,
    reading: Mapping[str, Any],
    guesses: tuple[IssueGuess, ...],
) -> bool:
    is_danger = any(
        entity["entity"] in (BELIEVED, POSSIBLE) for entity in reading.get("entities") or ()
    )
    likely = (deal.issues.get(guess.id) for guess in guesses if guess.confidence >= WORTH_OFFERING)
    is_private = any(issue is not None and issue.area in PRIVATE_AREAS for issue in likely)
    question = Dialogue.from_json(conversation.dialogue).question
    is_personal = question is not None and question.kind in PERSONAL
    return conversation.owner is Owner.BOT and not (is_danger or is_private or is_personal)


def _likeliest_intent(reading: Mapping[str, Any]) -> str:
    ranking = [ranked["name"] for ranked in reading.get("intent_ranking") or ()]
    return next((name for name in ranking if name != FALLBACK), FALLBACK)


def _confidence(reading: Mapping[str, Any]) -> float:
    ranking = reading.get("intent_ranking") or ()
    return next((float(r["confidence"]) for r in ranking if r["name"] != FALLBACK), 0.0)
