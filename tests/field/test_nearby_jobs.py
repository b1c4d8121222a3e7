"""Nearby jobs: the nearest job that waits, fits and may be asked for; one operative gets it."""

import asyncio
from datetime import datetime, timedelta

import pytest

from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Channel
from housing.domain.repairs.appointments import Appointment
from housing.domain.repairs.diary_windows import Operative
from housing.domain.repairs.nearby_jobs import JobGone, WaitingJob
from housing.services.repairs import diary, nearby_jobs
from tests.field.scene import NOW, OLIVE, SPARKY, TAPPER, TODAY, TOMORROW, Scene, mobile


async def near(
    scene: Scene, deal: Deal, operative: Operative = TAPPER, now: datetime = NOW
) -> list[int]:
    """The homes whose jobs are shown, in their order."""
    return [int(job.address.split()[0]) for job in await jobs(scene, deal, operative, now)]


async def jobs(
    scene: Scene, deal: Deal, operative: Operative = TAPPER, now: datetime = NOW
) -> tuple[WaitingJob, ...]:
    who = await scene.account(operative)
    async with scene.units() as uow:
        return await nearby_jobs.near(uow, operative=who, deal=deal, now=now)


async def take(scene: Scene, deal: Deal, operative: Operative, order: int) -> Appointment | None:
    """The visit; None when the job was gone."""
    who = await scene.account(operative)
    try:
        async with scene.units() as uow:
            return await nearby_jobs.take(
                uow, operative=who, work_order_id=order, deal=deal, now=NOW
            )
    except JobGone:
        return None


async def test_the_same_patch_comes_first_then_the_next_district(scene: Scene, deal: Deal) -> None:
    await scene.window(TAPPER)
    for home in (4, 3, 2):
        await scene.order(home)
    assert await near(scene, deal) == [2, 3]


async def test_near_is_where_the_operative_is_now(scene: Scene, deal: Deal) -> None:
    await scene.window(TAPPER)
    at_four = await scene.book(TAPPER, await scene.order(4, minutes=30))
    await scene.order(2)
    await scene.order(4)
    assert await near(scene, deal) == [4]
    async with scene.units() as uow:
        await diary.despatch(uow, appointment_id=at_four.id, actor="operative:1", now=NOW)
    assert await near(scene, deal) == [4]


async def test_only_what_fits_the_minutes_that_are_left(scene: Scene, deal: Deal) -> None:
    await scene.window(TAPPER, minutes=90)
    await scene.order(1, minutes=91)
    await scene.order(2, minutes=90)
    assert await near(scene, deal) == [2]
    half_past_ten = NOW + timedelta(minutes=90)
    assert await near(scene, deal, now=half_past_ten) == [2]
    assert await near(scene, deal, now=half_past_ten + timedelta(minutes=1)) == []


async def test_routine_work_leaves_the_minutes_held_back_alone(scene: Scene, deal: Deal) -> None:
    await scene.window(TAPPER, minutes=90, held=31)
    await scene.order(1, minutes=60, priority="routine")
    await scene.order(2, minutes=60, priority="urgent")
    assert await near(scene, deal) == [2]


async def test_only_work_of_a_skill(scene: Scene, deal: Deal) -> None:
    await scene.window(SPARKY)
    await scene.order(1)
    await scene.order(2, issue="socket_switch_broken", trade="electrician")
    assert await near(scene, deal, SPARKY) == [2]


@pytest.mark.parametrize("why", ["opted_out", "writing_now", "has_a_visit", "said_no_today"])
async def test_who_is_left_in_peace(scene: Scene, deal: Deal, why: str) -> None:
    for day in (TODAY, TOMORROW):
        await scene.window(TAPPER, day=day)
    order = await scene.order(1)
    assert await near(scene, deal) == [1]
    if why == "has_a_visit":
        await scene.book(TAPPER, order, day=TOMORROW)
    elif why == "said_no_today":
        visit = await take(scene, deal, TAPPER, order.id)
        assert visit is not None
        async with scene.units() as uow:
            await diary.cancel(uow, appointment_id=visit.id, now=NOW)
    else:
        async with scene.units() as uow:
            talk = await uow.talk.conversation_for(Channel.SMS, mobile(1), NOW)
            if why == "opted_out":
                await uow.talk.set_opted_out(talk.id, NOW)
            else:
                await uow.talk.add_message(
                    conversation_id=talk.id,
                    direction="in",
                    author="tenant",
                    text="hello",
                    state="done",
                    now=NOW - timedelta(minutes=5),
                )
    assert await near(scene, deal) == []


async def test_nobody_is_asked_in_the_quiet_hours(scene: Scene, deal: Deal) -> None:
    await scene.window(TAPPER)
    await scene.order(1)
    before_eight = NOW.replace(hour=7, minute=59)
    assert await near(scene, deal, now=before_eight) == []


async def test_taking_books_today_and_texts_the_tenant(scene: Scene, deal: Deal) -> None:
    await scene.window(TAPPER)
    order = await scene.order(1)
    visit = await take(scene, deal, TAPPER, order.id)
    assert visit is not None
    assert (visit.state, visit.words()) == ("scheduled", "Mon 23 Nov, 9:10am-12pm")
    texts = await scene.texts(1)
    assert len(texts) == 1
    assert f"can be with you 9:10am-12pm, ref {order.reference}" in texts[0]
    assert "Does that suit you?" in texts[0]


async def test_a_later_visit_is_given_up_only_by_who_agreed_to(scene: Scene, deal: Deal) -> None:
    for day in (TODAY, TOMORROW):
        await scene.window(TAPPER, day=day)
    order = await scene.order(1)
    later = await scene.book(TAPPER, order, day=TOMORROW)
    async with scene.units() as uow:
        await uow.nearby_jobs.agree_short_notice(order.id, agreed=True)
    assert await near(scene, deal) == [1]
    assert await take(scene, deal, TAPPER, order.id) is not None
    assert await scene.state(later.id) == "cancelled"


async def test_two_operatives_tap_at_once_and_one_gets_it(scene: Scene, deal: Deal) -> None:
    await scene.window(TAPPER)
    await scene.window(OLIVE)
    order = await scene.order(2)
    assert await near(scene, deal, OLIVE) == [2]
    got = await asyncio.gather(
        *(take(scene, deal, operative, order.id) for operative in (TAPPER, OLIVE) * 4)
    )
    visits = [visit for visit in got if visit is not None]
    assert len(visits) == 1
    assert len(await scene.texts(2)) == 1
    async with scene.units() as uow:
        used = sorted(minutes for minutes, _ in (await uow.diary.used_minutes()).values())
    assert used == [0, order.minutes]


async def test_one_window_never_takes_more_than_it_has(scene: Scene, deal: Deal) -> None:
    """The same operative on two phones, two jobs and room for one."""
    await scene.window(TAPPER, minutes=100)
    orders = [await scene.order(home) for home in (1, 2)]
    got = await asyncio.gather(*(take(scene, deal, TAPPER, order.id) for order in orders))
    assert sorted(visit is None for visit in got) == [False, True]
    async with scene.units() as uow:
        assert [minutes for minutes, _ in (await uow.diary.used_minutes()).values()] == [60]
