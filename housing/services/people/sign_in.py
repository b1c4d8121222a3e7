"""How often a password may be tried, at the desk and at the operatives' door alike.

A try is counted before its password is looked at, in one statement of the database, so guesses
sent at once are as few as guesses sent in turn; one that was right is given back. A browser from
which somebody signed in before is counted on its own: no stranger can lock it out.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.people.desk import (
    DEVICE_KNOWN_FOR,
    SIGN_IN_TRIES_PER_ACCOUNT,
    SIGN_IN_TRIES_PER_ADDRESS,
    SIGN_IN_TRIES_PER_DEVICE,
    SIGN_IN_WINDOW,
)

REFUSED, LOCKED = "sign_in_refused", "sign_in_locked"


class Door(StrEnum):
    DESK = "desk"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who wants to sign in: as whom, from which address, and the device cookie's token."""

    door: Door
    email: str
    address: str
    device: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try that was counted, against these subjects."""

    caller: Caller
    allowed: bool
    counted: tuple[str, ...]


async def begin(uow: UnitOfWork, caller: Caller, *, now: datetime) -> Attempt:
    """Counts the try and says whether the password may be looked at."""
    limits = await _limits(uow, caller, now)
    allowed = True
    # In one order everywhere, so that tries at the same moment cannot wait for one another.
    for subject in sorted(limits):
        tries = await uow.sign_ins.count_try(subject, began_after=now - SIGN_IN_WINDOW, now=now)
        allowed = allowed and tries <= limits[subject]
        if tries == limits[subject] + 1:
            await _record(uow, caller, LOCKED, subject, now)
    return Attempt(caller, allowed, tuple(limits))


async def refuse(uow: UnitOfWork, attempt: Attempt, *, now: datetime) -> None:
    """The password was wrong, or there is no such account."""
    caller = attempt.caller
    await _record(uow, caller, REFUSED, account_of(caller.door, caller.email), now)


async def succeed(uow: UnitOfWork, attempt: Attempt, *, now: datetime) -> str:
    """The password was right: a new token for the device cookie, which knows all the old one did.

    A token that was there before sign-in is never used on, as with a session.
    """
    caller = attempt.caller
    for subject in sorted(attempt.counted):
        await uow.sign_ins.give_back_try(subject)
    token = secrets.token_urlsafe(32)
    await uow.sign_ins.remember_device(
        _digest(token),
        account_of(caller.door, caller.email),
        replaces=_digest(caller.device) if caller.device else None,
        expires_at=now + DEVICE_KNOWN_FOR,
    )
    return token


async def forget_devices(uow: UnitOfWork, *, door: Door, email: str) -> None:
    """The account was closed or has a new password: every browser is a stranger again."""
    await uow.sign_ins.forget_devices(account_of(door, email))


async def forget_old(uow: UnitOfWork, *, now: datetime) -> None:
    await uow.sign_ins.forget_old(began_before=now - SIGN_IN_WINDOW, now=now)


def account_of(door: Door, email: str) -> str:
    """How tries and devices name an account, whether there is one or not."""
    return f"sign-in:{_digest(f'{door} {email.casefold()}')[:32]}"


async def _limits(uow: UnitOfWork, caller: Caller, now: datetime) -> dict[str, int]:
    account = account_of(caller.door, caller.email)
    device = caller.device
    if device and await uow.sign_ins.knows_device(_digest(device), account, now):
        return {f"device:{_digest(device + account)[:32]}": SIGN_IN_TRIES_PER_DEVICE}
    return {
        account: SIGN_IN_TRIES_PER_ACCOUNT,
        f"sign-in-from:{caller.address}"[:60]: SIGN_IN_TRIES_PER_ADDRESS,
    }


async def _record(
    uow: UnitOfWork, caller: Caller, action: str, subject: str, now: datetime
) -> None:
    detail = {"door": caller.door, "from": caller.address}
    await uow.desk.record(actor="desk", action=action, subject=subject, detail=detail, now=now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
