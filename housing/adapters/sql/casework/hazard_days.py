"""What the later clocks of a hazard run from, in SQL."""

from typing import Any

from sqlalchemy import select

from housing.adapters.sql.tables import reports, steps


def investigated_on() -> Any:
    """The day the investigation of a hazard ended; null before."""
    s = steps.hazard_step.c
    ended = select(s.on_day).where(
        s.hazard_report_id == reports.hazard_report.c.id, s.step == "investigate"
    )
    return ended.scalar_subquery().label("investigated_on")
