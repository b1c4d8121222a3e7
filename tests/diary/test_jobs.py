"""Due jobs: once, in time, retried, and never twice however many run them."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from housing.adapters.sql.unit_of_work import UnitOfWork, Units
from housing.domain.casework.due_jobs import EMERGENCY_KINDS, LEASE, retry_at
from housing.services.messaging import jobs
from tests.diary.scene import NOW

RAN: list[Any] = []


async def _note(_uow: UnitOfWork, payload: Mapping[str, Any], _now: object) -> None:
    RAN.append(payload["n"])


async def _fail(uow: UnitOfWork, payload: Mapping[str, Any], now: object) -> None:
    await uow.jobs.add(kind="note", key="half done", payload={"n": 0}, due_at=NOW)
    raise RuntimeError("the provider is down")


@pytest.fixture(autouse=True)
def _forget() -> None:
    RAN.clear()


async def _schedule(units: Units, key: str, *, kind: str = "note", minutes: int = 0) -> bool:
    async with units() as uow:
        return await jobs.schedule(
            uow, kind=kind, key=key, payload={"n": key}, due_at=NOW + timedelta(minutes=minutes)
        )


async def test_a_job_runs_once_when_it_is_due(units: Units) -> None:
    assert await _schedule(units, "a", minutes=5)
    early = NOW + timedelta(minutes=4, seconds=59)
    assert await jobs.run_due(units, {"note": _note}, early) == 0
    due = NOW + timedelta(minutes=5)
    assert await jobs.run_due(units, {"note": _note}, due) == 1
    assert await jobs.run_due(units, {"note": _note}, due + timedelta(days=1)) == 0
    assert RAN == ["a"]


async def test_a_key_is_used_once_even_after_it_is_done(units: Units) -> None:
    assert await _schedule(units, "a")
    assert not await _schedule(units, "a")
    await jobs.run_due(units, {"note": _note}, NOW)
    assert not await _schedule(units, "a")
    assert await jobs.run_due(units, {"note": _note}, NOW) == 0


async def test_jobs_run_in_order_and_only_those_with_a_handler(units: Units) -> None:
    for key, minutes in (("late", 3), ("first", 1), ("second", 2)):
        await _schedule(units, key, minutes=minutes)
    await _schedule(units, "other", kind="unknown")
    assert await jobs.run_due(units, {"note": _note}, NOW + timedelta(hours=1)) == 3
    assert RAN == ["first", "second", "late"]


async def test_a_dropped_job_never_runs(units: Units) -> None:
    await _schedule(units, "a")
    async with units() as uow:
        assert await jobs.drop(uow, key="a")
        assert not await jobs.drop(uow, key="a")
    assert await jobs.run_due(units, {"note": _note}, NOW) == 0


async def test_a_failing_job_undoes_its_work_and_comes_back(units: Units) -> None:
    await _schedule(units, "a", kind="fails")
    await _schedule(units, "b")
    assert await jobs.run_due(units, {"fails": _fail, "note": _note}, NOW) == 1
    assert RAN == ["b"]
    soon = NOW + timedelta(seconds=59)
    assert await jobs.run_due(units, {"fails": _note, "note": _note}, soon) == 0
    later = NOW + timedelta(minutes=1)
    assert await jobs.run_due(units, {"fails": _note, "note": _note}, later) == 1
    assert RAN == ["b", "a"]


async def _standing(units: Units) -> list[str]:
    async with units() as uow:
        return [one.words for one in await uow.loose_ends.standing()]


@pytest.mark.parametrize(
    ("kind", "unseen"), [("fails", 1), *((kind, 0) for kind in sorted(EMERGENCY_KINDS))]
)
async def test_staff_are_told_of_a_failing_job_until_it_succeeds(
    units: Units, kind: str, unseen: int
) -> None:
    await _schedule(units, "a", kind=kind)
    now = NOW
    for failure in range(12):
        await jobs.run_due(units, {kind: _fail}, now)
        assert await _standing(units) == ([f"{kind}: RuntimeError"] if failure >= unseen else [])
        now += timedelta(hours=2)
    async with units() as uow:
        (one,) = await uow.loose_ends.standing()
    assert one.since == NOW, "since the first failure, however often it was tried again"
    assert await jobs.run_due(units, {kind: _note}, now) == 1
    assert RAN == ["a"]
    assert await _standing(units) == []


async def test_a_job_that_was_put_off_often_is_not_near_its_end(units: Units) -> None:
    async def not_yet(_uow: UnitOfWork, _payload: Mapping[str, Any], now: datetime) -> None:
        raise jobs.NotYet(now + timedelta(minutes=1))

    await _schedule(units, "a")
    for minute in range(20):
        await jobs.run_due(units, {"note": not_yet}, NOW + timedelta(minutes=minute))
    at = NOW + timedelta(minutes=20)
    await jobs.run_due(units, {"note": _raise}, at)
    assert await _standing(units) == []
    assert await jobs.run_due(units, {"note": _note}, at + timedelta(minutes=1)) == 1


async def _raise(_uow: UnitOfWork, _payload: Mapping[str, Any], _now: datetime) -> None:
    raise RuntimeError("the provider is down")


async def test_a_job_that_says_when_it_is_due_again_comes_back(units: Units) -> None:
    async def daily(_uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> datetime:
        RAN.append(payload["n"])
        return now + timedelta(days=1)

    await _schedule(units, "a")
    for hours in (0, 23, 24, 47, 48):
        await jobs.run_due(units, {"note": daily}, NOW + timedelta(hours=hours))
    assert RAN == ["a", "a", "a"]


async def test_a_person_can_try_a_failing_job_now_or_drop_it(units: Units) -> None:
    for key in ("a", "b"):
        await _schedule(units, key, kind="fails")
    await jobs.run_due(units, {"fails": _raise}, NOW)
    async with units() as uow:
        assert await uow.jobs.run_now(1, now=NOW)
        assert await uow.jobs.give_up(2)
        assert not await uow.jobs.give_up(2)
        assert not await uow.jobs.run_now(3, now=NOW)
    assert await jobs.run_due(units, {"fails": _note}, NOW) == 1
    assert RAN == ["a"]


async def test_many_workers_share_the_jobs_and_none_runs_twice(units: Units) -> None:
    for number in range(30):
        await _schedule(units, f"{number:02}")
    done = await asyncio.gather(*(jobs.run_due(units, {"note": _note}, NOW) for _ in range(4)))
    done.append(await jobs.run_due(units, {"note": _note}, NOW))
    assert sum(done) == 30
    assert sorted(RAN) == [f"{number:02}" for number in range(30)]


async def test_a_worker_that_died_is_followed_by_another_and_its_late_effect_is_undone(
    units: Units,
) -> None:
    await _schedule(units, "a")
    async with units() as uow:
        (lost,) = await uow.jobs.lease(["note"], now=NOW, until=NOW + LEASE, limit=5)
    assert await jobs.run_due(units, {"note": _note}, NOW + LEASE / 2) == 0
    assert await jobs.run_due(units, {"note": _note}, NOW + LEASE) == 1
    async with units() as uow:
        assert not await uow.jobs.finish(lost, now=NOW + LEASE)


@pytest.mark.parametrize(
    ("emergency", "expected"),
    [(False, [1, 2, 4, 8, 16, 32, 60, 60, 60]), (True, [1, 2, 4, 5, 5, 5, 5, 5, 5])],
)
def test_the_gaps_grow_and_the_tries_never_end(emergency: bool, expected: list[int]) -> None:
    gaps = [retry_at(failures, NOW, emergency=emergency) for failures in range(1, 10)]
    assert [(gap - NOW).total_seconds() / 60 for gap in gaps] == expected
    assert retry_at(10_000, NOW) == NOW + timedelta(hours=1)
