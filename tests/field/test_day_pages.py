"""The operative's pages: today in the order of the round, what is needed at the door, and the
taps, by form and by script."""

from datetime import timedelta

import pytest

from housing.adapters.pictures import drawn_anew
from housing.domain.repairs.field_work import TapKind
from housing.domain.repairs.photos import MAX_BYTES
from housing.services.repairs import diary
from tests.desk.scene import SetClock
from tests.field.conftest import OpenPhone
from tests.field.phone import JPEG
from tests.field.scene import NOW, OLIVE, SPARKY, TAPPER, TOMORROW, Scene, mobile


async def booked(scene: Scene, home: int = 1) -> int:
    await scene.window(TAPPER)
    return (await scene.book(TAPPER, await scene.order(home))).id


async def test_today_is_in_the_order_of_the_round(scene: Scene, open_phone: OpenPhone) -> None:
    for window in ("am", "pm"):
        await scene.window(TAPPER, window=window)
    await scene.window(TAPPER, day=TOMORROW)
    orders = [await scene.order(home, minutes=30) for home in (1, 2, 3)]
    await scene.book(TAPPER, orders[0], window="pm")
    await scene.book(TAPPER, orders[2])
    await scene.book(TAPPER, orders[1])
    await scene.book(TAPPER, await scene.order(4), day=TOMORROW)
    page = await (await open_phone(TAPPER)).get("/day")
    places = [page.text.index(f"{home} Tidewater Street") for home in (2, 3, 1)]
    assert places == sorted(places)
    assert "4 Tidewater Street" not in page.text
    assert "Tue 24 Nov" in page.text
    other = await (await open_phone(TAPPER)).get(f"/day?on={TOMORROW}")
    assert "4 Tidewater Street" in other.text


async def test_a_job_has_what_is_needed_at_the_door(scene: Scene, open_phone: OpenPhone) -> None:
    number = await booked(scene)
    async with scene.units() as uow:
        await uow.site_alerts.set_person_alert(1, "two_to_attend", "Since May")
        await uow.site_alerts.set_location_alert(1, "access", "Buzzer 4 is dead")
    text = (await (await open_phone(TAPPER)).get(f"/day/jobs/{number}")).text
    for needed in (
        "08:00 to 12:00",
        "1 Tidewater Street, HL1 1AA",
        f'href="tel:{mobile(1)}"',
        "Posy Marrowby 1",
        "My kitchen tap drips",
        "Two to attend.",
        "Since May",
        "Buzzer 4 is dead",
        "Plumber, 60 min",
        "<dt>Room</dt><dd>kitchen</dd>",
    ):
        assert needed in text, needed


async def test_a_need_is_said_as_what_to_do_never_as_what_somebody_has(
    scene: Scene, open_phone: OpenPhone
) -> None:
    number = await booked(scene, home=3)
    text = (await (await open_phone(TAPPER)).get(f"/day/jobs/{number}")).text
    assert "Keep dust and fumes down" in text
    for word in ("breathing", "mental", "health", "asthma"):
        assert word not in text.casefold()


async def test_a_recall_names_who_put_it_right_before(scene: Scene, open_phone: OpenPhone) -> None:
    await scene.window(TAPPER, minutes=240)
    before = NOW - timedelta(days=30)
    first = await scene.book(TAPPER, await scene.order(now=before), now=before)
    await scene.tap(TAPPER, first.id, TapKind.COMPLETED, tapped_at=before, now=before)
    second = await scene.book(TAPPER, await scene.order())
    text = (await (await open_phone(TAPPER)).get(f"/day/jobs/{second.id}")).text
    assert "Recall:" in text
    assert "Sat 24 Oct" in text


async def test_setting_off_and_arriving_by_form(scene: Scene, open_phone: OpenPhone) -> None:
    number = await booked(scene)
    phone = await open_phone(TAPPER)
    page = await phone.press(f"/day/jobs/{number}/despatched")
    assert (page.status, page.path) == (200, f"/day/jobs/{number}")
    assert "Marked as on the way." in page.text
    page = await phone.press(f"/day/jobs/{number}/arrived")
    assert "There now" in page.text
    page = await phone.press(f"/day/jobs/{number}/despatched")
    assert page.status == 409
    assert "This visit is already marked as arrived." in page.text


