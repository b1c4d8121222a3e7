"""From the first words to a decision: the issue, the facts that matter, one question at a time.

What comes after a decision is in `following.py`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from housing.domain.casework.references import Kind
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal, Responsibility, Route
from housing.domain.deal.deciding import decide
from housing.domain.deal.decision import Decision, plain
from housing.domain.deal.facts import Fact, FactKind, FactValue
from housing.domain.messaging.dialogue import Asked, Case, OpenQuestion, Parked
from housing.domain.reading.answers import hear_facts, read_answer, read_confirmation
from housing.domain.reading.choosing import read_choice
from housing.domain.reading.clauses import lead_and_rest, statements
from housing.domain.repairs.recalls import RECALL_WITHIN, as_recall
from housing.services.casework.numbering import new_reference
from housing.services.conversation import noting
from housing.services.conversation.handing_over import add_to_it
from housing.services.conversation.matters import asb, hazards
from housing.services.conversation.problems import told_earlier
from housing.services.conversation.problems.confirming import ask_from_the_other_side, is_to_confirm
from housing.services.conversation.problems.following import follow
from housing.services.conversation.safety import emergency_in_hand
from housing.services.conversation.turn import IssueGuess, Turn
from housing.services.conversation.unsure import examples_near, sure_of, worth_offering
from housing.services.conversation.visits import visiting
from housing.services.messaging import wordless
from housing.services.repairs import work_orders

# What is mended by a visit can come back; what staff or the tenant see to is decided anew.
COMES_BACK = frozenset({Route.BOOK, Route.ORDER, Route.INSPECT})


async def report_problem(turn: Turn) -> None:
    """A problem in the tenant's own words: starts on it, or asks which one was meant."""
    guesses = turn.heard.guesses
    if _is_being_asked_about(turn):
        await _go_on_beside_it(turn)
        return
    if await _is_to_be_agreed_first(turn):
        await noting.note(turn, turn.words)
        turn.say("agreed_first")
        return
    if sure_of(guesses):
        for other in _others_that_may_wait(turn):
            turn.dialogue = turn.dialogue.parks(Parked(other, turn.words, turn.heard.message_id))
        await start(turn, guesses[0].id, turn.words, turn.heard.message_id)
    elif worth_offering(turn.deal, guesses):
        ask_which(turn, worth_offering(turn.deal, guesses))
    else:
        _ask_openly(turn)


async def _is_to_be_agreed_first(turn: Turn) -> bool:
    """Whether somebody afraid of who lives with them waits for a person: a visit at the wrong hour
    would harm, so nothing is raised before a person has agreed it."""
    handoff = await turn.uow.desk.open_handoff(turn.conversation.id)
    return handoff is not None and handoff.danger == "abuse"


def _others_that_may_wait(turn: Turn) -> list[str]:
    return [one for one in turn.heard.others if turn.deal.issues[one].may_wait]


def park(turn: Turn) -> None:
    """Keeps the likeliest problem of the words for later, says so, and asks once more."""
    issue = turn.deal.issues[turn.heard.guesses[0].id]
    turn.dialogue = turn.dialogue.parks(Parked(issue.id, turn.words, turn.heard.message_id))
    turn.say("parked", issue=issue.words.lower())
    turn.ask_again()


async def _go_on_beside_it(turn: Turn) -> None:
    """What else the words report is gone on with; else they are kept for who waits for a person."""
    others = _others_that_may_wait(turn)
    if others:
        await start(turn, others[0], turn.words, turn.heard.message_id)
    elif await emergency_in_hand.tell_how_it_stands(turn):
        return
    elif turn.waits_for_person:
        await add_to_it(turn)
    else:
        turn.ask_again()


def _is_being_asked_about(turn: Turn) -> bool:
    """Whether this message may tell of a worry about a person, and that was just asked softly: the
    answer decides, and until then no crisis is taken for granted."""
    maybe, guesses = turn.dialogue.maybe, turn.heard.guesses
    asked = maybe is not None and maybe.message_id == turn.heard.message_id
    return asked and bool(guesses) and turn.deal.issues[guesses[0].id].area == "safeguarding"


def ask_which(turn: Turn, guesses: tuple[IssueGuess, ...]) -> None:
    """Asks between the likely issues by their plain titles."""
    offered = [turn.deal.issues[guess.id] for guess in guesses]
    turn.ask(
        Asked.WHICH_ISSUE,
        turn.line("which_issue"),
        choices=[*(issue.words for issue in offered), turn.line("none_of_these")],
        why=turn.line("which_issue_why"),
        data={
            "issues": [issue.id for issue in offered],
            "words": turn.words,
            "message_id": turn.heard.message_id,
        },
    )


def _ask_openly(turn: Turn) -> None:
    examples = examples_near(turn.deal, turn.heard.guesses)
    turn.ask(
        Asked.WHAT_IS_WRONG,
        turn.line("what_is_wrong", examples=examples),
        why=turn.line("which_issue_why"),
    )


