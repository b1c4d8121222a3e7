"""A tap counts once, in its order, by the transition table, and only on one's own visit."""

import asyncio
from datetime import datetime, timedelta
from itertools import product

import pytest

from housing.adapters.sql.day.views import DayViews
from housing.domain.repairs.appointments import APPOINTMENT_AFTER, AppointmentState, FollowOn
from housing.domain.repairs.field_work import (
    CLOCK_SLACK,
    EVENT_OF,
    MAX_NOTE,
    OLDEST_TAP,
    Tap,
    TapKind,
    TapRefused,
    possible_from,
)
from housing.services.repairs import diary
from tests.field.scene import NOW, OLIVE, TAPPER, TODAY, Scene

K = TapKind
SECOND = timedelta(seconds=1)


async def visit(scene: Scene) -> int:
    await scene.window(TAPPER)
    return (await scene.book(TAPPER, await scene.order())).id


async def test_a_visit_from_setting_off_to_done(scene: Scene) -> None:
    number = await visit(scene)
    for kind, state in ((K.DESPATCHED, "despatched"), (K.ARRIVED, "arrived")):
        answer = await scene.tap(TAPPER, number, kind)
        assert (answer.counted, answer.state) == (True, state)
    done = await scene.tap(TAPPER, number, K.COMPLETED, text="New washer fitted")
    assert (done.counted, done.state) == (True, AppointmentState.COMPLETED)
    async with scene.units() as uow:
        appointment = await uow.appointments.appointment(number)
        assert appointment is not None
        history = await uow.appointments.history(appointment.work_order_id)
    operative = (await scene.account(TAPPER)).actor
    assert [change.to_state for change in history if change.actor == operative] == [
        "despatched",
        "arrived",
        "completed",
    ]


async def test_the_order_was_completed_when_it_was_tapped(scene: Scene) -> None:
    """The target counts by the visit, not by when the signal came back."""
    number = await visit(scene)
    tapped = NOW + timedelta(minutes=30)
    await scene.tap(TAPPER, number, K.COMPLETED, tapped_at=tapped, now=NOW + timedelta(hours=5))
    async with scene.units() as uow:
        appointment = await uow.appointments.appointment(number)
        assert appointment is not None
        order = await uow.orders.order(appointment.work_order_id)
    assert order is not None
    assert (order.state, order.completed_at) == ("completed", tapped)


async def test_a_tap_that_is_sent_again_counts_once(scene: Scene) -> None:
    number = await visit(scene)
    first = await scene.tap(TAPPER, number, K.DESPATCHED, key="one")
    await scene.tap(TAPPER, number, K.ARRIVED, key="two")
    again = await scene.tap(TAPPER, number, K.DESPATCHED, key="one")
    assert again == first
    assert await scene.state(number) == AppointmentState.ARRIVED


async def test_a_tap_that_arrives_twice_at_once_counts_once(scene: Scene) -> None:
    number = await visit(scene)
    answers = await asyncio.gather(
        *(scene.tap(TAPPER, number, K.NOTE, key="same", text="Stopcock is stiff") for _ in range(4))
    )
    assert len(set(answers)) == 1
    async with scene.units() as uow:
        assert not await uow.field.keep_tap(
            Tap("same", K.NOTE, NOW), operative_id=TAPPER.id, subject_id=number, now=NOW
        )


@pytest.mark.parametrize(("kind", "state"), [*product(EVENT_OF, ["scheduled", "despatched"])])
async def test_the_table_alone_says_what_is_possible(
    scene: Scene, kind: TapKind, state: str
) -> None:
    number = await visit(scene)
    if state == "despatched":
        await scene.tap(TAPPER, number, K.DESPATCHED, key="before")
    answer = await scene.tap(TAPPER, number, kind, key="now", text="Needs a part", minutes=60)
    legal = (AppointmentState(state), EVENT_OF[kind]) in APPOINTMENT_AFTER
    assert answer.counted is legal
    assert legal is (AppointmentState(state) in possible_from(kind))
    if not legal:
        assert answer.state == state


