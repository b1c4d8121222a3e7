"""Which slots are offered, to whom, and in what order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from housing.domain.repairs.diary_windows import Operative
from housing.domain.slots.matching import match_slot
from housing.domain.slots.slot import varied
from housing.services.repairs import diary
from tests.diary.offers import day, name, slot
from tests.diary.scene import NOW, TODAY, Scene

TUE, WED, THU = day("Tue 24 Nov"), day("Wed 25 Nov"), day("Thu 26 Nov")


async def _who(scene: Scene, **search: object) -> list[str]:
    """Names of the operatives of the first slot, best first."""
    found = await scene.slots(**search)  # type: ignore[arg-type]
    async with scene.units() as uow:
        names = {operative.id: operative.name for operative in await uow.diary.operatives()}
    return [names[window_id] for window_id in found[0].diary_window_ids] if found else []


async def test_the_patch_comes_first_then_the_narrowest_trade_then_the_fewest_trades(
    scene: Scene,
) -> None:
    await scene.operatives(
        Operative(0, "Away plumber", ("plumber",), ("Millgate",)),
        Operative(0, "Plumber of many trades", ("plumber", "joiner", "roofer"), ("Quayside",)),
        Operative(0, "Multi", ("multi_trade",), ("Quayside",)),
        Operative(0, "Plumber", ("plumber", "drainage"), ("Quayside",)),
        Operative(0, "Electrician", ("electrician",), ("Quayside",)),
    )
    for operative_id in range(1, 6):
        await scene.window(operative_id, TUE)
    found = await _who(scene, trades=("plumber", "multi_trade"))
    assert found == ["Plumber", "Plumber of many trades", "Multi", "Away plumber"]


async def test_nobody_of_the_trade_is_no_slot(scene: Scene) -> None:
    await scene.operatives(Operative(0, "Multi", ("multi_trade_expert",), ("Quayside",)))
    await scene.window(1, TUE)
    assert await scene.slots(trades=("multi_trade",)) == ()


@pytest.mark.parametrize(
    ("priority", "now", "found"),
    [
        ("routine", "Mon 23 Nov 05:00", ["Tue 24 Nov am"]),
        ("routine", "Mon 23 Nov 23:59", ["Tue 24 Nov am"]),
        ("planned", "Mon 23 Nov 05:00", ["Tue 24 Nov am"]),
        ("urgent", "Mon 23 Nov 05:00", ["Mon 23 Nov am", "Tue 24 Nov am", "Mon 23 Nov pm"]),
        ("urgent", "Mon 23 Nov 05:01", ["Mon 23 Nov pm", "Tue 24 Nov am"]),
        ("urgent", "Mon 23 Nov 09:00", ["Mon 23 Nov pm", "Tue 24 Nov am"]),
        ("urgent", "Mon 23 Nov 09:01", ["Tue 24 Nov am"]),
        ("hazard", "Tue 24 Nov 05:01", []),
    ],
)
async def test_the_notice_that_a_round_needs(
    scene: Scene, priority: str, now: str, found: list[str]
) -> None:
    await scene.operatives(Operative(0, "Plumber", ("plumber",), ("Quayside",)))
    await scene.window(1, TODAY)
    await scene.window(1, TODAY, "pm")
    await scene.window(1, TUE)
    at = datetime.strptime(f"2026 {now} +0000", "%Y %a %d %b %H:%M %z")
    assert [name(one) for one in await scene.slots(priority=priority, now=at)] == found


async def test_notice_in_summer_time_is_on_the_tenants_clock(scene: Scene) -> None:
    await scene.operatives(Operative(0, "Plumber", ("plumber",), ("Quayside",)))
    await scene.window(1, date(2026, 7, 1))
    at_five = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
    (found,) = await scene.slots(priority="urgent", now=at_five)
    assert found.earliest_arrival == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert not await scene.slots(priority="urgent", now=at_five + timedelta(minutes=1))


async def test_others_pages_on_and_ends(scene: Scene) -> None:
    await scene.operatives(Operative(0, "Plumber", ("plumber",), ("Quayside",)))
    for ahead in range(1, 5):
        await scene.window(1, TODAY + timedelta(days=ahead))
    pages = [await scene.slots(limit=3, skip=skip) for skip in (0, 3, 6)]
    assert [[name(one) for one in page] for page in pages] == [
        ["Tue 24 Nov am", "Wed 25 Nov am", "Thu 26 Nov am"],
        ["Fri 27 Nov am"],
        [],
    ]


async def test_a_target_a_wish_and_bank_holidays_narrow_the_search(scene: Scene) -> None:
    await scene.operatives(Operative(0, "Plumber", ("plumber",), ("Quayside",)))
    for one in (TUE, WED, THU):
        await scene.window(1, one)
    asked = match_slot("thursday", [slot("Tue 24 Nov am")], TODAY)

    async def found(**narrowed: object) -> list[date]:
        async with scene.units() as uow:
            slots = await diary.offer(
                uow, trades=("plumber",), minutes=60, priority="routine", patch="Quayside",
                now=NOW, **narrowed,  # type: ignore[arg-type]
            )  # fmt: skip
        return [one.date for one in slots]

    assert await found() == [TUE, WED, THU]
    assert await found(until=WED) == [TUE, WED]
    assert await found(closed=frozenset({WED})) == [TUE, THU]
    assert await found(wish=asked.wish) == [THU]
    assert await found(until=TUE, wish=asked.wish) == []


def test_three_slots_are_a_real_choice() -> None:
    week = [f"{one} {window}" for one in ("Tue 24 Nov", "Wed 25 Nov", "Thu 26 Nov")
            for window in ("am", "school_run", "pm")]  # fmt: skip
    found = [name(one) for one in varied(slot(one) for one in week)]
    assert found[:3] == ["Tue 24 Nov am", "Wed 25 Nov school_run", "Thu 26 Nov pm"]
    assert sorted(found) == sorted(week)
