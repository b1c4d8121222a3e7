"""Who was shown personal data: kept before it is sent, and read by managers."""

from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork, Units
from housing.domain.people.audit import VIEW_AGAIN_AFTER, VIEWED, AuditLine, AuditQuestion

LINES_A_PAGE = 100


async def viewed(
    units: Units, reads: Units, *, actor: str, subject: str, route: str, again: bool, now: datetime
) -> None:
    """Somebody is shown this. A page that is read again by itself is kept once in a while only,
    and the question whether it is waits for no writer."""
    if again:
        since = now - VIEW_AGAIN_AFTER
        async with reads() as uow:
            if await uow.audit.has(actor=actor, action=VIEWED, subject=subject, since=since):
                return
    async with units() as uow:
        await uow.desk.record(
            actor=actor, action=VIEWED, subject=subject, detail={"route": route}, now=now
        )


async def page(
    uow: UnitOfWork, question: AuditQuestion
) -> tuple[tuple[AuditLine, ...], int | None]:
    """A page of the trail, and the id to go on from when there is more."""
    found = await uow.audit.lines(question, limit=LINES_A_PAGE + 1)
    more = found[LINES_A_PAGE - 1].id if len(found) > LINES_A_PAGE else None
    return found[:LINES_A_PAGE], more
