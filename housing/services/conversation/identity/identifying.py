"""Checking who is writing before anything personal is said, and going on with what was wanted.

A known mobile number with postcode and date of birth, or the postcode with a code texted to the
number on record. What fails says the same whether or not a home or number exists. Nobody is stuck
here: a person is always offered, and so is going on without it.
"""

from dataclasses import replace
from datetime import date

from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.people.identity import (
    Details,
    Verification,
    VerificationOutcome,
    find_code,
    read_details,
    says_no_mobile,
    says_other_phone,
    says_rather_not,
    writes_for_another,
)
from housing.domain.reading.choosing import read_choice, read_yes_no
from housing.domain.reading.postcode import find_postcode
from housing.services.conversation.handing_over import hand_over
from housing.services.conversation.identity import without_proof
from housing.services.conversation.turn import Step, Turn
from housing.services.people import identity
from housing.services.people.phone_numbers import find_mobile


async def ask(turn: Turn, *, then: Step) -> None:
    """Opens the check that fits the channel; `then` is what the tenant wanted.

    Who would not or could not before is asked again only for what is on record, with other ways.
    """
    if turn.dialogue.unproved and then is Step.GO_ON:
        await without_proof.go_on(turn, then)
    elif turn.by_sms:
        turn.ask(
            Asked.IDENTITY,
            turn.line("identity_sms"),
            choices=_other_ways(turn) if turn.dialogue.unproved else (),
            why=turn.line("identity_why"),
            data={"then": then, "postcode": None, "date_of_birth": None},
        )
    else:
        turn.ask(
            Asked.MOBILE,
            turn.line("identity_mobile"),
            choices=_other_ways(turn),
            why=turn.line("identity_why"),
            data={"then": then},
        )


async def read_identity(turn: Turn, question: OpenQuestion) -> bool:
    """Postcode and date of birth, together or one after the other."""
    told = read_details(turn.words, turn.today)
    postcode = told.postcode or question.data["postcode"]
    born = told.date_of_birth.isoformat() if told.date_of_birth else question.data["date_of_birth"]
    if told.missing == Details().missing:
        return await _another_way(turn, question)
    if postcode is None or born is None:
        data = {**question.data, "postcode": postcode, "date_of_birth": born}
        turn.ask(Asked.IDENTITY, turn.line("identity_need_both"), why=question.why, data=data)
        return True
    verification = await identity.verify_details(
        turn.uow,
        conversation_id=turn.conversation.id,
        details=Details(postcode, date.fromisoformat(born)),
        now=turn.now,
    )
    if verification.outcome is VerificationOutcome.ELSEWHERE:
        told_before = {"postcode": postcode, "date_of_birth": born}
        _offer_code(turn, question, verification.ending, told_before)
        return True
    await _go_by(turn, question, verification, again="identity_again")
    return True


def _offer_code(turn: Turn, question: OpenQuestion, ending: str, told: dict[str, str]) -> None:
    """The details are right, the number is not the one on record: what is true, and the ways on."""
    if ending:
        text, ways = turn.line("identity_elsewhere", ending=ending), [turn.line("identity_code")]
    else:
        text, ways = turn.line("identity_elsewhere_no_code"), []
    turn.ask(
        Asked.OTHER_NUMBER,
        text,
        choices=[*ways, *_other_ways(turn)],
        why=question.why,
        data={**question.data, **told, "ending": ending},
    )


async def read_other_number(turn: Turn, question: OpenQuestion) -> bool:
    """The code to the number on record, a person, or to go on without it."""
    heard = {turn.line("identity_code"): ("code", "text it", "send it", "yes", "ok")}
    if read_choice(question.choices, turn.words, heard) != turn.line("identity_code"):
        return await _another_way(turn, question)
    data = question.data
    sent = await identity.send_code_to_record(
        turn.uow,
        conversation_id=turn.conversation.id,
        details=Details(data["postcode"], date.fromisoformat(data["date_of_birth"])),
        text=turn.line("code_text", code=identity.CODE_BLANK),
        now=turn.now,
    )
    if not sent:
        turn.say("identity_failed", promise=turn.promise)
        await hand_over(turn, reason="identity", summary="No code could be sent", say=None)
        return True
    turn.ask(
        Asked.CODE,
        turn.line("code_sent_elsewhere", ending=data["ending"]),
        choices=_other_ways(turn),
        why=question.why,
        data=data,
    )
    return True