async def test_a_saved_tap_counts_once_by_its_key(scene: Scene, open_phone: OpenPhone) -> None:
    number = await booked(scene)
    phone = await open_phone(TAPPER)
    tapped = (NOW - timedelta(minutes=40)).isoformat()
    path = f"/day/jobs/{number}/note"
    for _ in range(3):
        status, answer = await phone.send(path, "k" * 32, text="Stiff stopcock", tapped_at=tapped)
        assert (status, answer["counted"]) == (200, True)
    text = (await phone.get(f"/day/jobs/{number}")).text
    assert text.count("Stiff stopcock") == 1
    assert "Tapper Wellspring, 08:20" in text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tapped_at": (NOW + timedelta(minutes=3)).isoformat()}, "ahead of the time"),
        ({"tapped_at": (NOW - timedelta(hours=25)).isoformat()}, "more than a day ago"),
        ({"tapped_at": "2026-11-23T09:00:00"}, "no time zone"),
        ({"tapped_at": "yesterday"}, "cannot be read"),
        ({"key": "short"}, "too old"),
        ({"key": "a'; drop table tap--"}, "too old"),
    ],
)
async def test_a_tap_that_cannot_count_is_told_why(
    scene: Scene, open_phone: OpenPhone, fields: dict[str, str], sentence: str
) -> None:
    number = await booked(scene)
    phone = await open_phone(TAPPER)
    status, answer = await phone.send(f"/day/jobs/{number}/despatched", **fields)
    assert status == 422
    assert sentence in answer["sentence"]
    assert await scene.state(number) == "scheduled"


async def test_a_photo_is_kept_once_and_shown_as_a_picture(
    scene: Scene, open_phone: OpenPhone
) -> None:
    number = await booked(scene)
    phone = await open_phone(TAPPER)
    for _ in range(2):
        status, answer = await phone.add_photo(number, key="p" * 32)
        assert (status, answer["counted"]) == (200, True)
    page = await phone.get(f"/day/jobs/{number}")
    assert page.text.count("<img") == 1
    async with phone.client.get("/day/photos/1") as response:
        assert await response.read() == drawn_anew(JPEG).content
        assert response.content_type == "image/jpeg"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("start", "size", "status"),
    [
        (b"", 0, 422),
        (b"<svg onload=alert(1)>", 30, 422),
        (b"GIF89a", 30, 422),
        (JPEG, MAX_BYTES, 200),
        (JPEG, MAX_BYTES + 1, 422),
        (JPEG, MAX_BYTES + 99_999, 413),
    ],
)
async def test_only_a_picture_of_a_fair_size_is_kept(
    scene: Scene, open_phone: OpenPhone, start: bytes, size: int, status: int
) -> None:
    number = await booked(scene)
    phone = await open_phone(TAPPER)
    assert (await phone.add_photo(number, start.ljust(size, b"0")))[0] == status


async def test_whoever_comes_next_sees_the_photo_and_nobody_else(
    scene: Scene, open_phone: OpenPhone
) -> None:
    number = await booked(scene)
    phone = await open_phone(TAPPER)
    await phone.add_photo(number)
    await phone.press(f"/day/jobs/{number}/no_access")
    await scene.window(OLIVE, day=TOMORROW)
    async with scene.units() as uow:
        appointment = await uow.appointments.appointment(number)
        assert appointment is not None
        order = await uow.orders.order(appointment.work_order_id)
    assert order is not None
    await scene.book(OLIVE, order, day=TOMORROW)
    async with (await open_phone(OLIVE)).client.get("/day/photos/1") as response:
        assert response.status == 200
    assert (await (await open_phone(SPARKY)).get("/day/photos/1")).status == 404


async def test_a_cancelled_visit_says_do_not_attend(scene: Scene, open_phone: OpenPhone) -> None:
    number = await booked(scene)
    async with scene.units() as uow:
        await diary.cancel(uow, appointment_id=number, now=NOW)
    phone = await open_phone(TAPPER)
    assert "Do not attend." in (await phone.get("/day")).text
    assert "Do not attend." in (await phone.get(f"/day/jobs/{number}")).text


async def test_a_job_is_readable_for_a_day_after(
    scene: Scene, open_phone: OpenPhone, clock: SetClock
) -> None:
    number = await booked(scene)
    phone = await open_phone(TAPPER)
    clock.at += timedelta(days=1)
    assert (await phone.get(f"/day/jobs/{number}")).status == 200
    assert "1 Tidewater Street" in (await phone.get("/day")).text
    clock.at += timedelta(days=1)
    assert (await phone.get(f"/day/jobs/{number}")).status == 404
    assert "1 Tidewater Street" not in (await phone.get("/day")).text