async def read_which(turn: Turn, question: OpenQuestion) -> bool:
    """The issue that was meant, by number or title; none of them asks openly."""
    none = turn.line("none_of_these")
    chosen = read_choice(question.choices, turn.words, {none: ("no", "nope", "neither", "none")})
    if chosen is None:
        if sure_of(turn.heard.guesses):
            await report_problem(turn)
            return True
        return False
    titles = [choice.payload for choice in question.choices]
    place = titles.index(chosen)
    if place >= len(question.data["issues"]):
        turn.settle()
        _ask_openly(turn)
        return True
    issue = question.data["issues"][place]
    await start(turn, issue, question.data["words"], question.data["message_id"])
    return True


async def read_what_is_wrong(turn: Turn, question: OpenQuestion) -> bool:
    """The answer to the open question: the words are a report like any first message."""
    guesses = turn.heard.guesses
    if not sure_of(guesses) and not worth_offering(turn.deal, guesses):
        return False
    turn.settle()
    await report_problem(turn)
    return True


async def start(
    turn: Turn, issue_id: str, words: str, message_id: int, *, beside: bool = False
) -> None:
    """Opens a report of the issue and goes on with what is already known of it; an emergency of
    this conversation that is told again is the same one. `beside`: read in words about another."""
    standing = await emergency_in_hand.find(turn, issue_id)
    if standing is not None:
        await noting.note(turn, words)
        emergency_in_hand.tell(turn, standing)
        turn.ask_again()
        return
    issue = turn.deal.issues[issue_id]
    household = await turn.likely_household()
    report = await turn.uow.reports.open_report(
        reference=new_reference(Kind.REPORT),
        conversation_id=turn.conversation.id,
        message_id=message_id,
        issue=issue_id,
        words=words,
        tenant_id=household.tenant.id if household else None,
        home_id=household.home.id if household else None,
        now=turn.now,
    )
    await wordless.take_along(turn.uow, report, now=turn.now)
    heard = {name: plain(value) for name, value in hear_facts(turn.deal, issue_id, words).items()}
    heard = {**await told_earlier.facts_that_stay(turn, issue_id), **heard}
    turn.settle()
    turn.set_case(Case(issue_id, report.id, facts=heard, beside=beside))
    if not beside:
        # A day that was named for another visit is none for this one.
        turn.dialogue = replace(turn.dialogue, wish="")
    hazard = _hazard(turn)
    if hazard is not None:
        await hazards.file(turn, report, hazard)
    if issue.area == "asb":
        await asb.log(turn, report)
    await go_on(turn, first=True)


async def go_on(turn: Turn, *, first: bool = False) -> None:
    """Asks the next question that could change the decision, or acts on the decision."""
    decision = await decide_case(turn)
    await _keep(turn, decision)
    if decision.next_question is None:
        if first and turn.issue.area == "asb":
            await asb.say_logged(turn)
        await follow(turn, decision)
        return
    if first:
        await _open_with_who(turn, decision)
    ask_fact(turn, decision.next_question)


async def decide_case(turn: Turn) -> Decision:
    """The decision on the case in hand, with what the service knows by itself filled in."""
    case = turn.case
    # What is on record outweighs what was told or heard.
    facts = {**_typed(turn.deal, case.facts), **await _service_facts(turn)}
    decision = decide(turn.deal, case.issue, facts, now=turn.now)
    household = await turn.likely_household()
    if household is None or decision.route not in COMES_BACK:
        return decision
    earlier = await work_orders.recalled(
        turn.uow, home_id=household.home.id, issue=case.issue, now=turn.now
    )
    if earlier is None or earlier.issue not in turn.deal.issues:
        return decision
    return as_recall(decision, earlier, turn.deal.issues[earlier.issue].trades)


async def _keep(turn: Turn, decision: Decision) -> None:
    await turn.uow.reports.change_report(
        turn.case.report_id,
        facts=dict(turn.case.facts),
        decision=decision.as_json(explain=True),
        state="open" if decision.provisional else "decided",
        decided_at=None if decision.provisional else turn.now,
    )
    if decision.hazard is not None and _hazard(turn) is None:
        report = await turn.uow.reports.report(turn.case.report_id)
        await hazards.file(turn, report, decision.hazard)


async def _open_with_who(turn: Turn, decision: Decision) -> None:
    """Who is responsible is said before the questions: a late surprise is what angers."""
    if _hazard(turn) is not None:
        await hazards.say_filed(turn)
        return
    if turn.issue.area == "asb":
        await asb.say_logged(turn)
        return
    match decision.responsibility:
        case Responsibility.LANDLORD:
            key = "ours_if_you_rent" if decision.only_renters else "ours"
            turn.say(key, title=turn.issue.title)
        # Who is told tonight who answers is not first told that it is theirs to sort.
        case Responsibility.TENANT if decision.tonight is None:
            turn.say("tenants", title=turn.issue.title)
        case _:
            turn.say("sorry_to_hear")


