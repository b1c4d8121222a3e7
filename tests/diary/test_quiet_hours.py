"""Nothing unprompted between 8pm and 8am on the tenant's clock, in winter, summer and between."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from housing.domain.messaging.quiet_hours import next_allowed

LONDON = ZoneInfo("Europe/London")


def _at(words: str) -> datetime:
    parsed = datetime.strptime(words, "%a %d %b %Y %H:%M")  # noqa: DTZ007
    assert f"{parsed:%a}" == words[:3]
    return parsed.replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        ("Mon 23 Nov 2026 19:59", "Mon 23 Nov 2026 19:59"),
        ("Mon 23 Nov 2026 20:00", "Tue 24 Nov 2026 08:00"),
        ("Mon 23 Nov 2026 23:59", "Tue 24 Nov 2026 08:00"),
        ("Tue 24 Nov 2026 00:00", "Tue 24 Nov 2026 08:00"),
        ("Tue 24 Nov 2026 07:59", "Tue 24 Nov 2026 08:00"),
        ("Tue 24 Nov 2026 08:00", "Tue 24 Nov 2026 08:00"),
        ("Wed 1 Jul 2026 20:00", "Thu 2 Jul 2026 08:00"),
        ("Wed 1 Jul 2026 08:00", "Wed 1 Jul 2026 08:00"),
        # The clocks go forward on Sun 29 Mar and back on Sun 25 Oct.
        ("Sat 28 Mar 2026 22:00", "Sun 29 Mar 2026 08:00"),
        ("Sat 24 Oct 2026 22:00", "Sun 25 Oct 2026 08:00"),
        ("Thu 31 Dec 2026 21:00", "Fri 1 Jan 2027 08:00"),
    ],
)
def test_when_an_unprompted_text_may_go(at: str, allowed: str) -> None:
    assert next_allowed(_at(at)) == _at(allowed)
