"""The only place that reads the time."""

from datetime import UTC, datetime


class SystemClock:
    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        return datetime.now(UTC)
