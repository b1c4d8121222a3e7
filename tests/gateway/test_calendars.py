"""The address of a calendar file, over HTTP."""

from datetime import UTC, datetime

from housing.domain.repairs.diary_windows import Operative
from housing.services.repairs import calendars
from tests.gateway.conftest import Gateway

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


async def test_a_calendar_is_served_to_whoever_has_the_link(gateway: Gateway) -> None:
    async with gateway.services.units() as uow:
        await uow.diary.add_operatives([Operative(0, "Tapper", ("plumber",), ())])
        path = await calendars.path_for_operative(uow, operative_id=1, now=NOW)
    async with gateway.session.get(gateway.base + path) as answer:
        body = await answer.text()
    assert answer.status == 200
    assert answer.content_type == "text/calendar"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert body.startswith("BEGIN:VCALENDAR")


async def test_a_link_that_there_is_not_leads_nowhere(gateway: Gateway) -> None:
    for token in ("x", "a" * 32, "%00", "1 OR 1=1"):
        async with gateway.session.get(f"{gateway.base}/calendar/{token}.ics") as answer:
            assert answer.status == 404
