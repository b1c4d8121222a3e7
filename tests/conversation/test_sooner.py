"""A visit sooner than booked: agreed to in a word, told when an operative has time, and refused."""

from datetime import timedelta

import pytest

from housing.domain.repairs.appointments import Appointment
from housing.domain.repairs.field_work import OperativeAccount
from housing.services.repairs import diary, nearby_jobs
from tests.conversation.talker import DEAL, Talker
from tests.conversation.test_booking import booked, states_of

LATER = timedelta(minutes=31)  # nobody is called off while they are writing


async def tapper(tenant: Talker) -> OperativeAccount:
    async with tenant.units() as uow:
        found = await uow.operatives.account_with_hash("tapper@harbour-row-homes.example")
    assert found is not None
    return found[0]


async def taken(tenant: Talker) -> Appointment | None:
    """The first job that is shown near, taken; None when none is."""
    tenant.now += LATER
    operative = await tapper(tenant)
    async with tenant.units() as uow:
        waiting = await nearby_jobs.near(uow, operative=operative, deal=DEAL, now=tenant.now)
        if not waiting:
            return None
        return await nearby_jobs.take(
            uow,
            operative=operative,
            work_order_id=waiting[0].work_order_id,
            deal=DEAL,
            now=tenant.now,
        )


async def agreed(tenant: Talker) -> str:
    await tenant.is_known()
    reference = await booked(tenant)
    await tenant.says("sooner")
    return reference


async def test_a_booked_visit_is_left_alone_until_the_tenant_says_sooner(tenant: Talker) -> None:
    await tenant.is_known()
    reference = await booked(tenant)
    assert await taken(tenant) is None
    assert "If someone has time before your visit" in await tenant.says("sooner")
    visit = await taken(tenant)
    assert visit is not None
    assert await states_of(tenant, reference) == ["cancelled", "scheduled"]
    told = (await tenant.unprompted())[-1]
    assert reference in told
    assert "Does that suit you?" in told


@pytest.mark.parametrize("words", ["yes", "yes come today", "1", "ok"])
async def test_yes_keeps_it(tenant: Talker, words: str) -> None:
    reference = await agreed(tenant)
    await taken(tenant)
    assert "on their list for today" in await tenant.says(words)
    assert await states_of(tenant, reference) == ["cancelled", "scheduled"]


@pytest.mark.parametrize("words", ["no", "not today", "2", "nope"])
async def test_no_gives_the_booked_time_back(tenant: Talker, words: str) -> None:
    reference = await agreed(tenant)
    await taken(tenant)
    assert "Your visit stays on" in await tenant.says(words)
    assert await states_of(tenant, reference) == ["cancelled", "cancelled", "scheduled"]
    assert await taken(tenant) is None  # and is not asked twice on one day


async def test_no_to_a_job_without_a_visit_offers_other_times(tenant: Talker) -> None:
    await tenant.is_known()
    await tenant.says("my kitchen tap keeps dripping", "tap_dripping")
    await tenant.says("yes")
    assert await taken(tenant) is not None
    await tenant.says("what is this")
    assert "When suits you?" in await tenant.says("not today")


async def test_no_when_they_are_on_the_way_goes_to_the_team(tenant: Talker) -> None:
    reference = await agreed(tenant)
    visit = await taken(tenant)
    assert visit is not None
    async with tenant.units() as uow:
        await diary.despatch(uow, appointment_id=visit.id, actor="operative:1", now=tenant.now)
    assert "already on the way" in await tenant.says("no")
    assert await states_of(tenant, reference) == ["cancelled", "despatched"]


async def test_sooner_is_offered_when_the_visit_is_kept(tenant: Talker) -> None:
    await tenant.is_known()
    await booked(tenant)
    await tenant.says("when is it", intent="appointment_view")
    assert "say SOONER" in await tenant.says("yes")
    meant_by_intent = await tenant.says("sooner please", intent="appointment_change")
    assert "If someone has time before your visit" in meant_by_intent
