"""Proving who is writing: a known mobile with postcode and date of birth, or on the web a code by
text with the home's postcode, which whoever finds a phone does not read there.

Every answer is the same whether or not the home, the number or the code exists; after five tries
in a day a person takes over. Emergencies are never asked for any of this.
"""

import hashlib
import hmac
import secrets
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import to_london
from housing.domain.messaging.conversation import Channel, Conversation, Reply
from housing.domain.messaging.limits import DAY, HOUR
from housing.domain.people.homes import Household
from housing.domain.people.identity import (
    CODE_DIGITS,
    CODE_LASTS,
    CODES_PER_HOUR,
    ENDING,
    MAX_TRIES,
    TRIES_ON_A_POSTCODE,
    TRIES_WITHIN,
    Details,
    Verification,
    VerificationOutcome,
)
from housing.services.messaging import outbox
from housing.services.people import phones
from housing.services.people.phone_numbers import mobile_number

CODE_BLANK = "{code}"
_DETAILS, _CODE, _CODE_SENT, _POSTCODE = "details", "code", "code_sent", "postcode"


async def verify_details(
    uow: UnitOfWork, *, conversation_id: int, details: Details, now: datetime
) -> Verification:
    """Compares postcode and date of birth with those of the number's tenant.

    By SMS the number is the sender's own; on the web it is the one in `details`. A number that
    changed hands simply does not match; right details by text from another number are told as
    that (`VerificationOutcome.ELSEWHERE`). Verified: the conversation carries the tenant from now
    on.
    """
    if details.missing:
        return Verification(VerificationOutcome.INCOMPLETE)
    conversation = await uow.talk.lock(conversation_id)
    number = _number(conversation, details.mobile)
    tries = await _tries(uow, conversation_id, number, _DETAILS, now - TRIES_WITHIN)
    if tries >= MAX_TRIES:
        return Verification(VerificationOutcome.TOO_MANY_TRIES, tries_left=0)
    household = (
        await uow.homes.household_by_mobile(number, today=to_london(now).date()) if number else None
    )
    if (
        household is not None
        and household.home.postcode == details.postcode
        and household.tenant.date_of_birth == details.date_of_birth
    ):
        await uow.talk.identify(conversation_id, household.tenant.id, now)
        return Verification(VerificationOutcome.VERIFIED, household.tenant.id)
    elsewhere = await _elsewhere(uow, conversation, household, details, now)
    if elsewhere is not None:
        return elsewhere
    return await _failed(uow, conversation_id, number, _DETAILS, tries, now)


async def _elsewhere(
    uow: UnitOfWork,
    conversation: Conversation,
    whose: Household | None,
    details: Details,
    now: datetime,
) -> Verification | None:
    """Right details by text from another number than the one on record; None for all others.

    No code goes out for a phone that is somebody else's on record: it would open to them what is
    not theirs.
    """
    if conversation.channel is not Channel.SMS or details.postcode is None:
        return None
    since, subject = now - TRIES_WITHIN, _subject(details.postcode)
    guesses = await uow.homes.tries_since(
        conversation_id=conversation.id, subject=subject, kind=_POSTCODE, since=since
    )
    found = await _by_details(uow, details, now)
    if guesses >= TRIES_ON_A_POSTCODE or not found:
        await uow.homes.record_try(
            conversation_id=conversation.id, subject=subject, kind=_POSTCODE, at=now
        )
        return None
    held = found[0].tenant.mobile if len(found) == 1 and whose is None else None
    return Verification(VerificationOutcome.ELSEWHERE, ending=held[-ENDING:] if held else "")


async def _by_details(uow: UnitOfWork, details: Details, now: datetime) -> tuple[Household, ...]:
    if details.postcode is None or details.date_of_birth is None:
        return ()
    return await uow.homes.households_by_details(
        details.postcode, details.date_of_birth, today=to_london(now).date()
    )


async def send_code_to_record(
    uow: UnitOfWork, *, conversation_id: int, details: Details, text: str, now: datetime
) -> bool:
    """Texts a code to the number on record of who has these details; False when none is sent."""
    conversation = await uow.talk.lock(conversation_id)
    whose = await uow.homes.household_by_mobile(conversation.address, today=to_london(now).date())
    found = await _by_details(uow, details, now)
    held = found[0].tenant.mobile if len(found) == 1 and whose is None else None
    return held is not None and await send_code(
        uow, conversation_id=conversation_id, mobile=held, text=text, now=now
    )


