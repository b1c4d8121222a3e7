"""Finding a time for what was decided: one visit for several problems where one person can do all.

Problems told together are all decided first, each with an order of its own; a later one joins the
order of an earlier one when an operative has both skills and a window has the time for both.
"""

from dataclasses import replace

from housing.domain.deal.decision import Decision
from housing.domain.repairs.diary_windows import can_do_all
from housing.domain.repairs.recalls import RANKS
from housing.domain.repairs.work_orders import OPEN, WorkElement, WorkOrder, WorkOrderState
from housing.services.conversation.turn import Step, Turn
from housing.services.conversation.visits import booking
from housing.services.repairs import diary, landlord, work_orders

JOINABLE = frozenset({"urgent", "routine", "planned"})


async def plan(turn: Turn, decision: Decision) -> None:
    """Raises the order of the case in hand or joins it to one that still has no time; times are
    offered when every problem that was told is decided."""
    if not await _join(turn, decision):
        await booking.raise_order(turn, decision)
        turn.dialogue = turn.dialogue.waits_for_a_time(turn.case)
    turn.settle()
    turn.set_case(None)
    if turn.dialogue.parked:
        turn.then(Step.NEXT_PARKED)
    else:
        await _take_up(turn, named=len(turn.dialogue.waiting) > 1)


async def take_up_waiting(turn: Turn) -> None:
    """Goes on with the order that has waited longest for a time, if there is one."""
    if turn.dialogue.waiting and not turn.dialogue.awaiting:
        await _take_up(turn, named=True)


async def _take_up(turn: Turn, *, named: bool) -> None:
    """`named` says which problem the time is for, where it is not plain."""
    first, *rest = turn.dialogue.waiting
    turn.dialogue = replace(turn.dialogue, waiting=tuple(rest), case=first)
    order = await diary.order_of(turn.uow, first.work_order_id or 0)
    if order.state is WorkOrderState.RAISED:
        if named:
            turn.say("time_for", issue=turn.deal.title_of(order.issue))
        await booking.choose_time(turn, order)
        return
    turn.set_case(None)
    turn.then(Step.NEXT_PARKED)


async def _join(turn: Turn, decision: Decision) -> bool:
    household = await turn.household()
    home_id = household.home.id if household else None
    again = await work_orders.recalled(
        turn.uow, home_id=home_id, issue=decision.issue, now=turn.now
    )
    if again is not None or decision.priority not in JOINABLE:
        return False
    new = WorkElement(
        turn.case.report_id, decision.issue, tuple(decision.trades), decision.minutes or 0
    )
    for case in turn.dialogue.waiting:
        order = await diary.order_of(turn.uow, case.work_order_id or 0, lock=True)
        if await _fits(turn, order, new):
            await _widen(turn, order, decision, new)
            titles = [turn.deal.title_of(one) for one in (order.issue, new.issue)]
            turn.say("one_visit", first=titles[0], second=titles[1])
            return True
    return False


async def _fits(turn: Turn, order: WorkOrder, new: WorkElement) -> bool:
    """Whether somebody can do all of it, and a window is long enough and free."""
    if order.state not in OPEN or order.recall_of is not None or order.priority not in JOINABLE:
        return False
    needs = [one.trades for one in (*await turn.uow.elements.of_order(order.id), new)]
    if not can_do_all(await turn.uow.diary.operatives(), needs):
        return False
    household = await turn.household()
    return bool(
        await diary.offer(
            turn.uow,
            trades=needs[0],
            also=needs[1:],
            minutes=order.minutes + new.minutes,
            priority=order.priority,
            patch=household.home.patch if household else None,
            now=turn.now,
            limit=1,
            closed=turn.deal.calendar.holidays,
        )
    )


async def _widen(turn: Turn, order: WorkOrder, decision: Decision, new: WorkElement) -> None:
    due = [order.required_completion, decision.target.due_at if decision.target else None]
    await turn.uow.elements.add(order.id, new)
    await turn.uow.elements.widen(
        order,
        minutes=order.minutes + new.minutes,
        priority=min((order.priority, decision.priority), key=RANKS.index),
        required_completion=min((at for at in due if at is not None), default=None),
    )
    await landlord.problem_added(turn.uow, order, new, now=turn.now)
