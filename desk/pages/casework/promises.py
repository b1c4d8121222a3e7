"""Every open promise with who has it and by when; what nobody has stands first."""

from collections.abc import Sequence

from aiohttp import web

from desk.pages.acting import CONFLICT
from desk.pages.numbers import number
from desk.parts import SESSION, parts_of
from desk.rendering import page
from desk.wording.promise_words import subject_of
from housing.domain.casework.promises import Promise, PromiseKind, in_order
from housing.services.casework import asb_watch
from housing.services.desk import failing_jobs

SHOWN = 300
SHOW = ("all", "late", "unheld", "undated")


async def show(request: web.Request) -> web.StreamResponse:
    return await _render(request)


async def close_asb_case(request: web.Request) -> web.StreamResponse:
    """An officer says that neighbour trouble is over."""
    parts, case_id = parts_of(request), number(request, "case_id")
    try:
        async with parts.units() as uow:
            officer = request[SESSION].officer
            await asb_watch.close(uow, case_id=case_id, officer=officer, now=parts.clock.now())
    except LookupError:
        raise web.HTTPNotFound(text="There is no such case.") from None
    raise web.HTTPSeeOther("/promises?done=case-closed")


async def try_job(request: web.Request) -> web.StreamResponse:
    """Tries a failing job again at once."""
    return await _about_job(request, failing_jobs.try_now, "job-tried")


async def drop_job(request: web.Request) -> web.StreamResponse:
    """Gives a failing job up, with the manager's name in the audit trail."""
    return await _about_job(request, failing_jobs.give_up, "job-dropped")


async def _about_job(request: web.Request, act: failing_jobs.Act, done: str) -> web.StreamResponse:
    parts, job_id = parts_of(request), number(request, "job_id")
    officer = request[SESSION].officer
    async with parts.units() as uow:
        changed = await act(uow, job_id=job_id, officer=officer, now=parts.clock.now())
    if not changed:
        return await _render(request, "That job is not failing any more.", CONFLICT)
    await parts.events.publish("queue", 0)
    raise web.HTTPSeeOther(f"/promises?done={done}")


async def _render(request: web.Request, refusal: str = "", status: int = 200) -> web.Response:
    parts = parts_of(request)
    now = parts.clock.now()
    async with parts.reads() as uow:
        found = await uow.promises.open(parts.deal.calendar)
        failing = await uow.jobs.failing()
    kind, which = request.query.get("kind", ""), request.query.get("show", "all")
    ordered = in_order(found, now)
    wanted = [
        one
        for one in ordered
        if kind in ("", one.kind)
        and (which != "unheld" or one.holder(now) is None)
        and (which != "undated" or one.undated)
        and (which != "late" or (one.date is not None and one.date < now))
    ]
    context = {
        "promises": wanted[:SHOWN],
        "left_out": max(0, len(wanted) - SHOWN),
        "counts": _counts(found),
        "unheld": sum(one.holder(now) is None for one in found),
        "undated": sum(one.undated for one in found),
        "failing": failing,
        "kinds": list(PromiseKind),
        "kind": kind,
        "show": which if which in SHOW else "all",
        "what": lambda one: subject_of(parts.deal, one),
        "refusal": refusal,
        "done": request.query.get("done", ""),
    }
    return page(request, "promises.html", context, status)


def _counts(found: Sequence[Promise]) -> dict[PromiseKind, int]:
    return {kind: sum(one.kind is kind for one in found) for kind in PromiseKind}