async def send_code(
    uow: UnitOfWork, *, conversation_id: int, mobile: str, text: str, now: datetime
) -> bool:
    """Texts a one-time code to the number if a tenant has it; never says whether one does.

    `mobile` is in the tenant's own writing, `text` is what is sent with its "{code}". False, for
    any number alike, when it is no mobile or codes were asked for too often: by this chat or for
    this number within an hour or a day, or by everybody together.
    """
    number = mobile_number(mobile)
    if number is None:
        return False
    await uow.talk.lock(conversation_id)
    if await _too_many_codes(uow, conversation_id, number, now):
        return False
    await _record(uow, conversation_id, number, _CODE_SENT, now)
    household = await uow.homes.household_by_mobile(number, today=to_london(now).date())
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    code_hash = _hash(code)
    if household is None:
        await uow.homes.withdraw_codes(conversation_id)
        return True
    await uow.homes.save_code(
        conversation_id=conversation_id,
        tenant_id=household.tenant.id,
        code_hash=code_hash,
        expires_at=now + CODE_LASTS,
    )
    phone = await phones.conversation_of(uow, number, now=now)
    await outbox.enqueue(
        uow,
        conversation_id=phone.id,
        author="system",
        reply=Reply(text.replace(CODE_BLANK, outbox.MASK)),
        secret=code,
        now=now,
    )
    return True


async def check_code(
    uow: UnitOfWork, *, conversation_id: int, code: str, postcode: str, now: datetime
) -> Verification:
    """Compares the code with the one that was sent, and the postcode with the home's; the right
    pair works once. What is wrong with any other is never told."""
    await uow.talk.lock(conversation_id)
    tries = await _tries(uow, conversation_id, None, _CODE, now - TRIES_WITHIN)
    if tries >= MAX_TRIES:
        return Verification(VerificationOutcome.TOO_MANY_TRIES, tries_left=0)
    sent = await uow.homes.open_code(conversation_id, now=now)
    if (
        sent is not None
        and _same(code, sent.code_hash)
        and await _lives_at(uow, sent.tenant_id, postcode)
        and await uow.homes.use_code(sent.id)
    ):
        await uow.talk.identify(conversation_id, sent.tenant_id, now)
        return Verification(VerificationOutcome.VERIFIED, sent.tenant_id)
    return await _failed(uow, conversation_id, None, _CODE, tries, now)


async def _too_many_codes(
    uow: UnitOfWork, conversation_id: int, number: str, now: datetime
) -> bool:
    of_this = ((HOUR, CODES_PER_HOUR), (DAY, uow.limits.codes_a_day))
    for within, most in of_this:
        if await _tries(uow, conversation_id, number, _CODE_SENT, now - within) >= most:
            return True
    texted = await uow.homes.codes_since(now - DAY + CODE_LASTS)
    return texted >= uow.limits.codes_a_day_in_all


async def _lives_at(uow: UnitOfWork, tenant_id: int, postcode: str) -> bool:
    household = await uow.homes.household(tenant_id)
    return household is not None and household.home.postcode == postcode


def _number(conversation: Conversation, told: str | None) -> str | None:
    if conversation.channel is Channel.SMS:
        return conversation.address
    return mobile_number(told) if told else None


async def _tries(
    uow: UnitOfWork, conversation_id: int, number: str | None, kind: str, since: datetime
) -> int:
    return await uow.homes.tries_since(
        conversation_id=conversation_id, subject=_subject(number), kind=kind, since=since
    )


async def _failed(
    uow: UnitOfWork,
    conversation_id: int,
    number: str | None,
    kind: str,
    tries: int,
    now: datetime,
) -> Verification:
    await _record(uow, conversation_id, number, kind, now)
    left = MAX_TRIES - tries - 1
    return Verification(
        VerificationOutcome.NOT_MATCHED if left else VerificationOutcome.TOO_MANY_TRIES,
        tries_left=left,
    )


async def _record(
    uow: UnitOfWork, conversation_id: int, number: str | None, kind: str, now: datetime
) -> None:
    await uow.homes.record_try(
        conversation_id=conversation_id, subject=_subject(number), kind=kind, at=now
    )


def _subject(number: str | None) -> str | None:
    """The number as the table of tries keeps it: a stranger's number is not ours to store."""
    return hashlib.sha256(number.encode()).hexdigest() if number else None


def _hash(code: str, salt: str | None = None) -> str:
    """Salted and slow, though a code of six digits is safe only because it ends in ten minutes."""
    salt = salt or secrets.token_hex(8)
    key = hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), n=2**12, r=8, p=1, dklen=32)
    return f"{salt}${key.hex()}"


def _same(code: str, code_hash: str) -> bool:
    salt = code_hash.partition("$")[0]
    return hmac.compare_digest(_hash(code, salt), code_hash)
