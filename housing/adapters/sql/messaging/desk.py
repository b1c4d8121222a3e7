"""The desk over SQL: handoffs, alerts, notes and the audit trail, for SQLite and PostgreSQL."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, insert, select, update
from sqlalchemy.engine import RowMapping

from housing.adapters.sql.messaging.chat_views import queue_places
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables import desk as t
from housing.adapters.sql.tables import reports, talk
from housing.domain.casework.charge_decision import ChargeState, ChargeToDecide
from housing.domain.messaging.handoff import Handoff, HandoffState, Priority
from housing.domain.people.desk import Alert, Note

_OPEN = (HandoffState.WAITING, HandoffState.CLAIMED)


def _handoff(row: RowMapping) -> Handoff:
    return Handoff(
        **{
            **row,
            "priority": Priority(row["priority"]),
            "state": HandoffState(row["state"]),
        }
    )


class Desk(Repository):
    async def handoff(self, handoff_id: int) -> Handoff | None:
        query = select(t.handoff).where(t.handoff.c.id == handoff_id)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _handoff(row) if row else None

    async def open_handoff(self, conversation_id: int) -> Handoff | None:
        """The one that is waiting or claimed, if there is one."""
        query = select(t.handoff).where(
            t.handoff.c.conversation_id == conversation_id, t.handoff.c.state.in_(_OPEN)
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _handoff(row) if row else None

    async def add_handoff(
        self,
        *,
        conversation_id: int,
        reason: str,
        summary: str,
        priority: str,
        context: Mapping[str, Any],
        answer_due_at: datetime,
        now: datetime,
    ) -> Handoff:
        statement = insert(t.handoff).values(
            conversation_id=conversation_id,
            reason=reason,
            summary=summary,
            priority=priority,
            context=dict(context),
            state=HandoffState.WAITING,
            version=1,
            created_at=now,
            answer_due_at=answer_due_at,
        )
        result = await self._connection.execute(statement.returning(t.handoff))
        return _handoff(result.mappings().one())

    async def update_handoff(self, before: Handoff, after: Handoff) -> Handoff | None:
        """Writes `after` if the row still is as in `before`; None when another was faster."""
        statement = (
            update(t.handoff)
            .where(t.handoff.c.id == before.id, t.handoff.c.version == before.version)
            .values(
                reason=after.reason,
                summary=after.summary,
                priority=after.priority,
                context=dict(after.context),
                state=after.state,
                officer_id=after.officer_id,
                outcome=after.outcome,
                answer_due_at=after.answer_due_at,
                claimed_at=after.claimed_at,
                first_reply_at=after.first_reply_at,
                ended_at=after.ended_at,
                reply_due_at=after.reply_due_at,
                late_at=after.late_at,
                version=before.version + 1,
            )
        )
        result = await self._connection.execute(statement.returning(t.handoff))
        row = result.mappings().one_or_none()
        return _handoff(row) if row else None

    async def place_in_queue(self, handoff_id: int) -> int | None:
        """From 1, in the order in which the desk shows them; None when it does not wait."""
        places = queue_places().subquery()
        query = select(places.c.position).where(places.c.id == handoff_id)
        return (await self._connection.execute(query)).scalar()

    async def unanswered_claims(self, claimed_before: datetime) -> tuple[Handoff, ...]:
        """Claimed before that time, and no officer has written to the tenant since."""
        answered = exists().where(
            and_(
                talk.message.c.conversation_id == t.handoff.c.conversation_id,
                talk.message.c.author == "officer",
                talk.message.c.created_at >= t.handoff.c.claimed_at,
            )
        )
        query = select(t.handoff).where(
            t.handoff.c.state == HandoffState.CLAIMED,
            t.handoff.c.claimed_at < claimed_before,
            ~answered,
        )
        rows = (await self._connection.execute(query)).mappings().all()
        return tuple(_handoff(row) for row in rows)

    async def claims_of(self, officer_id: int) -> tuple[Handoff, ...]:
        """What the officer has, by conversation: the order in which they may be locked."""
        query = (
            select(t.handoff)
            .where(t.handoff.c.state == HandoffState.CLAIMED, t.handoff.c.officer_id == officer_id)
            .order_by(t.handoff.c.conversation_id)
        )
        rows = (await self._connection.execute(query)).mappings().all()
        return tuple(_handoff(row) for row in rows)

    async def add_alert(
        self,
        *,
        conversation_id: int,
        message_id: int,
        danger: str,
        words: str,
        confidence: int,
        now: datetime,
    ) -> Alert:
        """The alert, new or the one that this message already raised."""
        known = select(t.alert).where(
            t.alert.c.message_id == message_id, t.alert.c.danger == danger
        )
        row = (await self._connection.execute(known)).mappings().one_or_none()
        if row is None:
            statement = insert(t.alert).values(
                conversation_id=conversation_id,
                message_id=message_id,
                danger=danger,
                words=words,
                confidence=confidence,
                created_at=now,
            )
            result = await self._connection.execute(statement.returning(t.alert))
            row = result.mappings().one()
        return Alert(**row)

    async def alert(self, alert_id: int) -> Alert | None:
        query = select(t.alert).where(t.alert.c.id == alert_id)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return Alert(**row) if row else None

    async def alerts_since(self, conversation_id: int, since: datetime) -> tuple[Alert, ...]:
        """Those raised in the conversation since then, taken back or not, oldest first."""
        a = t.alert.c
        query = (
            select(t.alert)
            .where(a.conversation_id == conversation_id, a.created_at >= since)
            .order_by(a.id)
        )
        rows = (await self._connection.execute(query)).mappings().all()
        return tuple(Alert(**row) for row in rows)

    async def take_back_alert(self, alert_id: int, words: str, now: datetime) -> None:
        statement = (
            update(t.alert)
            .where(t.alert.c.id == alert_id, t.alert.c.taken_back_at.is_(None))
            .values(taken_back_at=now, taken_back_words=words)
        )
        await self._connection.execute(statement)

    async def acknowledge_alerts(self, newest: Alert, officer_id: int, now: datetime) -> bool:
        """That one and the earlier ones of its conversation; False when all were before."""
        statement = (
            update(t.alert)
            .where(
                t.alert.c.conversation_id == newest.conversation_id,
                t.alert.c.id <= newest.id,
                t.alert.c.acknowledged_at.is_(None),
            )
            .values(acknowledged_by=officer_id, acknowledged_at=now)
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def make_alert_sure(self, conversation_id: int, danger: str) -> None:
        """The newest of this danger: certain from now on, and to be acknowledged if it was not."""
        newest = select(func.max(t.alert.c.id)).where(
            t.alert.c.conversation_id == conversation_id, t.alert.c.danger == danger
        )
        unsure = and_(t.alert.c.id == newest.scalar_subquery(), t.alert.c.confidence < 100)
        again = {"acknowledged_by": None, "acknowledged_at": None}
        await self._connection.execute(
            update(t.alert).where(unsure).values(confidence=100, **again)
        )

    async def add_note(
        self, *, conversation_id: int, officer_id: int, text: str, now: datetime
    ) -> Note:
        statement = insert(t.note).values(
            conversation_id=conversation_id, officer_id=officer_id, text=text, created_at=now
        )
        result = await self._connection.execute(statement.returning(t.note))
        return Note(**result.mappings().one())

    async def newest_seq_by_people(self, conversation_id: int) -> int:
        """Sequence number of the newest message by the tenant or an officer; 0 without one."""
        query = select(func.coalesce(func.max(talk.message.c.seq), 0)).where(
            talk.message.c.conversation_id == conversation_id,
            talk.message.c.author.in_(("tenant", "officer")),
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def has_written(self, conversation_id: int, officer_id: int, since: datetime) -> bool:
        """Whether the officer has sent the tenant anything since then."""
        m = talk.message.c
        query = select(m.id).where(
            m.conversation_id == conversation_id, m.officer_id == officer_id, m.created_at >= since
        )
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def charge(self, charge_id: int) -> ChargeToDecide | None:
        c, r = reports.charge.c, reports.report.c
        query = (
            select(c.id, c.report_id, r.conversation_id, c.amount_pence, c.state, c.agreed_at)
            .join_from(reports.charge, reports.report, c.report_id == r.id)
            .where(c.id == charge_id)
        )
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        return ChargeToDecide(
            id=row.id,
            conversation_id=row.conversation_id,
            amount_pence=row.amount_pence,
            state=ChargeState(row.state),
            agreed=row.agreed_at is not None,
            report_id=row.report_id,
        )

    async def decide_charge(
        self, charge: ChargeToDecide, state: str, officer_id: int, now: datetime
    ) -> bool:
        """False when its state is no longer the one in `charge`."""
        statement = (
            update(reports.charge)
            .where(reports.charge.c.id == charge.id, reports.charge.c.state == charge.state)
            .values(state=state, decided_by=officer_id, decided_at=now)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def record(
        self,
        *,
        actor: str,
        action: str,
        subject: str,
        detail: Mapping[str, Any] | None = None,
        now: datetime,
    ) -> None:
        """Adds one row to the audit trail."""
        await self._connection.execute(
            insert(t.audit).values(
                at=now, actor=actor, action=action, subject=subject, detail=dict(detail or {})
            )
        )

    async def count_audit(self, *, action: str, subject: str, since: datetime) -> int:
        query = select(func.count()).where(
            t.audit.c.action == action, t.audit.c.subject == subject, t.audit.c.at >= since
        )
        return int((await self._connection.execute(query)).scalar_one())
