"""What officers do with a conversation: have it, talk in it, end it."""

from collections.abc import Collection

from aiohttp import web

from desk.pages.acting import Scene, act, text_field
from desk.pages.numbers import number_or_none
from housing.domain.messaging.handoff import Handoff, HandoffOutcome, HandoffRefused
from housing.services.desk import actions as desk_actions
from housing.services.desk import replies as desk_replies
from housing.services.desk import still_open


async def claim(request: web.Request) -> web.StreamResponse:
    async def work(scene: Scene) -> str:
        handoff = await scene.handoff()
        await desk_replies.claim(
            scene.uow,
            handoff_id=handoff.id,
            officer=scene.officer,
            texts=scene.texts,
            now=scene.now,
        )
        return "claimed"

    return await act(request, work)


async def step_in(request: web.Request) -> web.StreamResponse:
    async def work(scene: Scene) -> str:
        await desk_replies.step_in(
            scene.uow,
            conversation_id=scene.conversation_id,
            officer=scene.officer,
            deal=scene.deal,
            now=scene.now,
        )
        return "stepped-in"

    return await act(request, work)


async def take_over(request: web.Request) -> web.StreamResponse:
    why = await text_field(request, "why")

    async def work(scene: Scene) -> str:
        handoff = await scene.handoff()
        await desk_replies.take_over(
            scene.uow,
            handoff_id=handoff.id,
            officer=scene.officer,
            why=why,
            texts=scene.texts,
            now=scene.now,
        )
        return "taken-over"

    return await act(request, work)


async def release(request: web.Request) -> web.StreamResponse:
    async def work(scene: Scene) -> str:
        handoff = await scene.handoff()
        await desk_replies.release(
            scene.uow,
            handoff_id=handoff.id,
            officer=scene.officer,
            texts=scene.texts,
            now=scene.now,
        )
        return "released"

    return await act(request, work)


async def reply(request: web.Request) -> web.StreamResponse:
    text, seen = await text_field(request, "text"), await text_field(request, "seen")

    async def work(scene: Scene) -> str:
        handoff = await scene.handoff()
        message = await desk_replies.reply(
            scene.uow,
            handoff_id=handoff.id,
            officer=scene.officer,
            text=text,
            seen_seq=number_or_none(seen) or 0,
            texts=scene.texts,
            now=scene.now,
        )
        return "withheld" if message.state == "withheld" else "replied"

    return await act(request, work, draft={"reply": text})


async def note(request: web.Request) -> web.StreamResponse:
    text = await text_field(request, "note")

    async def work(scene: Scene) -> str:
        await desk_actions.add_note(
            scene.uow,
            conversation_id=scene.conversation_id,
            officer=scene.officer,
            text=text,
            now=scene.now,
        )
        return "noted"

    return await act(request, work, draft={"note": text})


async def hand_back(request: web.Request) -> web.StreamResponse:
    read = await _read(request)

    async def work(scene: Scene) -> str:
        handoff = await scene.handoff()
        await _must_be_read(scene, handoff, read)
        await desk_replies.hand_back(
            scene.uow,
            handoff_id=handoff.id,
            officer=scene.officer,
            texts=scene.texts,
            now=scene.now,
        )
        return "handed-back"

    return await act(request, work)


async def close(request: web.Request) -> web.StreamResponse:
    outcome, read = await text_field(request, "outcome"), await _read(request)

    async def work(scene: Scene) -> str:
        if outcome not in list(HandoffOutcome):
            raise HandoffRefused("Choose how it ended before you close it.")
        handoff = await scene.handoff()
        await _must_be_read(scene, handoff, read)
        await desk_replies.close(
            scene.uow,
            handoff_id=handoff.id,
            officer=scene.officer,
            outcome=outcome,
            texts=scene.texts,
            now=scene.now,
        )
        return "closed"

    return await act(request, work, draft={"outcome": outcome})


async def _must_be_read(scene: Scene, handoff: Handoff, read: Collection[str]) -> None:
    await still_open.must_be_read(
        scene.uow, scene.deal.calendar, handoff_id=handoff.id, officer=scene.officer, read=read
    )


async def _read(request: web.Request) -> list[str]:
    """What of the open work the officer says to have read."""
    return (await text_field(request, "read")).split()
