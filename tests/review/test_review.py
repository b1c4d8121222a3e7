"""What gets onto the review list, what never does, and what becomes of it."""

from datetime import timedelta
from typing import Any

import pytest

from housing.adapters.sql.unit_of_work import Units
from housing.domain.casework.review import Label, ReviewRefused, ReviewState, label_of, labels
from housing.domain.messaging.conversation import OwnerEvent, owner_after
from housing.domain.messaging.dialogue import Asked, Dialogue, OpenQuestion
from housing.services.desk import actions as desk_actions
from housing.services.desk import review
from housing.services.messaging import jobs
from housing.services.messaging.due_work import due_handlers
from tests.desk.scene import MABEL, NOW, WREN
from tests.diary.scene import PLAN
from tests.review.conftest import DEAL, Inbox, reading

UNSURE = reading(issue="tap_dripping", sure=0.35, second=("tap_no_water", 0.3))
TEXT = "I'm Mary at M14 5RT, it wont stop"


async def test_an_unsure_reading_is_listed_masked(inbox: Inbox) -> None:
    await inbox.tenant_texts(TEXT, UNSURE)
    (found,) = await inbox.waiting()
    assert found.text == "I'm [name] at [postcode], it wont stop"
    assert found.read == Label("report_problem", "tap_dripping")
    assert found.confidence == 0.35
    assert found.label is None


@pytest.mark.parametrize(
    ("read", "listed"),
    [
        (reading("nlu_fallback", sure=0.8), True),
        (reading("nlu_fallback", sure=0.8, issue="tap_dripping"), True),
        (reading(issue="tap_dripping", sure=0.5), False),
        (reading(issue="tap_dripping", sure=0.29), True),
        (reading("greet", sure=0.9), False),
        (reading("nlu_fallback", danger="gas"), False),
        (reading(issue="asb_noise", sure=0.2), False),
        (reading(issue="asb_noise", sure=0.14), True),
        (reading(issue="tap_dripping", sure=0.3, second=("self_harm", 0.25)), False),
        (reading(issue="tap_dripping", sure=0.3, second=("domestic_abuse", 0.15)), False),
        (reading(issue="tap_dripping", sure=0.3, second=("fire", 0.14)), True),
    ],
)
async def test_only_what_is_unsure_and_nobody_s_secret_is_listed(
    inbox: Inbox, read: dict[str, Any], listed: bool
) -> None:
    await inbox.tenant_texts("its doing that thing again", read)
    assert bool(await inbox.waiting()) is listed


@pytest.mark.parametrize("text", ["?!", "ok", "😀", "word " * 80, "07700 900123"])
async def test_too_little_or_too_much_is_not_listed(inbox: Inbox, text: str) -> None:
    read = reading("nlu_fallback")
    await inbox.tenant_texts(text, read)
    expected = [] if text != "07700 900123" else ["[number]"]
    assert [found.text for found in await inbox.waiting()] == expected


async def test_the_same_text_is_listed_once(inbox: Inbox) -> None:
    for _ in range(3):
        await inbox.tenant_texts(TEXT, UNSURE)
    assert len(await inbox.waiting()) == 1


async def test_who_somebody_is_is_not_listed(inbox: Inbox) -> None:
    conversation = await inbox.conversation()
    asked = Dialogue(question=OpenQuestion(Asked.IDENTITY, "What is your postcode?"))
    async with inbox.units() as uow:
        await uow.talk.save_dialogue(conversation.id, asked.as_json())
    await inbox.tenant_texts("its mary from number nine", reading("nlu_fallback"))
    assert await inbox.waiting() == []


async def test_the_tenant_s_own_name_is_taken_out_also_in_small_letters(inbox: Inbox) -> None:
    conversation = await inbox.conversation()
    async with inbox.units() as uow:
        await uow.talk.identify(conversation.id, 1, NOW)
        household = await uow.homes.household(1)
    assert household is not None
    await inbox.tenant_texts(f"{household.tenant.name.lower()} again, it wont stop", UNSURE)
    (found,) = await inbox.waiting()
    assert found.text.replace("[name] ", "") == "again, it wont stop"


