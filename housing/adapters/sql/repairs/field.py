"""Operatives at work over SQL: their taps, and what they leave at a visit."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, insert, select, update

from housing.adapters.sql.insert_new import insert_new
from housing.adapters.sql.repository import Repository
from housing.adapters.sql.tables.field import tap as taps
from housing.adapters.sql.tables.field import visit_note, visit_photo
from housing.adapters.sql.tables.repairs import appointment, diary_window
from housing.domain.repairs.appointments import AppointmentState
from housing.domain.repairs.field_work import Tap, TapKind
from housing.domain.repairs.photos import Photo


class Field(Repository):
    async def keep_tap(
        self, tap: Tap, *, operative_id: int, subject_id: int, now: datetime
    ) -> bool:
        """False when a tap of this key is kept already; then nothing is changed."""
        kept = await self._connection.execute(
            insert_new(self._connection, taps, "operative_id", "key").values(
                operative_id=operative_id,
                key=tap.key,
                kind=tap.kind.value,
                subject_id=subject_id,
                tapped_at=tap.tapped_at,
                received_at=now,
            )
        )
        return bool(kept.rowcount)

    async def tap_answer(self, operative_id: int, key: str) -> Mapping[str, Any] | None:
        query = select(taps.c.answer).where(_same_tap(operative_id, key))
        answer: Mapping[str, Any] | None = (await self._connection.execute(query)).scalar()
        return answer

    async def answer_tap(self, operative_id: int, key: str, answer: Mapping[str, Any]) -> None:
        change = update(taps).where(_same_tap(operative_id, key)).values(answer=dict(answer))
        await self._connection.execute(change)

    async def tapped_at(self, operative_id: int, subject_id: int, kind: TapKind) -> datetime | None:
        """When the operative last tapped this about the visit, by their phone's time."""
        query = select(func.max(taps.c.tapped_at)).where(
            taps.c.operative_id == operative_id,
            taps.c.subject_id == subject_id,
            taps.c.kind == kind.value,
        )
        found: datetime | None = (await self._connection.execute(query)).scalar()
        return found

    async def visited_by(self, appointment_id: int) -> int | None:
        """The operative whose visit it is; None for no such visit, or a hold."""
        query = (
            select(diary_window.c.operative_id)
            .join(appointment, appointment.c.diary_window_id == diary_window.c.id)
            .where(
                appointment.c.id == appointment_id,
                appointment.c.state != AppointmentState.RESERVED.value,
            )
        )
        found: int | None = (await self._connection.execute(query)).scalar()
        return found

    async def add_note(
        self, *, appointment_id: int, operative_id: int, text: str, written_at: datetime
    ) -> None:
        await self._connection.execute(
            insert(visit_note).values(
                appointment_id=appointment_id,
                operative_id=operative_id,
                text=text,
                written_at=written_at,
            )
        )

    async def add_photo(
        self, *, appointment_id: int, operative_id: int, photo: Photo, taken_at: datetime
    ) -> int:
        statement = (
            insert(visit_photo)
            .values(
                appointment_id=appointment_id,
                operative_id=operative_id,
                content_type=photo.content_type,
                content=photo.content,
                taken_at=taken_at,
            )
            .returning(visit_photo.c.id)
        )
        return int((await self._connection.execute(statement)).scalar_one())

    async def count_photos(self, appointment_id: int) -> int:
        query = select(func.count()).where(visit_photo.c.appointment_id == appointment_id)
        return int((await self._connection.execute(query)).scalar_one())

    async def photo(self, photo_id: int) -> Photo | None:
        p = visit_photo.c
        query = select(p.content_type, p.content).where(p.id == photo_id)
        row = (await self._connection.execute(query)).one_or_none()
        return Photo(row.content_type, row.content) if row else None

    async def may_see_photo(self, photo_id: int, operative_id: int) -> bool:
        """Whether the photo was taken for an order that the operative visits or has visited."""
        taken, own = appointment.alias("taken"), appointment.alias("own")
        query = select(
            exists()
            .where(visit_photo.c.id == photo_id)
            .where(taken.c.id == visit_photo.c.appointment_id)
            .where(own.c.work_order_id == taken.c.work_order_id)
            .where(own.c.state.not_in(_NOT_THEIRS))
            .where(diary_window.c.id == own.c.diary_window_id)
            .where(diary_window.c.operative_id == operative_id)
        )
        return bool((await self._connection.execute(query)).scalar())


_NOT_THEIRS = (AppointmentState.RESERVED.value, AppointmentState.CANCELLED.value)


def _same_tap(operative_id: int, key: str) -> Any:
    return (taps.c.operative_id == operative_id) & (taps.c.key == key)
