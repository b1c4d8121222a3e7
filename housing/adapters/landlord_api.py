"""The landlord's repairs system over HTTP; the JSON is in docs/landlord-systems.md.

A hiccup is tried again here, with the same Idempotency-Key; a longer silence is the queue's
business. Nothing that was sent or answered is logged: it holds people's homes.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import aiohttp
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    wait_random_exponential,
)

from housing.domain.repairs.landlord_commands import (
    JobStatusUpdate,
    RaiseRepair,
    RequestAppointment,
    WorkOrderComplete,
)
from housing.ports.repairs.landlord import LandlordRefused, LandlordUnavailable

TIMEOUT_S = 10.0
ATTEMPTS = 3
LONGEST_PAUSE_S = 2.0
MAX_ANSWER_BYTES = 64 * 1024
BUSY = frozenset({408, 425, 429})
# It had the command before and says so instead of giving the first answer again.
DUPLICATE = "duplicate"


class LandlordApi:
    """The port `LandlordSystem`. The session belongs to the caller, who closes it."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        token: str,
        *,
        timeout_s: float = TIMEOUT_S,
        longest_pause_s: float = LONGEST_PAUSE_S,
    ) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._token = token
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._longest_pause_s = longest_pause_s

    async def raise_repair(self, command: RaiseRepair, *, key: str) -> str:
        body = {
            "reference": command.work_order,
            "description": command.description,
            "issue": command.issue,
            "trade": command.trade,
            "priority": command.priority,
            "requiredCompletionDateTime": command.required_completion,
            "location": {"reference": command.location, "address": command.address},
        }
        answer = await self._send("/work-orders", body, key)
        reference = answer.get("reference")
        return reference if isinstance(reference, str) else command.work_order

    async def request_appointment(self, command: RequestAppointment, *, key: str) -> None:
        body = {
            "appointmentReference": command.appointment,
            "earliestArrivalTime": command.earliest_arrival,
            "latestArrivalTime": command.latest_arrival,
        }
        await self._send(f"{_order(command.work_order)}/appointments", body, key)

    async def job_status_update(self, command: JobStatusUpdate, *, key: str) -> None:
        body = {
            "appointmentReference": command.appointment,
            "status": command.status,
            "eventTime": command.at,
        }
        await self._send(f"{_order(command.work_order)}/job-status-updates", body, key)

    async def work_order_complete(self, command: WorkOrderComplete, *, key: str) -> None:
        body = {"appointmentReference": command.appointment, "completedTime": command.at}
        await self._send(f"{_order(command.work_order)}/completion", body, key)

    async def _send(self, path: str, body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        attempts = AsyncRetrying(
            stop=stop_after_attempt(ATTEMPTS),
            retry=retry_if_exception_type(LandlordUnavailable),
            wait=self._pause,
            reraise=True,
        )
        answer: Mapping[str, Any] = await attempts(self._post, path, body, key)
        return answer

    def _pause(self, state: RetryCallState) -> float:
        """What the other side asked for, within reason; else a random, growing moment."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, LandlordUnavailable) else None
        guess = wait_random_exponential(multiplier=0.2, max=self._longest_pause_s)(state)
        return min(asked.total_seconds() if asked else guess, self._longest_pause_s)

    async def _post(self, path: str, body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": key}
        try:
            async with self._session.post(
                f"{self._url}{path}",
                json=body,
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                answer = await _json(response)
                return _judged(response, answer)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise LandlordUnavailable(type(error).__name__) from error


def _order(reference: str) -> str:
    return f"/work-orders/{quote(reference, safe='')}"


async def _json(response: aiohttp.ClientResponse) -> Mapping[str, Any]:
    """The answer's object, empty when there is none. Raises ValueError for anything else."""
    if response.content_length is not None and response.content_length > MAX_ANSWER_BYTES:
        raise ValueError("the answer is too long")
    if response.status >= 500 or not await response.read():
        return {}
    answer = await response.json(content_type=None)
    return answer if isinstance(answer, dict) else {}


def _judged(response: aiohttp.ClientResponse, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    status = response.status
    if 200 <= status < 300:
        return answer
    if status >= 500 or status in BUSY:
        raise LandlordUnavailable(f"HTTP {status}", _retry_after(response))
    reason = answer.get("code")
    if status == 409 and reason == DUPLICATE:
        return answer
    raise LandlordRefused(reason if isinstance(reason, str) else f"http_{status}")


def _retry_after(response: aiohttp.ClientResponse) -> timedelta | None:
    """Seconds only: the date form needs a clock that both sides agree on."""
    seconds = response.headers.get("Retry-After", "")
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() and len(seconds) < 6 else None
