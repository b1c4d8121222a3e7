"""Times as staff read them: no window ends before it begins."""

from datetime import UTC, datetime

import pytest

from desk.wording.times import arrival

NOW = datetime(2026, 11, 30, 4, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ((2026, 11, 30, 8), (2026, 11, 30, 12), "Mon 30 Nov 08:00 to 12:00"),
        ((2026, 11, 30, 5), (2026, 12, 1, 4), "Mon 30 Nov 05:00 to Tue 1 Dec 04:00"),
        ((2026, 11, 30, 22), (2026, 12, 1, 0), "Mon 30 Nov 22:00 to Tue 1 Dec 00:00"),
        ((2026, 12, 31, 22), (2027, 1, 1, 2), "Thu 31 Dec 22:00 to Fri 1 Jan 2027 02:00"),
        # Both are one day in London's summer, and two in UTC.
        ((2027, 7, 1, 23), (2027, 7, 2, 3), "Fri 2 Jul 2027 00:00 to 04:00"),
    ],
)
def test_a_window_over_midnight_names_both_days(
    earliest: tuple[int, int, int, int], latest: tuple[int, int, int, int], said: str
) -> None:
    begin, end = datetime(*earliest, tzinfo=UTC), datetime(*latest, tzinfo=UTC)
    assert arrival(begin, end, NOW) == said
