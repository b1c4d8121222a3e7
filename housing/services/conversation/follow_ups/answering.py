"""Answers what is asked beside everything else, and goes on with what else was said."""

from collections.abc import Mapping
from dataclasses import replace

from housing.domain.messaging.conversation import Reply
from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.messaging.follow_ups import FollowUp, FollowUpKind, beside
from housing.domain.reading.inbound_text import plain_words
from housing.services.conversation.follow_ups import meanwhile, misunderstood, replies, visits
from housing.services.conversation.follow_ups.on_record import Answer, OnRecord, read
from housing.services.conversation.turn import Turn

ANSWERS: Mapping[FollowUpKind, Answer] = {
    FollowUpKind.WHO_COMES: visits.who_comes,
    FollowUpKind.WOMAN_WANTED: visits.woman_wanted,
    FollowUpKind.WHEN_VISIT: visits.when_visit,
    FollowUpKind.RING_FIRST: visits.ring_first,
    FollowUpKind.MUST_BE_IN: visits.must_be_in,
    FollowUpKind.SAME_VISIT: visits.same_visit,
    FollowUpKind.STILL_ON: visits.still_on,
    FollowUpKind.STOP_IT: visits.stop_it,
    FollowUpKind.IS_STOPPED: visits.is_stopped,
    FollowUpKind.URGENCY_WISH: visits.urgency_wish,
    FollowUpKind.DAY_WISH: visits.day_wish,
    FollowUpKind.WHAT_NEXT: visits.what_next,
    FollowUpKind.WHICH_REF: visits.which_ref,
    FollowUpKind.IS_NOTED: replies.is_noted,
    FollowUpKind.HOW_REPLY: replies.how_reply,
    FollowUpKind.WHEN_REPLY: replies.when_reply,
    FollowUpKind.WHO_REPLIES: replies.who_replies,
    FollowUpKind.CONTACT_WISH: replies.contact_wish,
    FollowUpKind.NUMBER_FOR_THIS: replies.number_for_this,
    FollowUpKind.CANNOT_RING: replies.cannot_ring,
    FollowUpKind.REPORTED_BEFORE: replies.reported_before,
    FollowUpKind.TOLD_WHO: replies.told_who,
    FollowUpKind.MAY_I_REPORT: replies.may_i_report,
    FollowUpKind.PAY_LATER: replies.pay_later,
    FollowUpKind.WHERE_HELP: replies.where_help,
    FollowUpKind.COST: meanwhile.cost,
    FollowUpKind.SAFE_NOW: meanwhile.safe_now,
    FollowUpKind.DO_SELF: meanwhile.do_self,
    FollowUpKind.MEANWHILE: meanwhile.meanwhile,
    FollowUpKind.STAY_OR_GO: meanwhile.stay_or_go,
    FollowUpKind.KEEP_EVIDENCE: meanwhile.keep_evidence,
    FollowUpKind.AUTHORITY_CAME: meanwhile.authority_came,
    FollowUpKind.ALREADY_TOLD: misunderstood.already_told,
    FollowUpKind.MISREAD: misunderstood.misread,
    FollowUpKind.NOT_ANSWERED: misunderstood.not_answered,
    FollowUpKind.WHAT_MEANS: misunderstood.what_means,
    FollowUpKind.CODE_NOT_COME: misunderstood.code_not_come,
    FollowUpKind.CANNOT_PROVE: misunderstood.cannot_prove,
    FollowUpKind.LANGUAGE: misunderstood.language,
    FollowUpKind.WAIT: misunderstood.wait,
}
# To these any words are the answer, and what sounds like a question is part of it.
ANY_WORDS = frozenset(
    {Asked.WHAT_WENT_WRONG, Asked.FEEDBACK, Asked.FEEDBACK_REASON, Asked.CHECK_BACK}
)
# Of the talk itself: asked also where nothing is in hand yet.
OF_THE_TALK = frozenset(
    {
        FollowUpKind.NOT_ANSWERED,
        FollowUpKind.LANGUAGE,
        FollowUpKind.TOLD_WHO,
        FollowUpKind.PAY_LATER,
    }
)
# What is surely about one of these is no follow-up, where it is all that the message says.
SURELY = 0.85
OF_ITS_OWN = frozenset(
    {
        "ask_help", "greet", "goodbye", "thanks", "repeat", "start_over", "speak_to_person",
        "ask_why", "bot_challenge", "feedback_good", "feedback_not_good", "compliment",
        "opening_hours", "complaint",
    }
)  # fmt: skip
# Asked once more only when it is not answered: these may be left.
MAY_BE_LEFT = frozenset({Asked.VISIT_NEXT, Asked.CONTACT, Asked.SAME_COMPLAINT})


async def answer(turn: Turn) -> tuple[str, bool]:
    """What to say to the follow-ups of the message, and whether anything else was said in it.

    What was answered is left out of the words that the turn goes on with.
    """
    question = turn.dialogue.question
    if not turn.heard.follow_ups or not _is_in_the_middle(turn, question):
        return "", True
    on_record = await read(turn)
    is_in_hand = question is not None or turn.dialogue.case is not None or on_record.anything
    answered: list[FollowUp] = []
    said: list[str] = []
    for one in turn.heard.follow_ups:
        if not is_in_hand and one.kind not in OF_THE_TALK:
            continue
        text = await _answer(turn, one, on_record)
        if text is not None:
            answered.append(one)
            said.append(text)
    rest = beside(turn.words, answered) if answered else turn.words
    if rest and answered:
        turn.heard = replace(turn.heard, words=rest)
    return " ".join(dict.fromkeys(text for text in said if text)), bool(rest)


def say(turn: Turn, text: str) -> None:
    """Before the question that ends the reply; where nothing was open, after what else is said."""
    question = turn.dialogue.question
    if not text:
        return
    turn.replies[:] = [one for one in turn.replies if one.text not in turn.acknowledged]
    if question is None or not turn.replies:
        turn.add(text)
    else:
        turn.replies.insert(len(turn.replies) - 1, Reply(text))


def ask_again(turn: Turn, asked: OpenQuestion | None) -> None:
    """What was open before and still is: nothing in the message answered it."""
    if asked is not None and turn.dialogue.question is asked and asked.kind not in MAY_BE_LEFT:
        turn.ask_again()


async def _answer(turn: Turn, one: FollowUp, on_record: OnRecord) -> str | None:
    answer_to = ANSWERS.get(one.kind)
    return await answer_to(turn, one, on_record) if answer_to else None


def _is_in_the_middle(turn: Turn, question: OpenQuestion | None) -> bool:
    """Nothing is a follow-up of nothing, some questions take any words for their answer, and a
    choice that is named as we named it is chosen."""
    if question is not None and question.kind in ANY_WORDS:
        return False
    is_its_own = turn.heard.intent in OF_ITS_OWN and turn.heard.confidence >= SURELY
    if is_its_own and not beside(turn.words, turn.heard.follow_ups[:1]):
        return False
    words = plain_words(turn.words)
    if question is not None and any(plain_words(one.title) == words for one in question.choices):
        return False
    return question is not None or bool(turn.dialogue.said)
