"""Who waits for a person, where and how to reach them: asked once, for staff, never a gate."""

from dataclasses import replace
from datetime import timedelta

from housing.domain.messaging.conversation import Message
from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.reading.inbound_text import plain_words
from housing.domain.reading.told_address import find_address
from housing.services.casework import complaints
from housing.services.conversation.turn import Turn
from housing.services.conversation.unsure import sure_of
from housing.services.desk import handoffs
from housing.services.people.phone_numbers import find_mobile, names_a_number

SKIPPED = frozenset({"skip", "no", "no thanks", "no thank you", "rather not", "nope", "1"})
# What somebody may be read as who tells their name, address or number.
TELLS_DETAILS = frozenset({"inform", "provide_identity", "nlu_fallback", "choose_time", ""})
FEW_WORDS = 12
MESSAGES_BACK, RECENT = 20, timedelta(hours=24)
# Who lives with the one they fear is asked nothing that may be seen: the safety text has asked for
# a safe way.
ASKS_FOR_A_SAFE_WAY = frozenset({"abuse"})


async def ask_once(turn: Turn) -> None:
    """Asks who, where and by what number, if this is not known and no other question is open."""
    if turn.dialogue.awaiting or turn.dialogue.contact_asked or await _is_known(turn):
        return
    handoff = await turn.uow.desk.open_handoff(turn.conversation.id)
    if handoff is None and not turn.owes_answer:
        return
    if handoff is not None and handoff.context.get("danger") in ASKS_FOR_A_SAFE_WAY:
        return
    turn.dialogue = replace(turn.dialogue, contact_asked=True)
    turn.ask(
        Asked.CONTACT,
        turn.line(await _what_to_ask(turn)),
        choices=[] if turn.by_sms else [turn.line("contact_skip")],
        why=turn.line("contact_why"),
    )


async def _what_to_ask(turn: Turn) -> str:
    """An address that was told is not asked for again."""
    if turn.by_sms:
        return "contact_by_text"
    return "contact_no_address" if await told_where(turn) else "contact"


async def read_contact(turn: Turn, question: OpenQuestion) -> bool:
    """Any details are kept for the person; no is as good. Anything else is another matter."""
    if plain_words(turn.words) in SKIPPED:
        turn.settle()
        turn.say("contact_skipped")
        return True
    return await take_details(turn) or await _take_name(turn)


async def take_details(turn: Turn) -> bool:
    """A number or an address, whenever it is told to somebody who waits; False without one."""
    number = find_mobile(turn.words)
    address = find_address(turn.words)
    if number is None and address is None:
        return False
    await _keep(turn, number)
    return True


async def _take_name(turn: Turn) -> bool:
    told = turn.heard.intent in TELLS_DETAILS and not sure_of(turn.heard.guesses)
    if not told or "?" in turn.words or len(turn.words.split()) > FEW_WORDS:
        return False
    await _keep(turn, None)
    return True


async def _keep(turn: Turn, number: str | None) -> None:
    told = await handoffs.tell_staff(
        turn.uow, turn.conversation.id, contact=turn.words, reach_by=number
    )
    if not told:
        await _put_with_complaint(turn)
    turn.settle()
    turn.say("contact_kept")


async def _put_with_complaint(turn: Turn) -> None:
    """Who waits for no person has a complaint that is answered to them."""
    theirs = await turn.uow.steps.complaints_of(turn.conversation.id, None)
    if theirs:
        await complaints.add_words(
            turn.uow, theirs[0], message_id=turn.heard.message_id, words=turn.words, now=turn.now
        )


async def told_where(turn: Turn) -> str | None:
    """Where they are, as told lately for a report of this conversation: nobody says it twice."""
    reports = await turn.uow.reports.reports_of(turn.conversation.id)
    recent = (one for one in reports if one.created_at >= turn.now - RECENT)
    return next((one.told_address for one in recent if one.told_address), None)


async def _is_known(turn: Turn) -> bool:
    """Whether staff can see who this is and how to reach them: by the number, as verified, or as
    they have told already."""
    if await turn.likely_household() is not None:
        return True
    said = [turn.words, *(one.text for one in await _their_messages(turn))]
    where = await told_where(turn) or any(find_address(text) for text in said)
    return bool(where) and (turn.by_sms or any(names_a_number(text) for text in said))


async def _their_messages(turn: Turn) -> tuple[Message, ...]:
    """What they wrote lately in this conversation."""
    message = await turn.uow.talk.message(turn.heard.message_id)
    start = max(0, message.seq - MESSAGES_BACK)
    found = await turn.uow.talk.messages(turn.conversation.id, start, MESSAGES_BACK)
    return tuple(one for one in found if one.direction == "in")
