"""How long who somebody is stays proved, and a number that is given to somebody else."""

from datetime import UTC, datetime, timedelta

import pytest

from housing.domain.people.identity import VerifiedFor, is_still_verified

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("wrote_after", "still"),
    [
        ((), True),
        ((30,), True),
        ((30.1,), False),
        ((20, 45, 70, 99), True),
        ((20, 51), False),
        ((31, 32, 33), False),
    ],
)
def test_on_the_web_while_they_go_on_writing(wrote_after: tuple[float, ...], still: bool) -> None:
    wrote = [AT + MINUTE * after for after in wrote_after]
    now = max([AT, *wrote]) + timedelta(seconds=5)
    found = is_still_verified(VerifiedFor(), by_text=False, verified_at=AT, wrote_at=wrote, now=now)
    assert found is still


@pytest.mark.parametrize(("after", "still"), [(0, True), (30, True), (30.1, False), (400, False)])
def test_by_text_for_thirty_days(after: float, still: bool) -> None:
    found = is_still_verified(
        VerifiedFor(), by_text=True, verified_at=AT, wrote_at=(), now=AT + DAY * after
    )
    assert found is still
