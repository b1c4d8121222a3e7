"""Sending a text message, as delivery needs it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Posted:
    """What the provider took: its id for the text, and the state it gave it (Twilio's word)."""

    provider_id: str
    status: str


class SmsRefused(Exception):
    """The provider will never send this text; `error_code` is the provider's number."""

    code = "sms_refused"

    def __init__(self, error_code: str) -> None:
        super().__init__(f"the text was refused with error {error_code}")
        self.error_code = error_code


class SmsDelayed(Exception):
    """The text could not be handed over now; it may be tried again."""

    code = "sms_delayed"

    def __init__(self, error_code: str) -> None:
        super().__init__(f"the text could not be handed over: {error_code}")
        self.error_code = error_code


class SmsSender(Protocol):
    async def send(self, *, to: str, text: str, message_id: int) -> Posted:
        """Hands one text over. Raises SmsRefused or SmsDelayed."""
        ...
