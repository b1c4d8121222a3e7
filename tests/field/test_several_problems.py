"""A visit that sees to several problems, on the operative's page."""

from housing.domain.repairs.work_orders import WorkElement
from tests.field.conftest import OpenPhone
from tests.field.scene import NOW, TAPPER, Scene


async def test_a_job_shows_every_problem_of_its_visit(scene: Scene, open_phone: OpenPhone) -> None:
    await scene.window(TAPPER)
    order = await scene.order(1)
    visit = await scene.book(TAPPER, order)
    phone = await open_phone(TAPPER)
    assert "problems on this visit" not in (await phone.get(f"/day/jobs/{visit.id}")).text
    async with scene.units() as uow:
        talk = await uow.reports.report(order.report_id)
        light = await uow.reports.open_report(
            reference="R-LIGHT",
            conversation_id=talk.conversation_id,
            message_id=talk.message_id,
            issue="light_not_working",
            words="and the bedroom light is out",
            tenant_id=None,
            home_id=None,
            now=NOW,
        )
        await uow.elements.add(order.id, WorkElement(light.id, light.issue, ("electrician",), 30))
    text = (await phone.get(f"/day/jobs/{visit.id}")).text
    assert "2 problems on this visit" in text
    assert "and the bedroom light is out" in text
