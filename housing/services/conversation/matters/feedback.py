"""The one question: was the service you received good or not good enough?

Asked once about a thing, never while a person or another question is in the way.
"""

from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.deal.deal import Deal
from housing.domain.deal.texts import Texts
from housing.domain.messaging.conversation import Choice, Owner, Reply
from housing.domain.messaging.dialogue import Asked, Dialogue, OpenQuestion
from housing.domain.messaging.quiet_hours import next_allowed
from housing.domain.reading.choosing import read_choice
from housing.domain.repairs.recalls import NOT_FIXED
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.matters import complaining
from housing.services.conversation.problems import triage
from housing.services.conversation.turn import Step, Turn
from housing.services.messaging import outbox
from housing.services.messaging.jobs import NotYet
from housing.services.repairs.appointment_changes import appointment_of, order_of

ABOUT_VISIT = "visit"
# The one question waits while something else is being talked about, but not for ever.
ASK_AGAIN_AFTER, WORTH_ASKING = timedelta(days=1), timedelta(days=7)
GOOD, NOT_GOOD_ENOUGH = "good", "not_good_enough"


async def ask(
    uow: UnitOfWork, texts: Texts, *, conversation_id: int, about: str, about_id: int, now: datetime
) -> bool:
    """Sends the question about a closed handoff or a finished visit; the text names neither.

    False, with nothing said, while a person or another question is in the way.
    """
    conversation = await uow.talk.lock(conversation_id)
    dialogue = Dialogue.from_json(conversation.dialogue)
    if conversation.owner in (Owner.OFFICER, Owner.WAITING) or dialogue.awaiting:
        return False
    titles = [texts.line("feedback_good"), texts.line("feedback_bad")]
    choices = tuple(Choice(title, title) for title in titles)
    text = texts.line("feedback_ask")
    question = OpenQuestion(
        Asked.FEEDBACK,
        text,
        choices,
        texts.line("feedback_why"),
        {"about": about, "about_id": about_id},
    )
    await uow.talk.save_dialogue(conversation_id, dialogue.asks(question).as_json())
    await outbox.enqueue(
        uow, conversation_id=conversation_id, author="bot", reply=Reply(text, choices), now=now
    )
    return True


async def ask_after_visit(uow: UnitOfWork, deal: Deal, visit_id: int, now: datetime) -> None:
    """Asks about a finished visit, never in the quiet hours; raises NotYet while it must wait."""
    if next_allowed(now) > now:
        raise NotYet(next_allowed(now))
    visit = await appointment_of(uow, visit_id)
    order = await order_of(uow, visit.work_order_id)
    report = await uow.reports.report(order.report_id)
    asked = await ask(
        uow,
        deal.texts,
        conversation_id=report.conversation_id,
        about=ABOUT_VISIT,
        about_id=visit_id,
        now=now,
    )
    if not asked and now < visit.changed_at + WORTH_ASKING:
        raise NotYet(next_allowed(now + ASK_AGAIN_AFTER))


async def hear_feedback(turn: Turn) -> None:
    """Feedback in so many words, asked for or not."""
    question = turn.dialogue.question
    if question is not None and question.kind is Asked.FEEDBACK:
        await _keep(turn, question, good=turn.heard.intent != "feedback_not_good")
    elif turn.heard.intent == "feedback_not_good":
        _offer(turn)
    else:
        turn.say("good_unasked")
        turn.ask_again()


async def read_feedback(turn: Turn, question: OpenQuestion) -> bool:
    """Good or not good enough; anything longer that is neither is a new matter."""
    heard = {
        turn.line("feedback_good"): ("good", "great", "fine", "brilliant", "excellent", "happy"),
        turn.line("feedback_bad"): ("not good", "bad", "rubbish", "poor", "terrible", "awful"),
    }
    chosen = read_choice(question.choices, turn.words, heard)
    if chosen is None:
        return False
    await _keep(turn, question, good=chosen == turn.line("feedback_good"))
    return True


async def _keep(turn: Turn, question: OpenQuestion, *, good: bool) -> None:
    await turn.uow.reports.record_feedback(
        conversation_id=turn.conversation.id,
        about=question.data["about"],
        about_id=question.data["about_id"],
        rating=GOOD if good else NOT_GOOD_ENOUGH,
        now=turn.now,
    )
    turn.settle()
    if good:
        turn.say("feedback_thanks")
        return
    turn.ask(
        Asked.FEEDBACK_REASON,
        turn.line("feedback_reason"),
        why=turn.line("feedback_why"),
        data=question.data,
    )


async def read_reason(turn: Turn, question: OpenQuestion) -> bool:
    """Whatever is said is the reason; then the next visit, a person or a complaint (the Code)."""
    await turn.uow.reports.add_feedback_reason(
        about=question.data["about"], about_id=question.data["about_id"], reason=turn.words
    )
    turn.settle()
    _offer(turn, words=turn.words, visit=question.data["about"] == ABOUT_VISIT)
    return True


def _offer(turn: Turn, words: str = "", *, visit: bool = False) -> None:
    titles = ["offer_complaint_yes", "offer_complaint_person", "offer_complaint_no"]
    turn.ask(
        Asked.OFFER_COMPLAINT,
        turn.line("offer_after_visit" if visit else "offer_complaint"),
        choices=[turn.line(key) for key in (["offer_visit", *titles] if visit else titles)],
        why=turn.line("offer_complaint_why"),
        data={"words": words, "visit": visit, "message_id": turn.heard.message_id},
    )


async def read_offer(turn: Turn, question: OpenQuestion) -> bool:
    """Another visit, a complaint, a person, or nothing more."""
    visit = question.data.get("visit", False)
    heard = {
        turn.line("offer_complaint_yes"): ("complaint", "complain", *(() if visit else ("yes",))),
        turn.line("offer_complaint_person"): ("person", "talk", "someone", "human"),
        turn.line("offer_complaint_no"): ("no", "nope", "thats all", "leave it"),
    }
    if visit:
        heard[turn.line("offer_visit")] = ("come back", "visit", "fix it", "again", "another visit")
    chosen = read_choice(question.choices, turn.words, heard)
    if chosen is None:
        return False
    turn.settle()
    if chosen == turn.line("offer_visit"):
        # What was done last at the home is what has to be put right: a recall.
        await triage.start(turn, NOT_FIXED, question.data["words"], question.data["message_id"])
    elif chosen == turn.line("offer_complaint_yes"):
        await complaining.begin(turn, question.data["words"], question.data["message_id"])
    elif chosen == turn.line("offer_complaint_person"):
        await hand_over(turn, reason="feedback", summary=question.data["words"])
    else:
        turn.say("feedback_thanks")
        turn.then(Step.NEXT_PARKED)
    return True