async def test_what_is_said_to_a_person_is_not_listed(inbox: Inbox) -> None:
    conversation = await inbox.conversation()
    async with inbox.units() as uow:
        waiting = owner_after(conversation.owner, OwnerEvent.ASKED_FOR_PERSON)
        await uow.talk.set_owner(conversation, waiting, None)
    await inbox.tenant_texts(TEXT, UNSURE)
    assert await inbox.waiting() == []


async def test_an_officer_s_correction_is_listed_with_its_label(inbox: Inbox) -> None:
    message = await inbox.tenant_texts(TEXT, UNSURE)
    async with inbox.units() as uow:
        report = await uow.reports.open_report(
            reference="R-TEST1",
            conversation_id=message.conversation_id,
            message_id=message.id,
            issue="tap_dripping",
            words=TEXT,
            tenant_id=None,
            home_id=None,
            now=NOW,
        )
        await desk_actions.change_issue(
            uow, report_id=report.id, issue="asb_threats_violence", officer=WREN, now=NOW
        )
    (found,) = await inbox.waiting()
    assert found.source == "corrected"
    assert found.label == label_of("asb_threats_violence")
    assert found.text == "I'm [name] at [postcode], it wont stop"


async def test_a_decision_is_made_once_and_kept_in_the_audit_trail(inbox: Inbox) -> None:
    await inbox.tenant_texts(TEXT, UNSURE)
    (found,) = await inbox.waiting()
    label = Label("report_problem", "tap_no_water")
    async with inbox.units() as uow:
        await review.accept(
            uow, review_id=found.id, label=label, text="im Ben it wont", officer=MABEL, now=NOW
        )
    async with inbox.units() as uow:
        with pytest.raises(ReviewRefused):
            await review.reject(uow, review_id=found.id, officer=WREN, now=NOW)
        (kept,) = await uow.reviews.in_state(ReviewState.ACCEPTED)
        counted = await uow.desk.count_audit(
            action="review_accepted", subject=f"review:{found.id}", since=NOW
        )
    assert (kept.label, kept.text, counted) == (label, "im [name] it wont", 1)


async def test_nothing_left_or_nothing_there_is_refused(inbox: Inbox) -> None:
    await inbox.tenant_texts(TEXT, UNSURE)
    (found,) = await inbox.waiting()
    async with inbox.units() as uow:
        with pytest.raises(ReviewRefused):
            await review.accept(
                uow, review_id=found.id, label=Label("affirm"), text=" ", officer=MABEL, now=NOW
            )
        with pytest.raises(LookupError):
            await review.reject(uow, review_id=found.id + 1, officer=MABEL, now=NOW)


@pytest.mark.parametrize(("days", "left"), [(89, 1), (90, 0)])
async def test_it_is_forgotten_before_ninety_days_are_over(
    inbox: Inbox, units: Units, days: int, left: int
) -> None:
    await inbox.tenant_texts(TEXT, UNSURE)
    midnight = NOW.replace(hour=0) + timedelta(days=days)
    for at in (midnight - timedelta(minutes=1), midnight):
        await jobs.run_due(units, due_handlers(DEAL, PLAN), at)
    assert len(await inbox.waiting()) == left


def test_every_issue_has_a_label_and_every_label_an_intent_of_the_domain() -> None:
    found = labels(DEAL.issues)
    assert {label.issue for label in found.values()} == {*DEAL.issues, None}
    assert all(code == label.code for code, label in found.items())


@pytest.mark.parametrize(
    ("issue", "intent"),
    [
        ("eviction_notice", "tenancy_question"),
        ("fob_key_order", "tenancy_question"),
        ("gas_letter", "tenancy_question"),
        ("garage_parking_rent", "tenancy_question"),
        ("gas_safety_check", "report_problem"),
        ("garage_fault", "report_problem"),
    ],
)
def test_a_question_is_taught_as_one_and_a_fault_as_a_report(issue: str, intent: str) -> None:
    assert label_of(issue) == Label(intent, issue)
