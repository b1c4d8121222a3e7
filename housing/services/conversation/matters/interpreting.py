"""The offer of an interpreter: once in a conversation, in the tenant's own language.

Who accepts is put before staff, and the service goes on meanwhile: what it understands it can
still do. Danger was answered before any of this.
"""

from dataclasses import replace

from housing.domain.deal.languages import Interpreter, Language
from housing.domain.messaging.conversation import Reply
from housing.domain.messaging.handoff import Priority
from housing.domain.reading.inbound_text import plain_words
from housing.services.conversation.turn import Turn
from housing.services.desk import handoffs

REASON = "interpreter"


async def take_acceptance(turn: Turn) -> bool:
    """Whether the words accept the offer and say nothing else; staff are asked for an interpreter.

    A plain yes counts only while no other question is open; the word that the offer names counts
    beside any others, which are then read without it.
    """
    language = _offered(turn)
    if language is None:
        return False
    said_so = language.accepts if turn.dialogue.question is None else language.asks_by_name
    if said_so(turn.words):
        await _ask_for(turn, language)
        turn.ask_again()
        return True
    rest = language.rest_beside_name(turn.words)
    if rest:
        await _ask_for(turn, language)
        turn.heard = replace(turn.heard, words=rest)
    return False


async def ask_for_named(turn: Turn) -> bool:
    """For the language that is named in the words, or was heard in them; False for none of ours."""
    words = set(plain_words(turn.words).split())
    heard = {turn.heard.language, turn.dialogue.language}
    for language in turn.deal.languages.values():
        if language.code in heard or plain_words(language.name) in words:
            await _ask_for(turn, language)
            return True
    return False


async def _ask_for(turn: Turn, language: Language) -> None:
    turn.dialogue = replace(turn.dialogue, interpreter=Interpreter.ASKED_FOR)
    await handoffs.open_handoff(
        turn.uow,
        conversation_id=turn.conversation.id,
        reason=REASON,
        summary=turn.line("needs_interpreter", language=language.name),
        priority=Priority.ROUTINE,
        context={"language": language.name, "words": turn.words},
        answer_due_at=turn.deal.landlord.opening_hours.answer_by(turn.now),
        now=turn.now,
        bot_goes_on=True,
    )
    turn.tell(language.asked)
    turn.replies.append(
        Reply(turn.line("interpreter_asked", language=language.name, promise=turn.promise))
    )


async def offer(turn: Turn) -> None:
    """After the answer to a first message in another language, while the bot still speaks."""
    language = turn.deal.languages.get(turn.heard.language)
    if language is None or turn.dialogue.interpreter is not Interpreter.NOT_OFFERED:
        return
    conversation = await turn.uow.talk.conversation(turn.conversation.id)
    if not conversation.bot_speaks:
        return
    turn.dialogue = replace(turn.dialogue, language=language.code, interpreter=Interpreter.OFFERED)
    # Before the rest: the question that ends the answer stays the last thing said.
    turn.replies.insert(0, Reply(language.offer))


def _offered(turn: Turn) -> Language | None:
    if turn.dialogue.interpreter is not Interpreter.OFFERED:
        return None
    return turn.deal.languages.get(turn.dialogue.language)
