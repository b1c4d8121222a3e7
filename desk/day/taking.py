"""Work that an operative takes: an emergency that is put to them, or a job waiting near by."""

from aiohttp import web

from desk.day.rendering import day_page
from desk.day.sessions import DAY_SESSION
from desk.pages.acting import CONFLICT
from desk.pages.numbers import number
from desk.parts import parts_of
from housing.domain.clock.local_time import to_london
from housing.domain.repairs.nearby_jobs import JobGone
from housing.domain.repairs.on_call import AlreadyAccepted, CallOutOver
from housing.services.repairs import nearby_jobs, on_call


async def show_near(request: web.Request) -> web.StreamResponse:
    return await _render(request)


async def take(request: web.Request) -> web.StreamResponse:
    """The job becomes a visit of today; pressing twice leads to the same visit."""
    parts, operative = parts_of(request), request[DAY_SESSION].operative
    work_order_id, now = number(request, "work_order_id"), parts.clock.now()
    try:
        async with parts.units() as uow:
            booked = await nearby_jobs.take(
                uow, operative=operative, work_order_id=work_order_id, deal=parts.deal, now=now
            )
    except JobGone as gone:
        today = to_london(now).date()
        for job in await parts.days.jobs(operative.id, today, today):
            if job.work_order_id == work_order_id and job.state == "scheduled":
                raise web.HTTPSeeOther(f"/day/jobs/{job.appointment_id}?done=taken") from None
        return await _render(request, refusal=str(gone), status=CONFLICT)
    await parts.events.publish("queue", 0)
    raise web.HTTPSeeOther(f"/day/jobs/{booked.id}?done=taken")


async def accept(request: web.Request) -> web.StreamResponse:
    """The emergency is this operative's, unless somebody was faster."""
    parts, operative = parts_of(request), request[DAY_SESSION].operative
    try:
        async with parts.units() as uow:
            await on_call.accept(
                uow,
                parts.deal,
                work_order_id=number(request, "work_order_id"),
                operative_id=operative.id,
                now=parts.clock.now(),
            )
    except (AlreadyAccepted, CallOutOver) as refused:
        raise web.HTTPConflict(text=str(refused)) from None
    except LookupError:
        raise web.HTTPNotFound(text="There is no such emergency.") from None
    await parts.events.publish("queue", 0)
    raise web.HTTPSeeOther("/day?done=accepted")


async def decline(request: web.Request) -> web.StreamResponse:
    parts, operative = parts_of(request), request[DAY_SESSION].operative
    try:
        async with parts.units() as uow:
            await on_call.decline(
                uow,
                work_order_id=number(request, "work_order_id"),
                operative_id=operative.id,
                now=parts.clock.now(),
            )
    except LookupError:
        raise web.HTTPNotFound(text="There is no such emergency.") from None
    raise web.HTTPSeeOther("/day?done=declined")


async def _render(request: web.Request, refusal: str = "", status: int = 200) -> web.Response:
    parts, operative = parts_of(request), request[DAY_SESSION].operative
    async with parts.reads() as uow:
        found = await nearby_jobs.near(
            uow, operative=operative, deal=parts.deal, now=parts.clock.now()
        )
    return day_page(request, "near.html", {"waiting": found, "refusal": refusal}, status)
