"""Pictures without a word: kept, put with the problem that they show, and never met with silence.

Nothing is read in a picture and nothing is decided by one; what it shows is asked for in words.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.casework.reports import Report
from housing.domain.deal.deal import Deal
from housing.domain.messaging.conversation import Conversation, Message, Owner, Reply
from housing.domain.messaging.dialogue import Asked, Dialogue, OpenQuestion

# Phones send several pictures as several messages: these are one to whoever sends them.
SAME_MOMENT = timedelta(minutes=2)
# A picture that came before the words that explain it belongs to what they report.
BEFORE_THE_WORDS = timedelta(hours=1)
LOOK_BACK = 6
OPEN = frozenset({"open", "decided", "booked", "staff"})


def is_picture_alone(messages: Sequence[Message]) -> bool:
    """Whether there are pictures and no words at all."""
    return any(one.media for one in messages) and not any(one.text.strip() for one in messages)


async def acknowledge(
    uow: UnitOfWork,
    deal: Deal,
    *,
    conversation: Conversation,
    messages: Sequence[Message],
    now: datetime,
) -> tuple[Reply, ...]:
    """What is said to pictures; the open question is asked once more, or what they show."""
    dialogue = Dialogue.from_json(conversation.dialogue)
    report = await _in_hand(uow, dialogue, conversation)
    if report is not None:
        for message in messages:
            await uow.reports.add_picture(report.id, message.id)
    if await _just_thanked(uow, conversation, messages[0]):
        return ()
    if conversation.owner is not Owner.BOT:
        return (Reply(deal.texts.line("picture_for_team")),)
    thanks = _thanks(deal, report)
    if dialogue.question is not None:
        return (Reply(thanks), Reply(dialogue.question.text, dialogue.question.choices))
    if report is not None:
        return (Reply(thanks),)
    question = OpenQuestion(
        Asked.WHAT_IS_WRONG,
        deal.texts.line("picture_of_what"),
        why=deal.texts.line("which_issue_why"),
    )
    await uow.talk.save_dialogue(conversation.id, dialogue.asks(question).as_json())
    return (Reply(thanks), Reply(question.text))


async def take_along(uow: UnitOfWork, report: Report, *, now: datetime) -> None:
    """Puts the pictures that came shortly before a report, without words, with it."""
    first = await uow.talk.message(report.message_id)
    earlier = await uow.talk.messages(
        report.conversation_id, after=max(0, first.seq - 1 - LOOK_BACK), limit=LOOK_BACK
    )
    for one in earlier:
        recent = now - one.created_at <= BEFORE_THE_WORDS
        if one.seq < first.seq and recent and is_picture_alone((one,)):
            await uow.reports.add_picture(report.id, one.id)


def _thanks(deal: Deal, report: Report | None) -> str:
    if report is None or report.issue not in deal.issues:
        return deal.texts.line("picture_kept")
    return deal.texts.line("picture_kept_with", issue=deal.issues[report.issue].words.lower())


async def _in_hand(
    uow: UnitOfWork, dialogue: Dialogue, conversation: Conversation
) -> Report | None:
    """The problem being talked about, else the newest of this conversation that is not over."""
    if dialogue.case is not None:
        return await uow.reports.report(dialogue.case.report_id)
    known = await uow.reports.reports_of(conversation.id)
    return next((report for report in known if report.state in OPEN), None)


async def _just_thanked(uow: UnitOfWork, conversation: Conversation, first: Message) -> bool:
    """Whether the message before was a picture too, a moment ago."""
    earlier = await uow.talk.messages(
        conversation.id, after=max(0, first.seq - 1 - LOOK_BACK), limit=LOOK_BACK
    )
    theirs = [one for one in earlier if one.direction == "in" and one.seq < first.seq]
    if not theirs or not is_picture_alone(theirs[-1:]):
        return False
    return first.created_at - theirs[-1].created_at <= SAME_MOMENT
