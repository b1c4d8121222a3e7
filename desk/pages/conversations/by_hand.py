"""What an officer adds to a conversation that they have: that it is an emergency, where to come."""

from aiohttp import web

from desk.pages.acting import Scene, act, text_field
from desk.pages.numbers import number
from housing.services.desk import by_hand


async def raise_priority(request: web.Request) -> web.StreamResponse:
    reason = await text_field(request, "reason")

    async def work(scene: Scene) -> str:
        handoff = await scene.handoff()
        await by_hand.raise_to_emergency(
            scene.uow,
            scene.deal,
            handoff_id=handoff.id,
            officer=scene.officer,
            reason=reason,
            now=scene.now,
        )
        return "raised"

    return await act(request, work, draft={"raise": reason})


async def enter_address(request: web.Request) -> web.StreamResponse:
    address, report_id = await text_field(request, "address"), number(request, "report_id")

    async def work(scene: Scene) -> str:
        handoff = await scene.handoff()
        await by_hand.enter_address(
            scene.uow,
            scene.deal,
            handoff_id=handoff.id,
            report_id=report_id,
            officer=scene.officer,
            address=address,
            now=scene.now,
        )
        return "address-kept"

    return await act(request, work)
