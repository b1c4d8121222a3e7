"""The Deal at the desk: why a report was decided so, trying facts out, and what managers see."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from desk.app import make_app
from desk.parts import DeskParts
from housing.adapters.deal.files import DEMO_DEAL
from housing.adapters.deal.live import LiveDeal
from housing.domain.deal.deal import Deal
from housing.domain.deal.deciding import decide
from housing.domain.deal.facts import FactValue
from tests.desk.browsing import Browser
from tests.desk.scene import MABEL, NOW, Scene, SetClock

LOST_KEYS: dict[str, FactValue] = {
    "someone_shut_in": False, "keys_stolen": False, "wants_lock_change": True,
}  # fmt: skip


async def reported(
    scene: Scene, deal: Deal, issue: str = "lost_keys", facts: dict[str, FactValue] = LOST_KEYS
) -> str:
    """A report with its decision, as a conversation leaves it; the address of its explanation."""
    handoff = await scene.waiting()
    async with scene.units() as uow:
        (message,) = await uow.talk.messages(handoff.conversation_id)
        report = await uow.reports.open_report(
            reference="R-TEST1", conversation_id=handoff.conversation_id, message_id=message.id,
            issue=issue, words="lost my keys", tenant_id=1, home_id=1, now=NOW,
        )  # fmt: skip
        decision = decide(deal, issue, facts, now=NOW).as_json(explain=True)
        await uow.reports.change_report(report.id, facts=dict(facts), decision=decision)
    return f"/conversations/{handoff.conversation_id}/reports/{report.id}/decision"


async def test_a_report_says_why_it_was_decided_so(
    browser: Browser, scene: Scene, deal: Deal
) -> None:
    url = await reported(scene, deal)
    await browser.sign_in()
    conversation = url.split("/reports")[0]
    assert f'href="{url}"' in (await browser.get(conversation)).text
    page = await browser.get(url)
    assert page.status == 200
    for told in (
        "Book a visit", "£65", "A person confirms it", "Ask 1.18", "used by the rule",
        "Paid lock change</strong> <span class=\"verdict\">decided",
        "ruled out", "What would have changed it", "Wants us to change the lock: No. Then",
    ):  # fmt: skip
        assert told in page.text, told
    assert "The Deal has changed since" not in page.text


async def test_a_deal_that_has_changed_since_is_said_so(
    browser: Browser, scene: Scene, deal: Deal
) -> None:
    lock = deal.charges["lock_change"]
    cheaper = replace(lock, rates=(replace(lock.rates[0], amount_pence=5_000),))
    url = await reported(scene, replace(deal, charges={**deal.charges, lock.code: cheaper}))
    await browser.sign_in()
    page = await browser.get(url)
    assert "The Deal has changed since" in page.text
    assert "£50" in page.text
    assert "£65" in page.text


async def test_an_issue_that_is_gone_still_tells_what_was_decided(
    browser: Browser, scene: Scene, deal: Deal
) -> None:
    gone = replace(deal.issues["lost_keys"], id="keys_gone")
    url = await reported(
        scene, replace(deal, issues={**deal.issues, "keys_gone": gone}), "keys_gone"
    )
    await browser.sign_in()
    page = await browser.get(url)
    assert page.status == 200
    assert "it does not have this issue any more" in page.text


@pytest.mark.parametrize(
    "path", ["/conversations/1/reports/9/decision", "/conversations/9/reports/1/decision"]
)
async def test_what_is_not_there_is_not_found(
    browser: Browser, scene: Scene, deal: Deal, path: str
) -> None:
    await reported(scene, deal)
    await browser.sign_in()
    assert (await browser.get(path)).status == 404


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", ["Choose an issue", "Dripping or stiff tap"]),
        ("issue=tap_dripping", ["Decision so far", "Can you turn the tap off?", "still open"]),
        ("issue=tap_dripping&can_turn_off=false", ["Attend now, emergency", "Offer 1.7"]),
        (
            "issue=tap_dripping&can_turn_off=true&tenancy=leasehold",
            ["Ask 1.22", "filled in by the service"],
        ),
        (
            "issue=no_heating&gas_credit_out=false&season=warm&vulnerable_at_home=false",
            ["Right to Repair"],
        ),
        (
            "issue=garden_overgrown&care_need=false&tenancy_start=2017-01-01",
            ["Your tenancy has its own terms"],
        ),
        (
            "issue=asb_smoke_smell&smell_of_drugs=true&danger_now=false",
            ["passed on to Drug use or dealing", "Table: Drug use"],
        ),
    ],
)
async def test_an_issue_and_facts_are_tried_out(
    browser: Browser, scene: Scene, query: str, told: list[str]
) -> None:
    await browser.sign_in()
    page = await browser.get(f"/deal/try?{query}")
    assert page.status == 200
    for words in told:
        assert words in page.text, words


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("issue=tap_drip", "There is no issue called"),
        ("issue=tap_dripping&x=1", "There is no fact called"),
        ("issue=tap_dripping&can_turn_off=maybe", "cannot be"),
        ("issue=garden_overgrown&tenancy_start=May", "cannot be"),
    ],
)
async def test_what_cannot_be_tried_is_a_sentence(
    browser: Browser, scene: Scene, query: str, says: str
) -> None:
    await browser.sign_in()
    page = await browser.get(f"/deal/try?{query}")
    assert (page.status, says in page.text) == (422, True)


async def test_every_issue_can_be_tried_and_read(
    browser: Browser, scene: Scene, deal: Deal
) -> None:
    await browser.sign_in()
    for issue in deal.issues:
        page = await browser.get(f"/deal/try?issue={issue}")
        assert page.status == 200, issue


async def test_managers_see_what_is_wrong_with_changed_files(
    parts: DeskParts, scene: Scene, clock: SetClock, tmp_path: Path, browser: Browser
) -> None:
    folder = Path(shutil.copytree(DEMO_DEAL, tmp_path / "deal"))
    deals = LiveDeal(folder, clock)
    tariff = folder / "charges.yml"
    tariff.write_text(tariff.read_text(encoding="utf-8").replace("vat_percent", "vat"), "utf-8")
    assert [deals.look(), deals.look()] == [False, True]
    async with TestServer(make_app(replace(parts, deals=deals))) as server:
        from_there = Browser(TestClient(server))
        await from_there.sign_in(MABEL)
        assert "2 faults" in (await from_there.get("/")).text
        page = await from_there.get("/deal")
        assert "charges.yml:4: vat is not a word the Deal knows here" in page.text
        assert "stays in use until they are mended" in page.text
        await from_there.client.close()
    await browser.sign_in()
    assert (await browser.get("/deal")).status == 403
    assert 'href="/deal"' not in (await browser.get("/")).text
