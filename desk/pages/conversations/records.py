"""What officers do to the records beside a conversation: alerts, issues, visits."""

from aiohttp import web

from desk.pages.acting import Scene, act, text_field
from desk.pages.numbers import number
from desk.parts import SESSION, parts_of
from housing.domain.messaging.handoff import HandoffRefused
from housing.services.desk import actions as desk_actions
from housing.services.desk import alerts


async def acknowledge(request: web.Request) -> web.StreamResponse:
    """From the front page or the conversation: goes back to where it was pressed."""
    parts, now = parts_of(request), parts_of(request).clock.now()
    alert_id, officer = number(request, "alert_id"), request[SESSION].officer
    try:
        async with parts.units() as uow:
            alert = await alerts.acknowledge(uow, alert_id=alert_id, officer=officer, now=now)
    except LookupError:
        raise web.HTTPNotFound(text="There is no such alert.") from None
    await parts.events.publish("alert", alert.conversation_id)
    if await text_field(request, "from") == "queue":
        raise web.HTTPSeeOther("/")
    raise web.HTTPSeeOther(f"/conversations/{alert.conversation_id}?done=acknowledged")


async def change_issue(request: web.Request) -> web.StreamResponse:
    issue, report_id = await text_field(request, "issue"), number(request, "report_id")
    catalogue = parts_of(request).deal.issues

    async def work(scene: Scene) -> str:
        reports = await scene.uow.reports.reports_of(scene.conversation_id)
        if all(report.id != report_id for report in reports):
            raise LookupError(report_id)
        if issue not in catalogue:
            raise HandoffRefused("Choose an issue from the list.")
        await desk_actions.change_issue(
            scene.uow, report_id=report_id, issue=issue, officer=scene.officer, now=scene.now
        )
        return "corrected"

    return await act(request, work)


async def complete_visit(request: web.Request) -> web.StreamResponse:
    appointment_id = number(request, "appointment_id")
    sure = await text_field(request, "sure") == "yes"

    async def work(scene: Scene) -> str:
        await desk_actions.complete_visit(
            scene.uow,
            appointment_id=appointment_id,
            conversation_id=scene.conversation_id,
            officer=scene.officer,
            sure=sure,
            now=scene.now,
        )
        return "completed"

    return await act(request, work)


async def reopen_visit(request: web.Request) -> web.StreamResponse:
    appointment_id = number(request, "appointment_id")

    async def work(scene: Scene) -> str:
        await desk_actions.reopen_visit(
            scene.uow,
            appointment_id=appointment_id,
            conversation_id=scene.conversation_id,
            officer=scene.officer,
            now=scene.now,
        )
        return "reopened"

    return await act(request, work)