async def test_a_stale_tap_is_told_how_the_visit_stands(scene: Scene) -> None:
    number = await visit(scene)
    await scene.tap(TAPPER, number, K.NO_ACCESS, text="No answer, card left")
    late = await scene.tap(TAPPER, number, K.ARRIVED)
    assert (late.counted, late.state) == (False, AppointmentState.NO_ACCESS)
    assert late.sentence == "This visit is already marked as no access."


async def test_nobody_taps_for_somebody_else(scene: Scene) -> None:
    number = await visit(scene)
    for kind in TapKind:
        with pytest.raises(LookupError):
            await scene.tap(OLIVE, number, kind, text="x", minutes=60)
    assert await scene.state(number) == AppointmentState.SCHEDULED


@pytest.mark.parametrize(
    ("tapped", "refused"),
    [
        (NOW + CLOCK_SLACK + SECOND, True),
        (NOW + CLOCK_SLACK, False),
        (NOW - OLDEST_TAP, False),
        (NOW - OLDEST_TAP - SECOND, True),
    ],
)
async def test_a_tap_is_of_the_last_day_and_not_of_the_future(
    scene: Scene, tapped: datetime, refused: bool
) -> None:
    number = await visit(scene)
    if refused:
        with pytest.raises(TapRefused):
            await scene.tap(TAPPER, number, K.ARRIVED, key="k", tapped_at=tapped)
        return
    answer = await scene.tap(TAPPER, number, K.DESPATCHED, key="k", tapped_at=tapped)
    assert answer.counted


@pytest.mark.parametrize(
    ("kind", "text", "minutes", "why"),
    [
        (K.NOTE, "", None, None),
        (K.NOTE, "x" * (MAX_NOTE + 1), None, None),
        (K.FOLLOW_ON, "", 60, FollowOn.PART),
        (K.FOLLOW_ON, "Needs a new valve", None, FollowOn.PART),
        (K.FOLLOW_ON, "Needs a new valve", 61, FollowOn.PART),
        (K.FOLLOW_ON, "Needs a new valve", 60, None),
    ],
)
async def test_what_a_tap_lacks_is_said(
    scene: Scene, kind: TapKind, text: str, minutes: int | None, why: FollowOn | None
) -> None:
    number = await visit(scene)
    with pytest.raises(TapRefused):
        await scene.tap(TAPPER, number, kind, text=text, minutes=minutes, why=why)
    assert await scene.state(number) == AppointmentState.SCHEDULED


async def test_the_minutes_spent_are_those_between_the_taps(scene: Scene) -> None:
    """Both came late, together, when the signal was back."""
    number = await visit(scene)
    at, back = NOW + timedelta(minutes=20), NOW + timedelta(hours=3)
    await scene.tap(TAPPER, number, K.ARRIVED, tapped_at=at, now=back)
    later = at + timedelta(minutes=35)
    await scene.tap(TAPPER, number, K.COMPLETED, tapped_at=later, now=back)
    async with scene.units() as uow:
        appointment = await uow.appointments.appointment(number)
    assert appointment is not None
    assert appointment.minutes_spent == 35


async def test_follow_on_work_keeps_the_order_open_for_the_minutes_it_takes(scene: Scene) -> None:
    number = await visit(scene)
    answer = await scene.tap(
        TAPPER, number, K.FOLLOW_ON, text="New valve, 22 mm", minutes=90, why=FollowOn.PART
    )
    assert answer.counted
    async with scene.units() as uow:
        appointment = await uow.appointments.appointment(number)
        assert appointment is not None
        order = await uow.orders.order(appointment.work_order_id)
    assert order is not None
    assert (order.state, order.minutes, appointment.follow_on) == ("raised", 90, FollowOn.PART)


async def test_what_was_seen_is_kept_when_the_tap_does_not_count(scene: Scene) -> None:
    number = await visit(scene)
    async with scene.units() as uow:
        await diary.cancel(uow, appointment_id=number, now=NOW)
    answer = await scene.tap(TAPPER, number, K.COMPLETED, text="Washer changed all the same")
    assert not answer.counted
    assert "ring the office" in answer.sentence
    job = await DayViews(scene.engine).job((await scene.account(TAPPER)).id, number, TODAY)
    assert job is not None
    assert [note.text for note in job.notes] == [
        'Tapped "completed", which no longer counted. Washer changed all the same'
    ]
