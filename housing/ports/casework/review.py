"""Masked texts that people say the meaning of, as the services need them."""

from datetime import datetime
from typing import Protocol

from housing.domain.casework.review import Label, NewReview, Review, ReviewState


class Reviews(Protocol):
    async def add(self, review: NewReview, *, now: datetime) -> None: ...

    async def has_text(self, text: str) -> bool:
        """Whether a row has exactly this text, whatever was decided about it."""
        ...

    async def forget_message(self, message_id: int) -> None:
        """Takes away what waits for review of a message; what was decided stays."""
        ...

    async def review(self, review_id: int) -> Review | None: ...

    async def in_state(self, state: ReviewState, *, limit: int | None = None) -> tuple[Review, ...]:
        """Corrections by officers first, then oldest first."""
        ...

    async def count_waiting(self) -> int: ...

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
        ...

    async def forget_before(self, end: datetime) -> int:
        """Deletes what was added before then; returns how many."""
        ...
