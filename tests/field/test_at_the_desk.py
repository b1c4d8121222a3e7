"""What staff see and say around a visit: notes and photos of operatives, alerts for who visits."""

import re

from housing.domain.messaging.conversation import Channel
from tests.desk.browsing import Browser, Page
from tests.desk.scene import officers
from tests.field.conftest import OpenPhone
from tests.field.scene import NOW, OLIVE, SPARKY, TAPPER, Scene, mobile


async def test_staff_see_what_the_operative_wrote_and_photographed(
    scene: Scene, open_phone: OpenPhone
) -> None:
    await scene.window(TAPPER)
    number = (await scene.book(TAPPER, await scene.order())).id
    phone = await open_phone(TAPPER)
    await phone.press(f"/day/jobs/{number}/note", text="Stopcock is stiff")
    await phone.add_photo(number)
    await officers(scene.engine)
    desk = await open_phone(None)
    await Browser.sign_in(desk)
    async with scene.units() as uow:
        talk = await uow.talk.find(Channel.WEBCHAT, f"{1:064}")
    assert talk is not None
    page = await desk.get(f"/conversations/{talk.id}")
    assert "Stopcock is stiff" in page.text
    assert "/photos/1" in page.text
    async with desk.client.get("/photos/1") as response:
        assert response.content_type == "image/jpeg"
    assert (await desk.get("/photos/2")).status == 404


async def test_staff_keep_alerts_and_the_operative_reads_them(
    scene: Scene, open_phone: OpenPhone
) -> None:
    await scene.window(TAPPER)
    number = (await scene.book(TAPPER, await scene.order())).id
    phone = await open_phone(TAPPER)
    await officers(scene.engine)
    desk = await open_phone(None)
    await Browser.sign_in(desk)
    async with scene.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, mobile(1), NOW)
    path = f"/conversations/{talk.id}/site-alerts"
    unproved = await desk.post(path, alert="person:two_to_attend", comment="x")
    assert unproved.status == 422
    async with scene.units() as uow:
        await uow.talk.identify(talk.id, 1, NOW)
    assert (await desk.post(path, alert="person:anything")).status == 422
    await desk.post(path, alert="person:two_to_attend", comment="Agreed in May")
    await desk.post(path, alert="location:dog", comment="Rex")
    job = await phone.get(f"/day/jobs/{number}")
    for told in ("Two to attend.", "Agreed in May", "Dog at home", "Rex"):
        assert told in job.text
    assert "Two to attend" in (await phone.get("/day")).text
    await desk.post(f"{path}/person/two_to_attend/end")
    assert "Two to attend." not in (await phone.get(f"/day/jobs/{number}")).text
    assert (await desk.post(f"{path}/person/two_to_attend/end")).status == 404


async def test_an_emergency_is_accepted_at_the_top_of_the_day_by_the_first(
    scene: Scene, open_phone: OpenPhone
) -> None:
    order = await scene.order(priority="emergency", issue="burst_pipe")
    async with scene.units() as uow:
        for operative in (1, 2):
            await uow.on_call.add_call_out(work_order_id=order.id, operative_id=operative, now=NOW)
    tapper, other = await open_phone(TAPPER), await open_phone(OLIVE)
    for phone in (tapper, other):
        assert "Emergency: " in (await phone.get("/day")).text
    path = f"/day/emergencies/{order.id}"
    page = await tapper.press(f"{path}/accept")
    assert "The emergency is yours." in page.text
    assert "Emergency: " not in (await other.get("/day")).text
    late = await other.press(f"{path}/accept")
    assert late.status == 409
    assert "Tapper Wellspring has taken this one already." in late.text
    sparky = await open_phone(SPARKY)
    assert (await sparky.press(f"{path}/accept")).status == 404


async def test_work_near_by_is_taken_from_the_page(scene: Scene, open_phone: OpenPhone) -> None:
    await scene.window(TAPPER)
    order = await scene.order(2)
    phone = await open_phone(TAPPER)
    page = await phone.get("/day/near")
    assert "2 Tidewater Street" in page.text
    assert "Marrowby" not in page.text
    taken = await phone.press(f"/day/near/{order.id}")
    assert "It is yours." in taken.text
    again = await phone.press(f"/day/near/{order.id}")
    assert (again.status, again.path) == (200, taken.path)
    other = await open_phone(OLIVE)
    await scene.window(OLIVE)
    assert (await other.press(f"/day/near/{order.id}")).status == 409


async def test_the_calendars_address_is_the_same_until_a_phone_is_lost(
    open_phone: OpenPhone,
) -> None:
    phone = await open_phone(TAPPER)
    first = address_in(await phone.press("/day/calendar"))
    assert address_in(await phone.press("/day/calendar")) == first
    assert address_in(await phone.press("/day/calendar", renew="yes")) != first
    other = await open_phone(OLIVE)
    assert address_in(await other.press("/day/calendar")) != first


def address_in(page: Page) -> str:
    found = re.search(r"https://help\.landlord\.example/calendar/[\w-]{32}\.ics", page.text)
    assert found is not None
    assert f"webcal{found[0].removeprefix('https')}" in page.text
    return found[0]
