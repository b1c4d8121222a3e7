"""Who has a conversation: the queue's entry, the claim and its ends.

Each use case moves the handoff and the conversation's owner together, so that the gate, the
queue and the tenant's screen always tell the same story. What is said to the tenant about it is
in `desk_actions`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.messaging.conversation import Owner, OwnerEvent, owner_after
from housing.domain.messaging.handoff import (
    CLAIM_LEASE,
    DANGER,
    REACH_BY,
    TAKEN_UP_WITHIN,
    Handoff,
    HandoffEvent,
    HandoffOutcome,
    HandoffRefused,
    HandoffState,
    HandoffTaken,
    Priority,
    is_higher,
    state_after,
    with_task,
)
from housing.domain.people.desk import Officer
from housing.services.desk import answer_clock

TAKEN_BACK = "Taken back by the tenant: "


async def open_handoff(
    uow: UnitOfWork,
    *,
    conversation_id: int,
    reason: str,
    summary: str,
    priority: str,
    context: Mapping[str, Any],
    answer_due_at: datetime,
    now: datetime,
    bot_goes_on: bool = False,
) -> Handoff:
    """Puts the conversation into the queue, once: an open handoff is kept and only ever raised.
    What it is opened for again is a further task on it, so that no request hides another.

    `priority` is emergency, urgent or routine (ValueError for another); `context` is JSON for
    staff. The conversation waits for a person from here on, unless `bot_goes_on`; either way the
    bot answers until an officer claims it.
    """
    wanted = Priority(priority)
    conversation = await uow.talk.lock(conversation_id)
    if conversation.owner in (Owner.BOT, Owner.CLOSED) and not bot_goes_on:
        owner = owner_after(conversation.owner, OwnerEvent.ASKED_FOR_PERSON)
        await uow.talk.set_owner(conversation, owner, None)
    known = await uow.desk.open_handoff(conversation_id)
    if known is not None:
        return await _raise_to(uow, known, wanted, reason, summary, context, answer_due_at)
    opened = await uow.desk.add_handoff(
        conversation_id=conversation_id,
        reason=reason,
        summary=summary,
        priority=wanted,
        context=context,
        answer_due_at=answer_due_at,
        now=now,
    )
    await answer_clock.watch(uow, opened)
    return opened


async def _raise_to(
    uow: UnitOfWork,
    known: Handoff,
    priority: Priority,
    reason: str,
    summary: str,
    context: Mapping[str, Any],
    answer_due_at: datetime,
) -> Handoff:
    """Raises it to a higher priority; whichever task is not on the card's top stands below it."""
    raised = replace(known, answer_due_at=min(known.answer_due_at, answer_due_at))
    if is_higher(priority, known.priority):
        due = min(known.reply_due_at or answer_due_at, answer_due_at)
        raised = replace(
            raised,
            reply_due_at=due if known.first_reply_at else None,
            priority=priority,
            reason=reason,
            summary=summary,
            context={**known.context, **context},
        )
        raised = with_task(raised, known.reason, known.summary)
    else:
        raised = with_task(raised, reason, summary)
    return await _write(uow, known, raised) if raised != known else known


async def tell_staff(
    uow: UnitOfWork,
    conversation_id: int,
    *,
    told: str = "",
    contact: str = "",
    reach_by: str | None = None,
) -> bool:
    """Puts what was told beside the open handoff, for whoever answers; False when none is open.

    `told` and `contact` are a tenant's words, and stand below what was told before; `reach_by` is
    the mobile number, E.164, by which they want to be reached from now on.
    """
    known = await uow.desk.open_handoff(conversation_id)
    if known is None:
        return False
    context = {**known.context}
    for name, words in (("told", told), ("contact", contact)):
        before = str(context.get(name, ""))
        if (below := _with_lines(before, words)) != before:
            context[name] = below
    if reach_by is not None:
        context[REACH_BY] = reach_by
    if context != known.context:
        await _write(uow, known, replace(known, context=context))
    return True


def _with_lines(before: str, words: str) -> str:
    """The lines told before with those of the words below; a line that was told stands once."""
    kept: dict[str, str] = {}
    for line in (*before.splitlines(), *words.splitlines()):
        plain = " ".join(line.split())
        if plain:
            kept.setdefault(plain.casefold(), plain)
    return "\n".join(kept.values())


