"""The mobile network that the simulator plays: who texted what to whom, and what became of it."""

import secrets
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

REMEMBERED_TEXTS = 1000
_STOP = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "OPTOUT", "REVOKE"})
_START = frozenset({"START", "UNSTOP"})


@dataclass(slots=True)
class PhoneText:
    """`direction` as the service sees it: `in` is what the tenant sent."""

    sid: str
    direction: str
    body: str
    status: str
    at: datetime

    def as_json(self) -> dict[str, Any]:
        return {
            "sid": self.sid,
            "direction": self.direction,
            "body": self.body,
            "status": self.status,
            "at": self.at.isoformat(),
        }


class Carrier:
    """Texts of each number, newest last, as long as the process lives."""

    def __init__(self) -> None:
        self._threads: dict[str, deque[PhoneText]] = defaultdict(
            lambda: deque(maxlen=REMEMBERED_TEXTS)
        )
        self._stopped: set[str] = set()

    def add(
        self, number: str, direction: str, body: str, status: str, at: datetime, sid: str = ""
    ) -> PhoneText:
        text = PhoneText(sid or "SM" + secrets.token_hex(16), direction, body, status, at)
        self._threads[number].append(text)
        return text

    def thread(self, number: str) -> Sequence[PhoneText]:
        return tuple(self._threads.get(number, ()))

    def find(self, number: str, sid: str) -> PhoneText | None:
        return next((text for text in self.thread(number) if text.sid == sid), None)

    def hear(self, number: str, body: str) -> None:
        """Keeps the carrier's own list of numbers that have stopped us, as Twilio does."""
        word = body.strip().upper()
        if word in _STOP:
            self._stopped.add(number)
        elif word in _START:
            self._stopped.discard(number)

    def is_stopped(self, number: str) -> bool:
        return number in self._stopped
