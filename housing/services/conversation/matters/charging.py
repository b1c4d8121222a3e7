"""Charges: what it would cost and why, consent before any booking, dispute in one word.

Nothing is charged here. A quote and an agreement are written down; a person confirms or waives.
"""

from dataclasses import replace

from housing.domain.casework.money import pounds
from housing.domain.deal.deal import Charge, Issue, Responsibility
from housing.domain.deal.deciding import quote_for
from housing.domain.deal.decision import Decision, Quote
from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.reading.asks import asks_the_price
from housing.domain.reading.choosing import read_choice
from housing.domain.reading.inbound_text import plain_words
from housing.domain.reading.word_overlap import nearest
from housing.services.conversation import noting
from housing.services.conversation.handing_over import add_to_it, hand_over
from housing.services.conversation.safety import advice, emergency_in_hand
from housing.services.conversation.turn import Step, Turn, for_whom, holds_for

TITLES_SHOWN = 3


async def quote(turn: Turn, decision: Decision) -> None:
    """Says the price with its reason and asks for consent; keeps the quote on record."""
    if decision.charge is None:
        raise LookupError("this decision has no charge")
    price = decision.charge
    await turn.uow.reports.quote(
        report_id=turn.case.report_id,
        code=price.code,
        amount_pence=price.amount_pence,
        reason=price.why,
        now=turn.now,
    )
    turn.tell(for_whom(turn, decision), *decision.reasons, holds_for(turn, decision))
    turn.ask(
        Asked.AGREE_CHARGE,
        turn.line(
            "quote",
            why=price.why,
            amount=price.amount,
            vat=price.vat,
            includes=price.includes,
            waiver=price.waiver,
        ),
        choices=[turn.line("quote_yes"), turn.line("quote_no"), turn.line("quote_person")],
        why=turn.line("quote_why"),
        data={"amount": price.amount},
    )


async def read_agreement(turn: Turn, question: OpenQuestion) -> bool:
    """Yes goes on to booking; no books nothing; a dispute goes to a person with nothing owed."""
    heard = {
        turn.line("quote_yes"): ("yes", "yeah", "ok", "go ahead", "fine", "book it", "agree"),
        turn.line("quote_no"): ("no", "nope", "no thanks", "leave it", "not now", "too much"),
        turn.line("quote_person"): (
            "dispute",
            "person",
            "waive",
            "not fair",
            "unfair",
            "not paying",
        ),
    }
    chosen = read_choice(question.choices, turn.words, heard)
    if chosen is None:
        return False
    turn.settle()
    if chosen == turn.line("quote_person"):
        await dispute(turn)
        return True
    charges = await turn.uow.reports.charges_of(turn.conversation.id)
    mine = next(one for one in charges if one.report_id == turn.case.report_id)
    if chosen == turn.line("quote_no"):
        await turn.uow.reports.change_charge(mine.id, state="withdrawn")
        turn.say("quote_declined")
        turn.set_case(None)
        turn.then(Step.NEXT_PARKED)
        return True
    await turn.uow.reports.change_charge(mine.id, state="agreed", agreed_at=turn.now)
    turn.set_case(replace(turn.case, charge_agreed=True, told=True))
    turn.say("quote_agreed", amount=question.data["amount"])
    turn.then(Step.GO_ON)
    return True


async def dispute(turn: Turn) -> None:
    """Marks the newest charge of the conversation as disputed and passes it to a person."""
    charges = await turn.uow.reports.charges_of(turn.conversation.id)
    open_charges = [one for one in charges if one.state in {"quoted", "agreed", "confirmed"}]
    if not open_charges:
        turn.say("dispute_none", promise=turn.promise)
        await hand_over(turn, reason="dispute", summary="Disputes a charge", say=None)
        return
    newest = open_charges[0]
    await turn.uow.reports.change_charge(newest.id, state="disputed", dispute=turn.words)
    amount = pounds(newest.amount_pence)
    turn.say("disputed", amount=amount, promise=turn.promise)
    await hand_over(turn, reason="dispute", summary=f"Disputes {amount}: {newest.reason}", say=None)


def tell_price(turn: Turn, price: Quote) -> None:
    """What it costs, and that nobody pays without a person who decides."""
    turn.tell(_tariff_line(turn, price), turn.line("charge_terms"))


async def answer_about_charges(turn: Turn) -> None:
    """What something costs and how to dispute or waive it; a dispute is taken at its word."""
    if turn.heard.intent == "dispute_charge":
        await dispute(turn)
        return
    is_danger = await emergency_in_hand.find(turn) or await advice.what_stands(turn)
    if is_danger:
        # A word shared by chance ("who pays for the door") names no price while help is on its way.
        if not await tell_free(turn):
            turn.say("cost_later")
        turn.ask_again()
        return
    if turn.waits_for_person and not asks_the_price(plain_words(turn.words)):
        # "Do I have to find the extra myself" asks no price: who answers has it.
        await add_to_it(turn)
        turn.ask_again()
        return
    charge = _meant(turn)
    price = quote_for(charge, {}, turn.now) if charge else None
    in_hand = None if price else await free_as_told(turn)
    if price is not None:
        tell_price(turn, price)
    elif in_hand is not None:
        turn.say("free_as_told", issue=in_hand.words)
    else:
        tenants = [one for one in turn.deal.charges.values() if one.paid_by == "tenant"]
        titles = ", ".join(one.title.lower() for one in tenants[:TITLES_SHOWN])
        turn.say("tariff_none", titles=titles)
    turn.ask_again()


async def tell_free(turn: Turn) -> bool:
    """Says that the problem in hand costs nothing; False where that is not sure."""
    issue = await free_as_told(turn)
    if issue is not None:
        turn.say("free_as_told", issue=issue.words)
    return issue is not None


async def free_as_told(turn: Turn) -> Issue | None:
    """The problem in hand, or its emergency, when a renter pays nothing for it by what was told.

    Who asks what it costs in the middle of a problem means that problem.
    """
    report_id = await noting.report_in_hand(turn)
    report = await turn.uow.reports.report(report_id) if report_id is not None else None
    issue = turn.deal.issues.get(report.issue) if report else None
    if issue is None or issue.responsibility != Responsibility.LANDLORD:
        return None
    decided = (report.decision or {}).get("charge") if report else None
    return issue if decided is None and issue.usual.charge is None else None


def _meant(turn: Turn) -> Charge | None:
    """The tenant's charge that the words are about."""
    charges = turn.deal.charges.values()
    titles = {one.code: f"{one.title} {one.includes}" for one in charges if one.paid_by == "tenant"}
    code = nearest(turn.words, titles)
    return turn.deal.charges[code] if code else None


def _tariff_line(turn: Turn, price: Quote) -> str:
    return turn.line("tariff", title=price.title, amount=price.amount, vat=price.vat, why=price.why)
