"""What each kind of due job does: the one table that says how the service acts by itself.

A handler runs in the transaction that marks its job as done. What it says to tenants obeys the
same rules as any other text; when it may be said was decided when it was scheduled.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from housing.domain.deal import Deal
from housing.domain.diary_windows import DiaryPlan
from housing.domain.local_time import to_london
from housing.domain.visit_rules import VisitRules
from housing.ports import UnitOfWork
from housing.services import answer_by_text, diary, jobs, landlord_answers, on_call, review
from housing.services.conversation import asb, feedback, offering, visit_news
from housing.services.jobs import Handler
from housing.services.visit_jobs import VisitJob

TOP_UP_EVERY = timedelta(days=1)


def due_handlers(deal: Deal, plan: DiaryPlan) -> Mapping[str, Handler]:
    """The handler of every kind of job that is ever scheduled."""

    async def check_back(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
        await asb.check_back(uow, deal, dict(payload), now)

    async def top_up(uow: UnitOfWork, _payload: Mapping[str, Any], now: datetime) -> None:
        today = to_london(now).date()
        await diary.top_up(uow, plan=plan, closed=deal.calendar.holidays, today=today)
        await keep_diary_open(uow, now=now + TOP_UP_EVERY)

    async def call_out(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
        await on_call.see_to(
            uow,
            deal,
            work_order_id=payload["work_order_id"],
            accept_within=plan.accept_within,
            now=now,
        )

    async def offer_times(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
        await offering.offer_times(
            uow,
            deal,
            work_order_id=payload["work_order_id"],
            refused=payload["refused"],
            now=now,
        )

    async def forget_reviews(uow: UnitOfWork, payload: Mapping[str, Any], _now: datetime) -> None:
        await review.forget(uow, before=datetime.fromisoformat(payload["before"]))

    async def follow_by_text(uow: UnitOfWork, payload: Mapping[str, Any], now: datetime) -> None:
        await answer_by_text.follow(uow, deal, payload, now)

    return {
        diary.TOP_UP: top_up,
        answer_by_text.ANSWER_BY_TEXT: follow_by_text,
        asb.CHECK_BACK: check_back,
        review.FORGET: forget_reviews,
        on_call.CALL_OUT: call_out,
        landlord_answers.OFFER_TIMES: offer_times,
        **_about_visits(deal, plan.visits),
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


async def keep_diary_open(uow: UnitOfWork, *, now: datetime) -> None:
    """Has the diary opened further ahead once on this day, whoever asks for it."""
    day = to_london(now).date()
    await jobs.schedule(uow, kind=diary.TOP_UP, key=f"{diary.TOP_UP}:{day}", payload={}, due_at=now)