async def take_back(
    uow: UnitOfWork, *, conversation_id: int, lower: bool, now: datetime
) -> Handoff | None:
    """The tenant says that the danger is none: staff see it so and decide, and the bot may go on
    unless an officer has the conversation.

    `lower`: no longer an emergency in the queue. None where no danger waits for a person.
    """
    known = await uow.desk.open_handoff(conversation_id)
    if known is None or known.reason != DANGER:
        return None
    summary = known.summary.removeprefix(TAKEN_BACK)
    after = replace(
        known,
        summary=f"{TAKEN_BACK}{summary}",
        priority=Priority.URGENT if lower else known.priority,
        context={**known.context, "taken_back": True},
    )
    written = await _write(uow, known, after)
    conversation = await uow.talk.conversation(conversation_id)
    if conversation.owner is Owner.WAITING:
        owner = owner_after(conversation.owner, OwnerEvent.TAKEN_BACK)
        await uow.talk.set_owner(conversation, owner, None)
    await _audit(uow, written, "tenant", "danger_taken_back", now)
    return written


async def claim(uow: UnitOfWork, *, handoff_id: int, officer: Officer, now: datetime) -> Handoff:
    """The officer has the conversation; claiming one's own again changes nothing.

    Raises HandoffTaken with the holder's name, HandoffRefused when it has ended.
    """
    handoff = await _locked(uow, handoff_id)
    if handoff.state is HandoffState.CLAIMED:
        if handoff.officer_id == officer.id:
            return handoff
        raise HandoffTaken(await _holder_name(uow, handoff))
    return await _give_to(uow, handoff, HandoffEvent.CLAIMED, officer, now)


async def take_over(
    uow: UnitOfWork, *, handoff_id: int, officer: Officer, why: str, now: datetime
) -> Handoff:
    """The officer takes a conversation that a colleague has, and says why for the record.

    Raises HandoffRefused without a reason, or when nobody has it.
    """
    if not why.strip():
        raise HandoffRefused("Say why you are taking this conversation over.")
    handoff = await _locked(uow, handoff_id)
    if handoff.officer_id == officer.id:
        return handoff
    holder = handoff.officer_id
    taken = await _give_to(uow, handoff, HandoffEvent.TAKEN_OVER, officer, now)
    await _audit(uow, taken, officer.actor, "taken_over", now, {"from": holder, "why": why.strip()})
    return taken


async def release(uow: UnitOfWork, *, handoff_id: int, officer: Officer, now: datetime) -> Handoff:
    """Back to the queue, keeping the place that its times give it. Raises HandoffTaken."""
    handoff = await held_by(uow, handoff_id, officer)
    return await _to_queue(uow, handoff, officer.actor, now)


async def release_unanswered(uow: UnitOfWork, *, now: datetime) -> tuple[Handoff, ...]:
    """Puts back what was claimed CLAIM_LEASE ago without a word to the tenant since."""
    overdue = await uow.desk.unanswered_claims(now - CLAIM_LEASE)
    released = []
    for stale in sorted(overdue, key=lambda handoff: handoff.conversation_id):
        handoff = await _locked(uow, stale.id)
        if handoff.version == stale.version:
            released.append(await _to_queue(uow, handoff, "system", now))
    return tuple(released)


async def hand_back(
    uow: UnitOfWork, *, handoff_id: int, officer: Officer, now: datetime
) -> Handoff:
    """The bot may speak again. Raises HandoffTaken when a colleague has it."""
    handoff = await held_by(uow, handoff_id, officer)
    ended = await _end(uow, handoff, HandoffEvent.HANDED_BACK, OwnerEvent.HANDED_BACK, now)
    await _audit(uow, ended, officer.actor, "handed_back", now)
    return ended


async def close(
    uow: UnitOfWork, *, handoff_id: int, officer: Officer, outcome: str, now: datetime
) -> Handoff:
    """Ends the handoff with an outcome code. Raises HandoffTaken, HandoffRefused, ValueError."""
    handoff = await held_by(uow, handoff_id, officer)
    ended = await _end(
        uow, handoff, HandoffEvent.CLOSED, OwnerEvent.CLOSED, now, HandoffOutcome(outcome)
    )
    await _audit(uow, ended, officer.actor, "closed", now, {"outcome": outcome})
    return ended


