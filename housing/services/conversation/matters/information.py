"""Answers to questions: opening hours, what the Deal offers and asks, the rent account.

What the catalogue knows (a pet, a swap, a court letter) is decided by its table, as a report is.
"""

from collections.abc import Iterator

from housing.domain.deal.deal import Statement
from housing.domain.deal.questions import other_side, statement_about
from housing.services.conversation.handing_over import add_to_it, hand_over
from housing.services.conversation.identity import identifying
from housing.services.conversation.problems import triage
from housing.services.conversation.readers import READERS
from housing.services.conversation.turn import Step, Turn
from housing.services.conversation.unsure import sure_of, worth_offering


async def inform(turn: Turn) -> None:
    """What the intent asks about; what only staff can answer goes to them.

    Words that answer the open question are that answer: "can I move it" is about the visit.
    """
    question = turn.dialogue.question
    if question is not None and question.choices and await READERS[question.kind](turn, question):
        return
    match turn.heard.intent:
        case "opening_hours":
            tell_hours(turn)
        case "ask_deal":
            await _tell_statement(turn)
        case "rent_question" if _wants_balance(turn):
            if await turn.household() is None:
                await identifying.ask(turn, then=Step.SHOW_RENT)
                return
            await show_rent(turn)
            return
        case _:
            await _by_its_table(turn)
            return
    turn.ask_again()


async def _by_its_table(turn: Turn) -> None:
    """What the Deal decides of it; after the open question, where there is one. Else a person's."""
    guesses = turn.heard.guesses
    is_sure, is_asked = sure_of(guesses), turn.dialogue.question is not None
    if is_sure and await _is_with_a_person(turn, guesses[0].id):
        await add_to_it(turn)
        turn.ask_again()
    elif is_sure and is_asked:
        triage.park(turn)
    elif is_sure or (worth_offering(turn.deal, guesses) and not is_asked):
        await triage.report_problem(turn)
    else:
        turn.say("staff_topic", promise=turn.promise)
        await hand_over(turn, reason="staff_topic", say=None)


async def _is_with_a_person(turn: Turn, issue: str) -> bool:
    """Whether a person has this very matter from this conversation: what is said of it goes to
    them, and the same answer is not given twice."""
    if not turn.waits_for_person:
        return False
    reports = await turn.uow.reports.reports_of(turn.conversation.id)
    return any(one.issue == issue and one.state == "staff" for one in reports)


def tell_hours(turn: Turn) -> None:
    turn.say("hours", hours=turn.deal.landlord.opening_hours.week_in_words())


def _wants_balance(turn: Turn) -> bool:
    guesses = turn.heard.guesses
    return bool(guesses) and guesses[0].id in {"rent_balance", "rent_pay"}


async def show_rent(turn: Turn) -> None:
    """The balance on the rent account, with help on offer rather than blame."""
    household = await turn.household()
    if household is None:
        await identifying.ask(turn, then=Step.SHOW_RENT)
        return
    pence = household.tenancy.rent_balance_pence
    amount = f"£{abs(pence) // 100}.{abs(pence) % 100:02}"
    if pence == 0:
        balance = turn.line("rent_clear")
    else:
        balance = turn.line("rent_owing" if pence > 0 else "rent_ahead", amount=amount)
    turn.settle()
    turn.tell(
        turn.line("rent_balance", balance=balance), turn.line("rent_help") if pence > 0 else ""
    )


async def _tell_statement(turn: Turn) -> None:
    """The Offer or Ask with the other side of it: what of the same is yours, or is ours."""
    statement = _statement_meant(turn)
    if statement is None:
        turn.say("deal_none")
        return
    household = await turn.household()
    tenancy = household.tenancy if household else None
    if tenancy and not statement.applies_to(tenancy.type, tenancy.started_on):
        turn.say("deal_not_yours", number=statement.number)
        return
    kind = statement.kind.value.capitalize()
    told = turn.line("deal_statement", kind=kind, number=statement.number, text=statement.text)
    turn.tell(told, other_side(statement))
    if tenancy is None:
        for condition in _conditions(turn, statement):
            turn.add(condition)


def _conditions(turn: Turn, statement: Statement) -> Iterator[str]:
    """For whom it holds, as long as we do not know whether that is who asks."""
    if statement.tenancies:
        titles = {one.value: one.title.lower() for one in turn.deal.facts["tenancy"].choices}
        yield turn.line(
            "statement_for", kinds=", ".join(titles[one] for one in statement.tenancies)
        )
    if statement.tenancies_from:
        yield turn.line("statement_from", month=f"{statement.tenancies_from:%B %Y}")


def _statement_meant(turn: Turn) -> Statement | None:
    """The statement of the issue that was named, else the one that the words are about."""
    guesses = [guess for guess in turn.heard.guesses if guess.id != "deal_question"]
    if sure_of(guesses):
        return turn.deal.statements.get(turn.deal.issues[guesses[0].id].statement or "")
    return statement_about(turn.words, turn.deal.statements.values())