async def read_mobile(turn: Turn, question: OpenQuestion) -> bool:
    """The number to text a code to; the answer gives nothing away about it."""
    number = find_mobile(turn.words)
    if number is None:
        return await _another_way(turn, question)
    sent = await identity.send_code(
        turn.uow,
        conversation_id=turn.conversation.id,
        mobile=number,
        text=turn.line("code_text", code=identity.CODE_BLANK),
        now=turn.now,
    )
    if not sent:
        turn.settle()
        turn.say("codes_used_up", promise=turn.promise)
        await hand_over(turn, reason="identity", summary="Asked for many codes", say=None)
        return True
    _ask_code(turn, question, "code_sent")
    return True


def _ask_code(
    turn: Turn, question: OpenQuestion, line: str, *, code: str = "", postcode: str = ""
) -> None:
    """For both, or for what is still missing of them."""
    data = {**question.data, "code": code, "postcode": postcode}
    turn.ask(Asked.CODE, turn.line(line), why=question.why, data=data)


async def read_code(turn: Turn, question: OpenQuestion) -> bool:
    """The code and the postcode, together or one after the other, and never which of them is wrong;
    a new mobile number instead starts over with that one."""
    told = find_code(turn.words), find_postcode(turn.words)
    if told[0] is None and turn.by_sms:
        return await _another_way(turn, question)
    if told == (None, None) or find_mobile(turn.words) is not None:
        return await read_mobile(turn, question)
    code = told[0] or question.data.get("code")
    postcode = told[1] or question.data.get("postcode")
    if not code:
        _ask_code(turn, question, "code_needed", postcode=postcode or "")
        return True
    if not postcode:
        _ask_code(turn, question, "code_needs_postcode", code=code)
        return True
    verification = await identity.check_code(
        turn.uow,
        conversation_id=turn.conversation.id,
        code=code,
        postcode=postcode,
        now=turn.now,
    )
    await _go_by(turn, question, verification, again="code_again")
    return True


def _other_ways(turn: Turn) -> list[str]:
    return [turn.line("identity_person"), turn.line("identity_without")]


async def _another_way(turn: Turn, question: OpenQuestion) -> bool:
    """Who would rather not say, or cannot, goes on another way; nobody has to prove anything."""
    person, without = _other_ways(turn)
    heard = {
        person: ("person", "someone", "human", "no", "nope", "rather not"),
        without: ("without", "skip", "go on", "carry on", "just report it"),
    }
    if question.choices:
        chosen = read_choice(question.choices, turn.words, heard)
    else:
        declines = read_yes_no(turn.words) is False or says_rather_not(turn.words)
        chosen = person if declines else None
    no_mobile = question.kind is Asked.MOBILE and says_no_mobile(turn.words, asked=True)
    if no_mobile or writes_for_another(turn.words):
        chosen = without if turn.dialogue.case is not None else person
    if chosen == without:
        await without_proof.go_on(turn, Step(question.data["then"]))
    elif chosen == person:
        turn.settle()
        without_proof.remember(turn)
        turn.say("identity_declined", promise=turn.promise)
        summary = "Would not or could not be verified"
        await hand_over(turn, reason="identity", summary=summary, say=None)
    elif says_other_phone(turn.words):
        key = "identity_other_mobile" if question.kind is Asked.MOBILE else "identity_other_phone"
        _ask_again(turn, question, key)
    else:
        return False
    return True


def _ask_again(turn: Turn, question: OpenQuestion, key: str) -> None:
    """The same question with the other ways beside it."""
    turn.ask(
        question.kind,
        turn.line(key),
        choices=_other_ways(turn),
        why=question.why,
        data={**question.data, **_forgotten(question)},
    )


def _forgotten(question: OpenQuestion) -> dict[str, None]:
    """What is told anew: all of it, but for details that were right and await only a code."""
    wrong = ("code",) if question.data.get("ending") else ("postcode", "date_of_birth", "code")
    return dict.fromkeys(wrong)


async def _go_by(
    turn: Turn, question: OpenQuestion, verification: Verification, *, again: str
) -> None:
    match verification.outcome:
        case VerificationOutcome.VERIFIED:
            turn.dialogue = replace(turn.dialogue, unproved=False)
            turn.conversation = await turn.uow.talk.conversation(turn.conversation.id)
            await _greet(turn)
            turn.settle()
            turn.then(Step(question.data["then"]))
        case VerificationOutcome.TOO_MANY_TRIES:
            without_proof.remember(turn)
            turn.say("identity_failed", promise=turn.promise)
            await hand_over(turn, reason="identity", summary="Could not be verified", say=None)
        case _:
            _ask_again(turn, question, again)


async def _greet(turn: Turn) -> None:
    """By first name, and the report in hand is now known to be theirs."""
    household = await turn.household()
    if household is None:
        return
    turn.say("identity_done", name=household.tenant.name.split()[0])
    if turn.dialogue.case is not None:
        await turn.uow.reports.change_report(
            turn.case.report_id, tenant_id=household.tenant.id, home_id=household.home.id
        )
