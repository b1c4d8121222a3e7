"""Quiet hours: nothing unprompted is sent to a tenant between 8pm and 8am on London's clock.

Answers to a tenant who is writing are not unprompted and never wait.
"""

from datetime import datetime, time, timedelta

from housing.domain.clock.local_time import at_london, to_london

QUIET_FROM = time(20)
QUIET_UNTIL = time(8)


def next_allowed(at: datetime) -> datetime:
    """`at` itself, or the next 8am in London when it falls into the quiet hours."""
    local = to_london(at)
    if local.time() >= QUIET_FROM:
        return at_london(local.date() + timedelta(days=1), QUIET_UNTIL)
    if local.time() < QUIET_UNTIL:
        return at_london(local.date(), QUIET_UNTIL)
    return at
