"""An account as those who open and close it see it, also when it is closed."""

from dataclasses import dataclass


class AccountRefused(Exception):
    """What was asked for cannot be; the message is a sentence for whoever asked."""

    code = "account_refused"


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """`id` is the officer's or the operative's. A closed one is kept: the audit trail names it."""

    id: int
    name: str
    email: str
    active: bool
    manager: bool = False
