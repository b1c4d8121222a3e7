"""What the landlord's own system has not taken is before staff until it has."""

from datetime import timedelta

from housing.services.repairs import landlord_answers
from tests.desk.browsing import Browser
from tests.desk.scene import NOW, Scene
from tests.desk.test_emergencies import burst_pipe


async def test_staff_see_what_is_not_answered_and_what_is_refused(
    browser: Browser, scene: Scene
) -> None:
    order = await burst_pipe(scene)
    await browser.sign_in()
    assert "Not in your repairs system" not in (await browser.get("/")).text
    async with scene.units() as uow:
        command = await landlord_answers.next_command(uow, now=NOW)
        assert command is not None
        await landlord_answers.delayed(
            uow, command=command, error="TimeoutError", wait=None, now=NOW
        )
    page = (await browser.get("/")).text
    assert "Not in your repairs system" in page
    assert order.reference in page
    assert "not answered 1 time (TimeoutError), tried again by itself" in page
    async with scene.units() as uow:
        again = await landlord_answers.next_command(uow, now=NOW + timedelta(minutes=1))
        assert again is not None
        await landlord_answers.refused(uow, command=again, reason="no_such_home", now=NOW)
    assert "refused (no_such_home)" in (await browser.get("/")).text


async def test_what_is_taken_is_no_matter_any_more(browser: Browser, scene: Scene) -> None:
    await burst_pipe(scene)
    async with scene.units() as uow:
        command = await landlord_answers.next_command(uow, now=NOW)
        assert command is not None
        await landlord_answers.delayed(uow, command=command, error="HTTP 500", wait=None, now=NOW)
        again = await landlord_answers.next_command(uow, now=NOW + timedelta(minutes=1))
        assert again is not None
        await landlord_answers.answered(uow, command=again, reference="J-1", now=NOW)
    await browser.sign_in()
    assert "Not in your repairs system" not in (await browser.get("/")).text
