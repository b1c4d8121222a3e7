"""What each kind of due job does: the one table that says how the service acts by itself.

A handler runs in the transaction that marks its job as done. What it says to tenants obeys the
same rules as any other text; when it may be said was decided when it was scheduled.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.repairs.diary_windows import DiaryPlan
from housing.domain.repairs.visit_rules import VisitRules
from housing.services.casework import asb_watch, promise_sweep
from housing.services.conversation import unprompted
from housing.services.conversation.matters import asb, feedback, free_of_charge
from housing.services.conversation.safety import danger
from housing.services.conversation.visits import offering, visit_news
from housing.services.desk import answer_by_text, answer_clock, review
from housing.services.messaging import jobs
from housing.services.messaging.jobs import Handler
from housing.services.repairs import diary, emergencies, landlord_answers, on_call, order_watch
from housing.services.repairs.visit_jobs import VisitJob

TOP_UP_EVERY = timedelta(days=1)


def due_handlers(deal: Deal, plan: DiaryPlan) -> Mapping[str, Handler]:
    """The handler of every kind of job that is ever scheduled."""

    async def check_back(
        uow: UnitOfWork, payload: Mapping[str, Any], now: datetime
    ) -> datetime | None:
        return await asb.check_back(uow, deal, dict(payload), now)

    async def top_up(uow: UnitOfWork, _payload: Mapping[str, Any], now: datetime) -> None:
        today = to_london(now).date()
        await diary.top_up(uow, plan=plan, closed=deal.calendar.holidays, today=today)
        await keep_diary_open(uow, now=now + TOP_UP_EVERY)

    async def call_out(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
        await on_call.call_out_next(
            uow,
            deal,
            work_order_id=payload["work_order_id"],
            accept_within=plan.accept_within,
            now=now,
        )

    async def forget_reviews(uow: UnitOfWork, payload: Mapping[str, Any], _now: datetime) -> None:
        await review.forget(uow, before=datetime.fromisoformat(payload["before"]))

    async def maybe_danger(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
        await danger.raise_unanswered(uow, deal, payload, now)

    return {
        danger.UNANSWERED: maybe_danger,
        diary.TOP_UP: top_up,
        asb.CHECK_BACK: check_back,
        review.FORGET: forget_reviews,
        on_call.CALL_OUT: call_out,
        **_offering_times(deal),
        **_of_answers(deal),
        **_looking_after(deal, plan.visits),
        **_about_visits(deal, plan.visits),
    }


def _offering_times(deal: Deal) -> Mapping[str, Handler]:
    async def offer_times(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
        await offering.offer_times(
            uow,
            deal,
            work_order_id=payload["work_order_id"],
            refused=payload["refused"],
            now=now,
        )

    async def offer_when_free(
        uow: UnitOfWork, payload: Mapping[str, Any], now: datetime
    ) -> datetime | None:
        return await offering.offer_when_free(
            uow, deal, work_order_id=payload["work_order_id"], now=now
        )

    return {landlord_answers.OFFER_TIMES: offer_times, unprompted.OFFER_WHEN_FREE: offer_when_free}


def _of_answers(deal: Deal) -> Mapping[str, Handler]:
    """What happens to a person's answer: it follows by text, or it is late."""

    async def follow_by_text(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
        await answer_by_text.follow(uow, deal, payload, now)

    async def answer_late(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
        await answer_clock.run_out(uow, handoff_id=payload["handoff_id"], now=now)

    return {
        answer_clock.RUN_OUT: answer_late,
        answer_by_text.ANSWER_BY_TEXT: follow_by_text,
    }


def _looking_after(deal: Deal, rules: VisitRules) -> Mapping[str, Handler]:
    """What sees to it that nothing open is forgotten; most of it comes back until it is done."""

    async def see_to_order(
        uow: UnitOfWork, payload: Mapping[str, Any], now: datetime
    ) -> datetime | None:
        return await order_watch.look(
            uow, deal, work_order_id=payload["work_order_id"], rules=rules, now=now
        )

    async def see_to_asb(
        uow: UnitOfWork, payload: Mapping[str, Any], now: datetime
    ) -> datetime | None:
        return await asb_watch.look(uow, deal, case_id=payload["case_id"], now=now)

    async def go_on_free(
        uow: UnitOfWork, payload: Mapping[str, Any], now: datetime
    ) -> datetime | None:
        return await free_of_charge.go_on(uow, deal, report_id=payload["report_id"], now=now)

    async def tell_nobody(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
        await emergencies.tell_nobody_coming(
            uow, deal, work_order_id=payload["work_order_id"], now=now
        )

    async def sweep(uow: UnitOfWork, _payload: Mapping[str, Any], now: datetime) -> datetime:
        return await promise_sweep.sweep(uow, deal.calendar, now=now)

    return {
        order_watch.SEE_TO_ORDER: see_to_order,
        asb_watch.SEE_TO_ASB: see_to_asb,
        free_of_charge.GO_ON_FREE: go_on_free,
        emergencies.TELL_NOBODY: tell_nobody,
        promise_sweep.SWEEP: sweep,
    }


def _about_visits(deal: Deal, rules: VisitRules) -> Mapping[str, Handler]:
    async def expire_hold(uow: UnitOfWork, _payload: Mapping[str, Any], now: datetime) -> None:
        await diary.expire_holds(uow, now=now)

    def told(tell: Callable[[UnitOfWork, Deal, int, datetime], Awaitable[None]]) -> Handler:
        async def handle(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
            await tell(uow, deal, payload["appointment_id"], now)

        return handle

    def by_rules(
        tell: Callable[[UnitOfWork, Deal, VisitRules, int, datetime], Awaitable[None]],
    ) -> Handler:
        async def handle(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
            await tell(uow, deal, rules, payload["appointment_id"], now)

        return handle

    return {
        VisitJob.EXPIRE_HOLD: expire_hold,
        VisitJob.ASK_FEEDBACK: told(feedback.ask_after_visit),
        VisitJob.REMIND: by_rules(visit_news.remind),
        VisitJob.ON_THE_WAY: told(visit_news.on_the_way),
        VisitJob.CHECK_ARRIVAL: by_rules(visit_news.check_arrival),
        VisitJob.TELL_NO_ACCESS: by_rules(visit_news.no_access),
        VisitJob.TELL_FOLLOW_ON: told(visit_news.follow_on),
        VisitJob.TELL_MISSED: told(visit_news.missed),
        VisitJob.TELL_REPLANNED: told(visit_news.replanned),
        VisitJob.NOT_CHOSEN: told(visit_news.not_chosen),
    }


async def keep_watch(uow: UnitOfWork, *, now: datetime) -> None:
    """Has the diary kept open and every promise looked after, however many processes ask for it."""
    await keep_diary_open(uow, now=now)
    await promise_sweep.begin(uow, now=now)


async def keep_diary_open(uow: UnitOfWork, *, now: datetime) -> None:
    """Has the diary opened further ahead once on this day, whoever asks for it."""
    day = to_london(now).date()
    await jobs.schedule(uow, kind=diary.TOP_UP, key=f"{diary.TOP_UP}:{day}", payload={}, due_at=now)
