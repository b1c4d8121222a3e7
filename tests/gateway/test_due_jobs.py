"""What is due is done by the running gateway, once, and every kind of job has somebody to do it."""

import re
from pathlib import Path

from sqlalchemy import select

from gateway.workers.due_jobs import DueJobs
from housing.adapters.deal.diary_files import load_diary_plan
from housing.adapters.deal.files import load_deal
from housing.adapters.sql.tables.talk import due_job
from housing.services.casework import asb_watch, promise_sweep
from housing.services.conversation import unprompted
from housing.services.conversation.matters import asb, free_of_charge
from housing.services.conversation.safety import danger
from housing.services.desk import answer_by_text, answer_clock, review
from housing.services.messaging import due_work
from housing.services.repairs import diary, emergencies, landlord_answers, on_call, order_watch
from housing.services.repairs.visit_jobs import VisitJob
from tests.gateway.conftest import Gateway
from tests.gateway.phone import until

SERVICES = Path(due_work.__file__).parents[1]


async def test_the_diary_is_kept_open_once_a_day(gateway: Gateway) -> None:
    async def rows() -> dict[str, str]:
        async with gateway.services.engine.connect() as connection:
            found = await connection.execute(
                select(due_job.c.key, due_job.c.state).order_by(due_job.c.due_at)
            )
            return {row.key: row.state for row in found}

    async def done() -> bool:
        top_ups = [state for key, state in (await rows()).items() if key.startswith(diary.TOP_UP)]
        return top_ups == ["done", "due"]

    await until(done)
    await DueJobs(gateway.services).look()
    assert await done(), "another process that starts on the same day adds nothing"
    assert [key for key in await rows() if not key.startswith(f"{diary.TOP_UP}:")] == [
        promise_sweep.SWEEP
    ]


def test_every_kind_that_is_scheduled_has_a_handler() -> None:
    """Job kinds are the constants given as `kind=` in the services."""
    source = "\n".join(file.read_text() for file in SERVICES.rglob("*.py"))
    scheduled = set(re.findall(r"kind=(?:diary\.)?([A-Z][A-Z_]+),", source))
    kinds = {
        "ANSWER_BY_TEXT": answer_by_text.ANSWER_BY_TEXT,
        "CALL_OUT": on_call.CALL_OUT,
        "CHECK_BACK": asb.CHECK_BACK,
        "FORGET": review.FORGET,
        "GO_ON_FREE": free_of_charge.GO_ON_FREE,
        "OFFER_WHEN_FREE": unprompted.OFFER_WHEN_FREE,
        "SEE_TO_ASB": asb_watch.SEE_TO_ASB,
        "SEE_TO_ORDER": order_watch.SEE_TO_ORDER,
        "SWEEP": promise_sweep.SWEEP,
        "TELL_NOBODY": emergencies.TELL_NOBODY,
        "OFFER_TIMES": landlord_answers.OFFER_TIMES,
        "RUN_OUT": answer_clock.RUN_OUT,
        "TOP_UP": diary.TOP_UP,
        "UNANSWERED": danger.UNANSWERED,
    }
    assert scheduled == set(kinds)
    handlers = set(due_work.due_handlers(load_deal(), load_diary_plan()))
    assert handlers == {*kinds.values(), *VisitJob}
