"""Photos of a visit: taken in within their own limit, shown as nothing but a picture."""

import asyncio

from aiohttp import web
from aiohttp.web_request import FileField

from desk.day.sessions import DAY_SESSION, is_day
from desk.day.tapping import answered, refused, tap_from
from desk.pages.numbers import number
from desk.parts import parts_of
from desk.security.permissions import Handler
from housing.adapters.pictures import drawn_anew
from housing.domain.repairs.field_work import TapKind, TapRefused
from housing.domain.repairs.photos import MAX_BYTES, Photo, PhotoRefused
from housing.services.repairs import field_work

# Beside the picture: the form's other fields and the lines between them.
_FORM = 64 * 1024
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


@web.middleware
async def room_for_photos(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Lets a signed-in operative's photo past the limit for all other bodies."""
    is_photo = is_day(request) and request.path.endswith("/photo")
    if is_photo and request.get(DAY_SESSION) is not None:
        request = request.clone(client_max_size=MAX_BYTES + _FORM)
    return await handler(request)


async def add(request: web.Request) -> web.StreamResponse:
    parts, operative = parts_of(request), request[DAY_SESSION].operative
    appointment_id = number(request, "appointment_id")
    try:
        tap = await tap_from(request, TapKind.PHOTO)
        photo = await asyncio.to_thread(drawn_anew, await _picture(request))
        async with parts.units() as uow:
            answer = await field_work.add_photo(
                uow,
                operative=operative,
                appointment_id=appointment_id,
                tap=tap,
                photo=photo,
                now=parts.clock.now(),
            )
    except (PhotoRefused, TapRefused) as sentence:
        return await refused(request, appointment_id, str(sentence))
    except LookupError:
        raise web.HTTPNotFound(text="There is no such job.") from None
    return await answered(request, appointment_id, TapKind.PHOTO, answer)


async def show(request: web.Request) -> web.StreamResponse:
    """A photo of an order that the operative visits; any other does not exist for them."""
    photo_id, operative = number(request, "photo_id"), request[DAY_SESSION].operative
    async with parts_of(request).reads() as uow:
        allowed = await uow.field.may_see_photo(photo_id, operative.id)
        photo = await uow.field.photo(photo_id) if allowed else None
    if photo is None:
        raise web.HTTPNotFound(text="There is no such photo.")
    return as_response(photo)


def as_response(photo: Photo) -> web.Response:
    """Only ever shown as the picture it is: no sniffing, no script, no page of its own."""
    name = f'inline; filename="photo.{_ENDINGS[photo.content_type]}"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, max-age=86400"}
    return web.Response(body=photo.content, content_type=photo.content_type, headers=headers)


async def _picture(request: web.Request) -> bytes:
    field = (await request.post()).get("photo")
    if not isinstance(field, FileField):
        return b""
    with field.file as file:
        return file.read()
