"""Staff read plain words: no code, no None and no word of the program stands on a page."""

import ast
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from desk.parts import DeskParts
from desk.wording import words, work_words
from housing.adapters.deal.diary_files import load_diary_plan
from housing.domain.danger.causes import UNSAFE
from housing.domain.deal.deal import Deal, Issue, Responsibility, Route
from housing.domain.deal.deciding import decide
from housing.domain.messaging.handoff import DANGER, STEPPED_IN
from housing.domain.repairs.on_call import UNANSWERED, UNPROVED
from housing.services.conversation.matters import interpreting
from housing.services.desk import handoffs
from housing.services.messaging import part_failed, reply_cap
from housing.services.messaging.due_work import due_handlers
from tests.desk.browsing import Browser
from tests.desk.scene import MABEL, NOW, Scene
from tests.diary.scene import Scene as DiaryScene

ROOT = Path(__file__).parents[2]
_HIDDEN = re.compile(r"<(script|style|option)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_LABEL = re.compile(r'aria-label="([^"]*)"')
NOT_FOR_STAFF = re.compile(
    r"\b[a-z]+_[a-z_]+\b|\b(?:None|Nlu|NLU|True|False|undefined|dict|Undefined)\b|\{[a-z_]*\}"
)


def read_by_staff(page: str) -> str:
    """What an officer sees or hears of a page."""
    shown = _HIDDEN.sub(" ", page)
    text = " ".join([re.sub(r"<[^>]+>", " ", shown), *_LABEL.findall(shown)])
    return " ".join(html.unescape(text).split())


def strange(page: str) -> list[str]:
    text = read_by_staff(page)
    return [text[max(0, one.start() - 30) : one.end() + 30] for one in NOT_FOR_STAFF.finditer(text)]


@pytest.mark.parametrize("words_", ["Nlu fallback", "Who puts it right: None", "in rent_arrears"])
def test_what_is_strange_is_seen(words_: str) -> None:
    assert strange(f"<p>{words_}</p>")
    assert not strange(f'<p class="a_class">Fine</p><option>{words_}</option>')


def _reasons() -> Iterator[str]:
    """Each code that a service opens a handoff with."""
    for file in (ROOT / "housing" / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and _name(node) in {"open_handoff", "hand_over"}:
                given = [one.value for one in node.keywords if one.arg == "reason"]
                yield from (c.value for value in given for c in _texts(value))


def _texts(value: ast.expr) -> Iterator[ast.Constant]:
    branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
    yield from (one for one in branches if isinstance(one, ast.Constant))


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _intents() -> Iterable[str]:
    return yaml.safe_load((ROOT / "domain.yml").read_text())["intents"]


def test_every_code_that_staff_meet_has_words(deal: Deal) -> None:
    named = (DANGER, STEPPED_IN, part_failed.PART_FAILED, reply_cap.REPLY_CAP, interpreting.REASON)
    dangers = (*deal.emergencies, UNSAFE, UNANSWERED, UNPROVED)
    found = set(_reasons())
    assert {"not_understood", "no_date"} <= found, "they are looked for where they are"
    tables: tuple[tuple[Iterable[str], Mapping[str, str]], ...] = (
        ((*found, *named, "on_call", "no_address"), words.REASONS),
        (_intents(), words.READ_AS),
        (dangers, words.DANGERS),
        (Route, words.ROUTES),
        (Responsibility, words.RESPONSIBILITY),
        (due_handlers(deal, load_diary_plan(None)), work_words.JOBS),
    )
    assert [sorted(set(codes) - set(table)) for codes, table in tables] == [[]] * len(tables)
    assert [strange(text) for _, table in tables for text in table.values() if strange(text)] == []


def _one_of_each(deal: Deal) -> list[Issue]:
    """An issue of each way in which one is usually decided."""
    by_kind = {
        (one.usual.route, one.usual.responsibility, one.usual.priority): one
        for one in deal.issues.values()
    }
    return list(by_kind.values())


async def _report(scene: Scene, deal: Deal, conversation_id: int, issue: Issue) -> int:
    said = await scene.tenant_says(conversation_id, "It is so")
    async with scene.units() as uow:
        report = await uow.reports.open_report(
            reference=f"R-{said.id}",
            conversation_id=conversation_id,
            message_id=said.id,
            issue=issue.id,
            words=said.text,
            tenant_id=1,
            home_id=1,
            now=NOW,
        )
        decision = decide(deal, issue.id, {}, now=NOW).as_json(explain=True)
        facts = dict.fromkeys(issue.table.inputs)
        await uow.reports.change_report(report.id, facts=facts, decision=decision)
    return report.id


async def test_a_conversation_about_anything_is_in_plain_words(
    browser: Browser, scene: Scene, parts: DeskParts
) -> None:
    talk = await scene.conversation()
    await scene.handoff(talk.id, reason="staff_route")
    issues = _one_of_each(parts.deal)
    reports = [await _report(scene, parts.deal, talk.id, issue) for issue in issues]
    for intent in _intents():
        said = await scene.tenant_says(talk.id, "Hm")
        async with scene.units() as uow:
            read = {"intent": {"name": intent, "confidence": 0.9}}
            await uow.talk.set_understanding(said.id, read)
    await browser.sign_in()
    assert strange((await browser.get("/")).text) == []
    url = f"/conversations/{talk.id}"
    page = await browser.post(f"{url}/claim")
    assert strange(page.text) == []
    assert "Read as: Not understood (90%)" in page.text
    for report in reports:
        page = await browser.get(f"{url}/reports/{report}/decision")
        assert page.status == 200
        assert strange(page.text) == [], report


async def _everything_else(scene: Scene, conversation_id: int, report_id: int) -> None:
    """A hazard, a complaint, a disputed charge, and a repair that nobody has."""
    said = await scene.tenant_says(conversation_id, "It is damp")
    async with scene.units() as uow:
        of_it = {"conversation_id": conversation_id, "message_id": said.id, "tenant_id": 1}
        await uow.reports.file_hazard(
            reference="HZ-1", hazard="damp_mould", words=said.text, level="emergency",
            reported_at=NOW, investigate_by=NOW + timedelta(days=1), **of_it,
        )  # fmt: skip
        await uow.reports.file_complaint(
            reference="CO-1", words=said.text, acknowledge_by=NOW.date(),
            respond_by=NOW.date(), now=NOW, **of_it,
        )  # fmt: skip
        charge = await uow.reports.quote(
            report_id=report_id, code="lock_change", amount_pence=6_500, reason="Lost.", now=NOW
        )
        await uow.reports.change_charge(charge.id, state="disputed", dispute="They were stolen")
    await DiaryScene(scene.units).order(number=9, chat=101)


async def test_every_other_page_of_an_officer_is_in_plain_words(
    browser: Browser, scene: Scene, parts: DeskParts
) -> None:
    handoff = await scene.waiting()
    issue = parts.deal.issues["lost_keys"]
    report = await _report(scene, parts.deal, handoff.conversation_id, issue)
    await _everything_else(scene, handoff.conversation_id, report)
    await browser.sign_in()
    url = f"/conversations/{handoff.conversation_id}"
    await browser.post(f"{url}/claim")
    pages = ("/", url, f"{url}/tenant", "/promises", "/repairs", "/search")
    for path in (*pages, "/hazards/1", "/complaints/1", "/charges/1"):
        page = await browser.get(path)
        assert page.status == 200, path
        assert strange(page.text) == [], path
    found = await browser.post("/search", text="Marnie")
    assert strange(found.text) == []


async def test_only_a_repair_has_the_target_of_one(
    browser: Browser, scene: Scene, parts: DeskParts
) -> None:
    talk = await scene.conversation()
    rent = await _report(scene, parts.deal, talk.id, parts.deal.issues["rent_arrears"])
    await browser.sign_in()
    url = f"/conversations/{talk.id}"
    for path in (url, f"{url}/reports/{rent}/decision"):
        page = read_by_staff((await browser.get(path)).text)
        assert "To be answered by" in page, path
        assert "Urgent repair" not in page, path
    await _report(scene, parts.deal, talk.id, parts.deal.issues["tap_dripping"])
    assert "Target Routine repair, by" in read_by_staff((await browser.get(url)).text)


async def test_what_was_told_since_stands_once_and_line_by_line(
    browser: Browser, scene: Scene
) -> None:
    handoff = await scene.waiting()
    for told in (
        "it is upstairs",
        "It is  upstairs\nit drips",
        "it drips",
        "bring a ladder",
    ):
        async with scene.units() as uow:
            await handoffs.tell_staff(uow, handoff.conversation_id, told=told)
    await browser.sign_in()
    page = (await browser.get(f"/conversations/{handoff.conversation_id}")).text
    lines = "<li>it is upstairs</li><li>it drips</li><li>bring a ladder</li>"
    assert f'<ul class="told-since">{lines}</ul>' in page


async def test_every_issue_is_explained_in_plain_words(browser: Browser, parts: DeskParts) -> None:
    await browser.sign_in(MABEL)
    found = {}
    for issue in parts.deal.issues:
        page = await browser.get(f"/deal/try?issue={issue}")
        assert page.status == 200
        found[issue] = strange(page.text)
    assert {issue: lines for issue, lines in found.items() if lines} == {}
