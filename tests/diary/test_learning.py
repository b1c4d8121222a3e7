"""What finished jobs teach: counted by the jobs on record, on both databases."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.views.repair_views import RepairViews
from housing.domain.repairs.appointments import FollowOn
from housing.domain.repairs.diary_windows import Operative
from housing.domain.repairs.learning import JobOutcome, lessons
from housing.services.repairs import diary
from tests.diary.scene import NOW, TODAY, Scene

MINUTE = timedelta(minutes=1)


def outcome(issue: str = "tap", **changes: int) -> JobOutcome:
    usual = {"no_access": 0, "follow_ons": 0, "recalled": 0, "planned_minutes": 60,
             "spent_minutes": 40, "timed_visits": 1}  # fmt: skip
    return JobOutcome(issue=issue, trade="plumber", **{**usual, **changes})  # type: ignore[arg-type]


def test_first_time_fix_is_without_follow_on_and_without_recall() -> None:
    (lesson,) = lessons(
        [outcome(), outcome(follow_ons=1), outcome(recalled=1), outcome(no_access=1)]
    )
    assert (lesson.jobs, lesson.first_time, lesson.first_time_percent) == (4, 2, 50)


def test_minutes_are_those_of_the_visits_that_were_timed() -> None:
    untimed = outcome(planned_minutes=0, spent_minutes=0, timed_visits=0)
    (lesson,) = lessons([outcome(spent_minutes=30), outcome(spent_minutes=61), untimed])
    assert (lesson.planned_minutes, lesson.spent_minutes) == (60, 46)
    (nothing,) = lessons([untimed])
    assert (nothing.planned_minutes, nothing.spent_minutes) == (None, None)


def test_the_most_frequent_come_first() -> None:
    assert [one.issue for one in lessons([outcome("a"), outcome("b"), outcome("b")])] == ["b", "a"]


async def test_a_job_of_two_visits_is_one_job(scene: Scene, engine: AsyncEngine) -> None:
    await scene.operatives(Operative(0, "Tapper", ("plumber",), ("Quayside",)))
    for ahead in (1, 2):
        await scene.window(1, TODAY + timedelta(days=ahead), minutes=120)
    order = await scene.order(minutes=60)
    for number, slot in enumerate(await scene.slots()):
        begun = slot.earliest_arrival
        async with scene.units() as uow:
            held = await diary.reserve(uow, work_order_id=order.id, slot=slot, now=NOW)
            await diary.confirm(uow, appointment_id=held.id, now=NOW)
            await diary.despatch(uow, appointment_id=held.id, actor="operative:1", now=begun)
            await diary.arrive(uow, appointment_id=held.id, actor="operative:1", now=begun)
            ended = {"appointment_id": held.id, "actor": "operative:1", "now": begun + 45 * MINUTE}
            if number == 0:
                await diary.follow_on(uow, minutes=30, what=FollowOn.PART, **ended)
            else:
                await diary.complete(uow, **ended)
    views = RepairViews(engine)
    (lesson,) = lessons(await views.outcomes(NOW))
    assert (lesson.issue, lesson.trade, lesson.jobs) == ("tap_dripping", "plumber", 1)
    assert (lesson.first_time, lesson.follow_ons) == (0, 1)
    assert (lesson.planned_minutes, lesson.spent_minutes) == (45, 45)
    assert await views.outcomes(NOW + timedelta(days=30)) == ()
