"""Reviews over SQL. A decision is one UPDATE of a row that still waits, so the first one stands."""

from datetime import datetime

from sqlalchemy import Row, delete, func, insert, select, update

from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.review import review as t
from housing.domain.casework.review import Label, NewReview, Review, ReviewState, Source


class Reviews(Repository):
    async def add(self, review: NewReview, *, now: datetime) -> None:
        label = review.label
        await self._connection.execute(
            insert(t).values(
                message_id=review.message_id,
                report_id=review.report_id,
                source=review.source.value,
                text=review.text,
                read_intent=review.read.intent,
                read_issue=review.read.issue,
                confidence=review.confidence,
                label_intent=label.intent if label else None,
                label_issue=label.issue if label else None,
                state=ReviewState.TO_REVIEW.value,
                created_at=now,
            )
        )

    async def has_text(self, text: str) -> bool:
        """Whether a row has exactly this text, whatever was decided about it."""
        query = select(t.c.id).where(t.c.text == text).limit(1)
        return (await self._connection.execute(query)).first() is not None

    async def forget_message(self, message_id: int) -> None:
        """Takes away what waits for review of a message; what was decided stays."""
        waiting = t.c.state == ReviewState.TO_REVIEW.value
        await self._connection.execute(delete(t).where(t.c.message_id == message_id, waiting))

    async def review(self, review_id: int) -> Review | None:
        row = (await self._connection.execute(select(t).where(t.c.id == review_id))).one_or_none()
        return _to_review(row) if row else None

    async def in_state(self, state: ReviewState, *, limit: int | None = None) -> tuple[Review, ...]:
        """Corrections by officers first, then oldest first."""
        query = select(t).where(t.c.state == state.value)
        # "corrected" sorts before "unsure".
        query = query.order_by(t.c.source, t.c.id).limit(limit)
        return tuple(_to_review(row) for row in await self._connection.execute(query))

    async def count_waiting(self) -> int:
        query = select(func.count()).where(t.c.state == ReviewState.TO_REVIEW.value)
        return int((await self._connection.execute(query)).scalar_one())

    async def decide(
        self,
        review_id: int,
        *,
        state: ReviewState,
        label: Label | None,
        text: str,
        officer_id: int,
        now: datetime,
    ) -> bool:
        """False when somebody decided before."""
        statement = (
            update(t)
            .where(t.c.id == review_id, t.c.state == ReviewState.TO_REVIEW.value)
            .values(
                state=state.value,
                label_intent=label.intent if label else None,
                label_issue=label.issue if label else None,
                text=text,
                decided_by=officer_id,
                decided_at=now,
            )
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def forget_before(self, end: datetime) -> int:
        """Deletes what was added before then; returns how many."""
        return (await self._connection.execute(delete(t).where(t.c.created_at < end))).rowcount


def _to_review(row: Row[tuple[object, ...]]) -> Review:
    return Review(
        id=row.id,
        source=Source(row.source),
        text=row.text,
        read=Label(row.read_intent, row.read_issue),
        confidence=row.confidence,
        label=Label(row.label_intent, row.label_issue) if row.label_intent else None,
        state=ReviewState(row.state),
        created_at=row.created_at,
    )
