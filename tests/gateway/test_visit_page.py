"""The page behind a visit's link: what it shows, what it never does by itself, and to whom."""

import re
from datetime import timedelta

import pytest

from housing.adapters.signed_links import SignedVisitLinks
from housing.domain.repairs.appointments import Appointment, AppointmentState
from housing.domain.repairs.work_orders import WorkOrderState
from housing.services.repairs import diary
from tests.conversation.talker import MARNIE, Talker, open_town
from tests.conversation.test_visits import a_visit, order_of, visit_of
from tests.gateway.conftest import Gateway

GONE = "no longer in use"
STAFF = "only our team can change it"


@pytest.fixture
async def tenant(gateway: Gateway) -> Talker:
    now = gateway.services.clock.now()
    await open_town(gateway.services.units, now)
    return Talker(gateway.services.units, now)


def path_of(gateway: Gateway, visit: Appointment) -> str:
    links = gateway.services.visit_links
    assert links is not None
    return links.link(visit).removeprefix(gateway.services.settings.gateway_url)


async def get(gateway: Gateway, path: str) -> tuple[int, str]:
    async with gateway.session.get(gateway.base + path) as response:
        return response.status, await response.text()


async def post(gateway: Gateway, path: str, **form: str) -> tuple[int, str]:
    async with gateway.session.post(gateway.base + path, data=form) as response:
        return response.status, await response.text()


async def test_the_page_shows_the_time_and_nothing_else_of_the_tenant(
    gateway: Gateway, tenant: Talker
) -> None:
    reference, visit = await a_visit(tenant)
    status, page = await get(gateway, path_of(gateway, visit))
    async with tenant.units() as uow:
        household = await uow.homes.household_by_mobile(MARNIE, today=tenant.now.date())
    assert household is not None
    assert status == 200
    assert visit.words() in page
    for private in (
        household.tenant.name,
        household.home.address,
        household.home.postcode,
        MARNIE,
        reference,
        visit.operative_name,
        "tap",
    ):
        assert private.lower() not in page.lower()


async def test_looking_changes_nothing(gateway: Gateway, tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    path = path_of(gateway, visit)
    for looked_at in (path, f"{path}/move", f"{path}/drop"):
        assert (await get(gateway, looked_at))[0] == 200
    assert (await visit_of(tenant, reference)) == visit


async def test_a_visit_is_moved_told_and_its_old_link_ends(
    gateway: Gateway, tenant: Talker
) -> None:
    reference, visit = await a_visit(tenant)
    path = path_of(gateway, visit)
    _, page = await get(gateway, f"{path}/move")
    keys = re.findall(r'name="slot" value="([^"]+)"', page)
    status, done = await post(gateway, f"{path}/move", slot=keys[1])
    moved = await visit_of(tenant, reference)
    assert status == 200
    assert moved.words() in done
    assert moved.words() != visit.words()
    assert [text for text in await tenant.unprompted() if moved.words() in text]
    assert GONE in (await get(gateway, path))[1]
    assert (await get(gateway, path_of(gateway, moved)))[0] == 200


async def test_a_time_that_is_not_offered_moves_nothing(gateway: Gateway, tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    for slot in ("2026-12-25.am", "", "2020-01-01.pm"):
        status, page = await post(gateway, f"{path_of(gateway, visit)}/move", slot=slot)
        assert status == 409
        assert "just gone" in page
    assert await visit_of(tenant, reference) == visit


async def test_a_visit_is_called_off_only_by_the_button(gateway: Gateway, tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    path = path_of(gateway, visit)
    assert "call it off" in (await get(gateway, f"{path}/drop"))[1]
    assert "is called off" in (await post(gateway, f"{path}/drop"))[1]
    assert (await order_of(tenant, reference)).state is WorkOrderState.CANCELLED
    assert GONE in (await post(gateway, f"{path}/drop"))[1]


async def test_once_on_the_way_only_staff_can_move_it(gateway: Gateway, tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    async with tenant.units() as uow:
        await diary.despatch(uow, appointment_id=visit.id, actor="operative:1", now=tenant.now)
    path = path_of(gateway, visit)
    for answer in (
        await get(gateway, path),
        await post(gateway, f"{path}/move", slot="2026-12-25.am"),
        await post(gateway, f"{path}/drop"),
    ):
        assert answer[0] == 409
        assert STAFF in answer[1]
    assert (await visit_of(tenant, reference)).state is AppointmentState.DESPATCHED


async def test_a_wrong_link_and_one_out_of_time_get_the_same_kind_page(
    gateway: Gateway, tenant: Talker
) -> None:
    _, visit = await a_visit(tenant)
    address = gateway.services.settings.gateway_url
    foreign = SignedVisitLinks("somebody else's secret", address).link(visit)
    path = path_of(gateway, visit)
    links = gateway.services.visit_links
    assert links is not None
    past = Appointment(
        **{name: getattr(visit, name) for name in Appointment.__slots__}
        | {"latest_arrival": tenant.now - timedelta(hours=2)}
    )
    pages = {
        (await get(gateway, one))[1]
        for one in (
            foreign.removeprefix(address),
            links.link(past).removeprefix(address),
            path[:-1] + ("A" if path[-1] != "A" else "B"),
            "/v/x",
            "/v/%00",
        )
    }
    assert len(pages) == 1
    assert gateway.services.deal.landlord.phone in pages.pop()


async def test_another_site_cannot_press_the_button(gateway: Gateway, tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    url = f"{gateway.base}{path_of(gateway, visit)}/drop"
    headers = {"Origin": "https://elsewhere.example"}
    async with gateway.session.post(url, headers=headers) as response:
        assert response.status == 403
    assert await visit_of(tenant, reference) == visit


async def test_the_visit_can_be_put_into_a_calendar(gateway: Gateway, tenant: Talker) -> None:
    reference, visit = await a_visit(tenant)
    status, file = await get(gateway, f"{path_of(gateway, visit)}/calendar.ics")
    assert status == 200
    assert f"UID:{reference}-1@hearthline" in file
    assert f"SUMMARY:Visit\\, {reference}" in file
    assert "LOCATION" not in file
    title = gateway.services.deal.title_of((await order_of(tenant, reference)).issue)
    assert title.casefold() not in file.casefold()
    assert "drip" not in file.casefold()
    assert "TZID:Europe/London" in file


async def test_the_link_leaks_to_no_other_site_and_its_buttons_still_work(
    gateway: Gateway, tenant: Talker
) -> None:
    """A stricter policy would make browsers send `Origin: null`, which is refused as foreign."""
    _, visit = await a_visit(tenant)
    path = path_of(gateway, visit)
    async with gateway.session.get(gateway.base + path) as response:
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["Cache-Control"] == "no-store"
        assert "noindex" in response.headers["X-Robots-Tag"]
    own = {"Origin": gateway.base}
    async with gateway.session.post(f"{gateway.base}{path}/drop", headers=own) as response:
        assert response.status == 200
