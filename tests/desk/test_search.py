"""Staff find conversations by what people give them on the phone, and each search is kept."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables import desk as tables
from housing.domain.messaging.conversation import Channel
from tests.desk.browsing import Browser
from tests.desk.scene import NOW, WREN, Scene


@pytest.fixture
async def conversations(scene: Scene) -> tuple[int, int]:
    """Marnie's texts, not verified, with a complaint; and a stranger's web chat with a report."""
    texts = await scene.conversation()
    said = await scene.tenant_says(texts.id, "nobody came")
    chat = await scene.conversation(Channel.WEBCHAT, "session-1")
    asked = await scene.tenant_says(chat.id, "my tap drips")
    async with scene.units() as uow:
        await uow.reports.file_complaint(
            reference="C-TEST1", conversation_id=texts.id, message_id=said.id, tenant_id=None,
            words="nobody came", acknowledge_by=NOW.date(), respond_by=NOW.date(), now=NOW,
        )  # fmt: skip
        told = await uow.reports.open_report(
            reference="R-TEST2", conversation_id=chat.id, message_id=asked.id,
            issue="tap_dripping", words="my tap drips", tenant_id=None, home_id=None, now=NOW,
        )  # fmt: skip
        await uow.reports.change_report(told.id, told_address="4 Heron Court ZZ9 9ZZ")
    return texts.id, chat.id


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C-TEST1", "texts"), ("c-test1", "texts"), ("R-TEST2", "chat"), ("R-TEST3", ""),
        ("07700 900101", "texts"), ("+447700900101", "texts"), ("07700 900102", ""),
        ("ZZ1 1AA", "texts"), ("zz11aa", "texts"), ("ZZ1 1AB", ""),
        ("zz1", "texts"), ("ZZ1 1", "texts"), ("ZZ2", ""), ("zz1 1aa quayside", "texts"),
        ("quayside", "texts"), ("Quayside Walk", "texts"), ("1 quayside walk", "texts"),
        ("1 Quayside Walk, ZZ1 1AA", "texts"), ("9 Quayside Walk", ""),
        ("1 Quayside Walk, ZZ1 1AB", ""), ("1 Mill Lane, ZZ1 1AA", ""),
        # What somebody told, whether it is a home of ours or not.
        ("heron", "chat"), ("4 Heron Court", "chat"), ("zz9 9zz", "chat"), ("ZZ9", "chat"),
        ("brightwater", "texts"), ("Marnie", "texts"), ("Nobody", ""),
        # Wildcards and quotes are only letters.
        ("%%", ""), ("__", ""), ("' or 1=1", ""),
    ],
)  # fmt: skip
async def test_what_is_looked_for_is_found(
    browser: Browser, scene: Scene, conversations: tuple[int, int], text: str, found: str
) -> None:
    await browser.sign_in()
    page = await browser.post("/search", text=text)
    assert page.status == 200
    shown = {
        name: f'href="/conversations/{number}"' in page.text
        for name, number in zip(("texts", "chat"), conversations, strict=True)
    }
    assert shown == {"texts": found == "texts", "chat": found == "chat"}
    if found == "texts":
        assert "Marnie Brightwater" in page.text
        assert "Not verified." in page.text


@pytest.mark.parametrize("text", ["", " ", "x"])
async def test_too_little_is_not_looked_for(browser: Browser, scene: Scene, text: str) -> None:
    await browser.sign_in()
    page = await browser.post("/search", text=text)
    assert page.status == 422
    assert "Write a reference" in page.text


async def test_each_search_is_in_the_audit_trail(
    browser: Browser, scene: Scene, conversations: tuple[int, int], engine: AsyncEngine
) -> None:
    await browser.sign_in()
    await browser.get("/search")
    await browser.post("/search", text="Marnie")
    searched = select(tables.audit).where(tables.audit.c.action == "searched")
    async with engine.connect() as connection:
        (row,) = (await connection.execute(searched)).all()
    assert (row.actor, row.detail) == (WREN.actor, {"text": "Marnie", "found": 1})


async def test_tenants_who_never_wrote_are_found_by_their_street(
    browser: Browser, scene: Scene
) -> None:
    await browser.sign_in()
    page = (await browser.post("/search", text="quayside")).text
    assert "0 conversations found" in page
    assert "Tenants without a conversation: 1" in page
    assert "1 Quayside Walk, ZZ1 1AA, +447700900101" in page


async def test_a_tenant_is_linked_by_part_of_the_street(browser: Browser, scene: Scene) -> None:
    chat = await scene.conversation(Channel.WEBCHAT, "session-1")
    await browser.sign_in()
    page = await browser.post(f"/conversations/{chat.id}/tenant/find", find="quayside walk")
    assert "Marnie Brightwater, 1 Quayside Walk" in page.text
