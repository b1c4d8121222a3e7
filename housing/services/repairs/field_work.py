"""What an operative does at a visit, each tap once however often the phone sends it.

A tap that does not fit the visit's status changes nothing and is answered with how the visit
stands. What a status means for the tenant is the diary's business.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.repairs.appointments import AppointmentRefused, AppointmentState
from housing.domain.repairs.field_work import (
    OperativeAccount,
    Tap,
    TapAnswer,
    TapKind,
    TapRefused,
    checked,
    how_it_stands,
    time_of_tap,
)
from housing.domain.repairs.photos import MAX_PER_VISIT, Photo, PhotoRefused
from housing.services.repairs import visits
from housing.services.repairs.appointment_changes import appointment_of

DONE: Mapping[TapKind, str] = {
    TapKind.DESPATCHED: "Marked as on the way.",
    TapKind.ARRIVED: "Marked as arrived.",
    TapKind.COMPLETED: "Marked as completed.",
    TapKind.NO_ACCESS: "Marked as no access.",
    TapKind.FOLLOW_ON: "Marked as done for today, with more to do.",
    TapKind.NOTE: "Note added.",
    TapKind.PHOTO: "Photo added.",
}


@dataclass(frozen=True, slots=True)
class TapContext:
    """One tap at work: the visit it is about and who tapped."""

    uow: UnitOfWork
    appointment_id: int
    operative: OperativeAccount
    tap: Tap
    now: datetime

    @property
    def actor(self) -> str:
        return self.operative.actor


async def act(
    uow: UnitOfWork, *, operative: OperativeAccount, appointment_id: int, tap: Tap, now: datetime
) -> TapAnswer:
    """Applies a tap once; a second one of the same key gets the first one's answer.

    Raises LookupError for a visit that is not the operative's own, TapRefused for a tap that
    lacks something or whose time cannot be.
    """
    return await _once(
        TapContext(uow, appointment_id, operative, checked(tap), now), _APPLY[tap.kind]
    )


async def add_photo(
    uow: UnitOfWork,
    *,
    operative: OperativeAccount,
    appointment_id: int,
    tap: Tap,
    photo: Photo,
    now: datetime,
) -> TapAnswer:
    """Keeps a photo with the visit, once; raises as `act` does, and PhotoRefused at the limit."""

    async def keep(context: TapContext) -> None:
        if await uow.field.count_photos(appointment_id) >= MAX_PER_VISIT:
            raise PhotoRefused(f"A visit can have {MAX_PER_VISIT} photos, and this one has them.")
        await uow.field.add_photo(
            appointment_id=appointment_id,
            operative_id=operative.id,
            photo=photo,
            taken_at=context.tap.tapped_at,
        )

    return await _once(TapContext(uow, appointment_id, operative, tap, now), keep)


async def _once(context: TapContext, apply: Callable[[TapContext], Awaitable[None]]) -> TapAnswer:
    uow, tap, operative = context.uow, context.tap, context.operative
    if await uow.field.visited_by(context.appointment_id) != operative.id:
        raise LookupError(f"no visit {context.appointment_id} of {operative.actor}")
    timely = time_of_tap(tap.tapped_at, context.now)
    new = await uow.field.keep_tap(
        tap, operative_id=operative.id, subject_id=context.appointment_id, now=context.now
    )
    if not new:
        return await _first_answer(context)
    before = await appointment_of(uow, context.appointment_id)
    timed = replace(context, tap=replace(tap, tapped_at=timely))
    try:
        await apply(timed)
        counted, sentence = True, DONE[tap.kind]
    except AppointmentRefused:
        await _note_refusal(timed)
        counted, sentence = False, how_it_stands(before.state)
    after = await appointment_of(uow, context.appointment_id)
    answer = TapAnswer(counted, after.state, sentence)
    await uow.field.answer_tap(
        operative.id, tap.key, {"counted": counted, "state": after.state, "sentence": sentence}
    )
    return answer


async def _first_answer(context: TapContext) -> TapAnswer:
    kept = await context.uow.field.tap_answer(context.operative.id, context.tap.key) or {}
    return TapAnswer(kept["counted"], AppointmentState(kept["state"]), kept["sentence"])


async def _despatch(context: TapContext) -> None:
    await visits.despatch(
        context.uow, appointment_id=context.appointment_id, actor=context.actor, now=context.now
    )


async def _arrive(context: TapContext) -> None:
    await visits.arrive(
        context.uow, appointment_id=context.appointment_id, actor=context.actor, now=context.now
    )


async def _complete(context: TapContext) -> None:
    """Done when it was tapped, not when the tap got through: the target counts by that."""
    await visits.complete(
        context.uow,
        appointment_id=context.appointment_id,
        actor=context.actor,
        now=context.now,
        minutes_spent=await _minutes_spent(context),
        done_at=context.tap.tapped_at,
    )
    await _note(context)


async def _follow_on(context: TapContext) -> None:
    if context.tap.minutes is None or context.tap.why is None:
        raise TapRefused("Say why and how long.")
    await visits.follow_on(
        context.uow,
        appointment_id=context.appointment_id,
        actor=context.actor,
        now=context.now,
        minutes=context.tap.minutes,
        what=context.tap.why,
        minutes_spent=await _minutes_spent(context),
    )
    await _note(context)


async def _no_access(context: TapContext) -> None:
    await visits.no_access(
        context.uow, appointment_id=context.appointment_id, actor=context.actor, now=context.now
    )
    await _note(context)


async def _minutes_spent(context: TapContext) -> int | None:
    """Between the two taps, however late they came; None, for others to say, without the first."""
    arrived = await context.uow.field.tapped_at(
        context.operative.id, context.appointment_id, TapKind.ARRIVED
    )
    took = context.tap.tapped_at - arrived if arrived else timedelta(0)
    return round(took / visits.MINUTE) if timedelta(0) < took <= visits.LONGEST_VISIT else None


async def _note_refusal(context: TapContext) -> None:
    """What was done and seen there is true whatever the office did meanwhile: staff read it."""
    said = f'Tapped "{context.tap.kind.replace("_", " ")}", which no longer counted.'
    text = f"{said} {context.tap.text}".strip()
    await _note(replace(context, tap=replace(context.tap, text=text)))


async def _note(context: TapContext) -> None:
    if context.tap.text:
        await context.uow.field.add_note(
            appointment_id=context.appointment_id,
            operative_id=context.operative.id,
            text=context.tap.text,
            written_at=context.tap.tapped_at,
        )


_APPLY: Mapping[TapKind, Callable[[TapContext], Awaitable[None]]] = {
    TapKind.DESPATCHED: _despatch,
    TapKind.ARRIVED: _arrive,
    TapKind.COMPLETED: _complete,
    TapKind.FOLLOW_ON: _follow_on,
    TapKind.NO_ACCESS: _no_access,
    TapKind.NOTE: _note,
}
