"""Compares a typed password with its argon2 hash, off the event loop, in the same time for an
account that does not exist."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("no account has this password")
MAX_PASSWORD = 200


async def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password is the account's; None stands for no account and is never right."""
    right = await asyncio.to_thread(_verify, password_hash or _NOBODY, password)
    return right and password_hash is not None


async def renewed(password: str, password_hash: str) -> str | None:
    """A new hash, when the stored one was made with weaker settings than today's."""
    if not _hasher.check_needs_rehash(password_hash):
        return None
    return await asyncio.to_thread(_hasher.hash, password)


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