def _hazard(turn: Turn) -> str | None:
    """The hazard that the issue is by itself, if the law's clocks run for its class today."""
    return turn.deal.running_hazard(turn.issue.hazard, to_london(turn.now).date())


def ask_fact(turn: Turn, fact: Fact) -> None:
    """One question, worded for the channel, with its answers as choices."""
    wording = fact.question.sms if turn.by_sms else fact.question.web
    titles = [choice.title for choice in fact.choices]
    turn.ask(Asked.FACT, wording, choices=titles, why=fact.why, data={"fact": fact.id})


async def read_fact(turn: Turn, question: OpenQuestion) -> bool:
    """The answer to a fact's question; what else the words tell of the issue is kept as well."""
    fact = turn.deal.facts[question.data["fact"]]
    is_confirming = bool(question.data.get("confirming"))
    words = statements(turn.words) or turn.words
    value = read_confirmation(fact, words) if is_confirming else read_answer(fact, words)
    if value is None and turn.dialogue.tries and not is_confirming:
        value = read_answer(fact, lead_and_rest(words)[0])
    also = hear_facts(turn.deal, turn.case.issue, words)
    value = also.get(fact.id) if value is None else value
    if value is None:
        return False
    if not is_confirming and is_to_confirm(fact, value) and also.get(fact.id) != value:
        ask_from_the_other_side(turn, fact)
        return True
    case = turn.case
    told = {name: plain(one) for name, one in also.items() if name not in case.facts}
    case = replace(case, facts={**case.facts, **told}, told=False).knows(fact.id, plain(value))
    turn.settle()
    turn.set_case(case)
    await go_on(turn)
    return True


async def take_in_passing(turn: Turn) -> bool:
    """Facts of the case told while something else was asked ("actually it won't turn off") change
    the decision at once; False when the words tell nothing new."""
    if turn.dialogue.case is None:
        return False
    case = turn.case
    told = hear_facts(turn.deal, case.issue, turn.words)
    new = {name: plain(value) for name, value in told.items()}
    if all(case.facts.get(name) == value for name, value in new.items()):
        return False
    turn.settle()
    for name, value in new.items():
        case = case.knows(name, value)
    turn.set_case(replace(case, told=False))
    await go_on(turn)
    return True


async def correct(turn: Turn) -> None:
    """Takes the last answer back and asks again, unless the correction says the new one."""
    if turn.dialogue.case is None or not turn.case.answered:
        if turn.heard.guesses and sure_of(turn.heard.guesses):
            await report_problem(turn)
        else:
            turn.say("nothing_to_correct")
            turn.ask_again()
        return
    case, last = turn.case.forgets_last()
    turn.settle()
    turn.set_case(case)
    fact = turn.deal.facts[last or ""]
    value = hear_facts(turn.deal, case.issue, turn.words).get(fact.id)
    if value is not None:
        turn.set_case(case.knows(fact.id, plain(value)))
        await go_on(turn)
        return
    turn.say("correction")
    ask_fact(turn, fact)


async def _service_facts(turn: Turn) -> dict[str, FactValue]:
    """What the service knows without asking: tenancy, support needs, a repeated report."""
    facts: dict[str, FactValue] = {}
    told_before = turn.issue.area == "asb" and await asb.told_before(turn)
    if told_before:
        facts["repeat"] = True
    household = await turn.likely_household()
    if household is None:
        return facts
    repeated = await turn.uow.reports.repeated_since(
        tenant_id=household.tenant.id, issue=turn.case.issue, since=turn.now - RECALL_WITHIN
    )
    facts["vulnerable"] = household.tenant.vulnerable
    facts["repeat"] = repeated or told_before
    facts["tenancy"] = household.tenancy.type
    facts["tenancy_start"] = household.tenancy.started_on
    facts["ground_floor"] = household.home.floor == 0
    return {name: value for name, value in facts.items() if _fits(turn.deal, name, value)}


def _fits(deal: Deal, name: str, value: FactValue) -> bool:
    fact = deal.facts.get(name)
    return fact is not None and (not fact.values or value in fact.values)


def _typed(deal: Deal, facts: Mapping[str, Any]) -> dict[str, FactValue]:
    """Facts as the Deal types them: JSON keeps a date as its ISO text."""
    return {
        name: date.fromisoformat(value) if deal.facts[name].kind is FactKind.DATE else value
        for name, value in facts.items()
    }


async def next_parked(turn: Turn) -> None:
    """Takes up the problem that has waited longest, then what still has no time."""
    if turn.dialogue.awaiting:
        return
    if not turn.dialogue.parked:
        await visiting.take_up_waiting(turn)
        return
    first, *rest = turn.dialogue.parked
    turn.dialogue = replace(turn.dialogue, parked=tuple(rest), case=None)
    turn.say("next_parked", issue=turn.deal.issues[first.issue].words)
    await start(turn, first.issue, first.words, first.message_id, beside=True)
