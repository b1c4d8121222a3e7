"""Mornings to decide on: in the heating season, out of it, and in the October between."""

from datetime import datetime

from housing.domain.clock.local_time import LONDON

MONDAY_IN_WINTER = datetime(2026, 11, 23, 9, 30, tzinfo=LONDON)
MONDAY_IN_SUMMER = datetime(2026, 7, 6, 9, 30, tzinfo=LONDON)
MONDAY_IN_OCTOBER = datetime(2026, 10, 12, 9, 30, tzinfo=LONDON)