async def note_reply(uow: UnitOfWork, handoff: Handoff, now: datetime) -> Handoff:
    """Stops the clock that runs: only a public reply of a person does."""
    first = handoff.first_reply_at or now
    after = replace(handoff, first_reply_at=first, reply_due_at=None, late_at=None)
    return await _write(uow, handoff, after) if after != handoff else handoff


async def held_by(uow: UnitOfWork, handoff_id: int, officer: Officer) -> Handoff:
    """The open handoff that this officer has, locked; HandoffTaken or HandoffRefused if not."""
    handoff = await _locked(uow, handoff_id)
    if handoff.state is HandoffState.CLAIMED and handoff.officer_id != officer.id:
        raise HandoffTaken(await _holder_name(uow, handoff))
    if handoff.state is not HandoffState.CLAIMED:
        raise HandoffRefused("Claim this conversation first.")
    return handoff


async def _give_to(
    uow: UnitOfWork, handoff: Handoff, event: HandoffEvent, officer: Officer, now: datetime
) -> Handoff:
    after = replace(
        handoff, state=state_after(handoff.state, event), officer_id=officer.id, claimed_at=now
    )
    written = await _write(uow, handoff, after)
    conversation = await uow.talk.conversation(handoff.conversation_id)
    owner = owner_after(conversation.owner, OwnerEvent.CLAIMED)
    await uow.talk.set_owner(conversation, owner, officer.id)
    if event is HandoffEvent.CLAIMED:
        await _audit(uow, written, officer.actor, "claimed", now)
    return written


async def _to_queue(uow: UnitOfWork, handoff: Handoff, actor: str, now: datetime) -> Handoff:
    state = state_after(handoff.state, HandoffEvent.RELEASED)
    due = handoff.reply_due_at
    if handoff.first_reply_at is not None and due is None:
        due = now + TAKEN_UP_WITHIN
    after = replace(handoff, state=state, officer_id=None, claimed_at=None, reply_due_at=due)
    written = await _write(uow, handoff, after)
    conversation = await uow.talk.conversation(handoff.conversation_id)
    owner = owner_after(conversation.owner, OwnerEvent.RELEASED)
    await uow.talk.set_owner(conversation, owner, None)
    await _audit(uow, written, actor, "released", now, {"from": handoff.officer_id})
    return written


async def _end(
    uow: UnitOfWork,
    handoff: Handoff,
    event: HandoffEvent,
    owner_event: OwnerEvent,
    now: datetime,
    outcome: str | None = None,
) -> Handoff:
    state = state_after(handoff.state, event)
    written = await _write(
        uow, handoff, replace(handoff, state=state, ended_at=now, outcome=outcome)
    )
    conversation = await uow.talk.conversation(handoff.conversation_id)
    await uow.talk.set_owner(conversation, owner_after(conversation.owner, owner_event), None)
    return written


async def _write(uow: UnitOfWork, before: Handoff, after: Handoff) -> Handoff:
    written = await uow.desk.update_handoff(before, after)
    if written is None:
        now_held = await uow.desk.handoff(before.id)
        raise HandoffTaken(await _holder_name(uow, now_held or before))
    if written.open and written.due_at != before.due_at:
        await answer_clock.watch(uow, written)
    return written


async def _locked(uow: UnitOfWork, handoff_id: int) -> Handoff:
    found = await uow.desk.handoff(handoff_id)
    if found is None:
        raise LookupError(f"there is no handoff {handoff_id}")
    await uow.talk.lock(found.conversation_id)
    return await uow.desk.handoff(handoff_id) or found


async def _holder_name(uow: UnitOfWork, handoff: Handoff) -> str:
    holder = await uow.officers.officer(handoff.officer_id) if handoff.officer_id else None
    return holder.name if holder else "A colleague"


async def _audit(
    uow: UnitOfWork,
    handoff: Handoff,
    actor: str,
    action: str,
    now: datetime,
    detail: Mapping[str, Any] | None = None,
) -> None:
    await uow.desk.record(
        actor=actor,
        action=action,
        subject=f"conversation:{handoff.conversation_id}",
        detail={"handoff": handoff.id, **(detail or {})},
        now=now,
    )
