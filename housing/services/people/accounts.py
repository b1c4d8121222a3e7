"""Who may sign in: accounts opened, changed, given a new password and closed, at both doors.

Each use case answers with a sentence that says what is so now, or raises AccountRefused with the
reason: nothing is done half or silently. An e-mail address stands for one person for good, since
the audit trail keeps what they did under it.
"""

from dataclasses import replace
from datetime import datetime

from housing.adapters.sql.unit_of_work import UnitOfWork
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.people.accounts import AccountRefused, KnownAccount
from housing.domain.repairs.diary_windows import Operative
from housing.services.people import leaving, sign_in
from housing.services.people.sign_in import Door

ACTOR = "system"


async def officer(
    uow: UnitOfWork,
    *,
    name: str,
    email: str,
    manager: bool | None,
    password_hash: str | None,
    now: datetime,
) -> str:
    """Lets somebody sign in to the desk, again, or changes who signs in there. `manager` None
    leaves it as it is; `password_hash` is needed for an account that is not open."""
    known = await uow.officers.known_officer(email)
    if known is not None and known.active:
        return await _change_officer(uow, known, name, manager, now)
    _same_person(known, name)
    role = "manager" if manager else "officer"
    password_hash = _given(password_hash)
    await uow.officers.add_officer(name=name, email=email, role=role, password_hash=password_hash)
    await _record(uow, "account_opened", Door.DESK, email, now)
    return f"{name} signs in to the desk as {email}, as {_role(bool(manager))}."


async def operative(
    uow: UnitOfWork, *, given: Operative, email: str, password_hash: str | None, now: datetime
) -> str:
    """The same for the operatives' door. `given` is a name and what is to be changed or new; what
    it leaves empty stays. A new name joins the diary."""
    known = await uow.operatives.known_account(email)
    named = await uow.diary.operative_named(given.name)
    await _mobile_is_free(uow, given, known or named)
    if known is not None and known.active:
        return await _change_operative(uow, known, named, given, now)
    _same_person(known, given.name)
    if named is not None:
        theirs = await uow.operatives.account_of(named.id)
        if theirs is not None and theirs.active:
            raise AccountRefused(f"{named.name} signs in as {theirs.email}: close that one first.")
        await uow.diary.set_operative(_merged(named, given))
        await uow.diary.set_at_work(named.id, at_work=True, first=to_london(now).date())
    elif given.trades:
        await uow.diary.add_operatives([given])
    else:
        raise AccountRefused(f"{given.name} is not in the diary yet: say at least one --trade.")
    await uow.operatives.add_account(
        operative_name=given.name, email=email, password_hash=_given(password_hash)
    )
    await _record(uow, "account_opened", Door.DAY, email, now)
    return f"{given.name} signs in at /day as {email}, and is in the diary."


async def change_password(uow: UnitOfWork, *, email: str, password_hash: str, now: datetime) -> str:
    """A new password at every door where the address signs in; every session there ends."""
    at_desk = await uow.officers.officer_with_hash(email)
    in_field = await uow.operatives.account_with_hash(email)
    if at_desk is None and in_field is None:
        raise AccountRefused(f"Nobody signs in as {email}.")
    if at_desk is not None:
        await uow.officers.set_password_hash(at_desk[0].id, password_hash)
        await uow.officers.end_sessions_of(at_desk[0].id)
        await _end(uow, "password_changed", Door.DESK, email, now)
    if in_field is not None:
        await uow.operatives.set_password_hash(in_field[0].id, password_hash)
        await uow.operatives.end_sessions_of(in_field[0].id)
        await _end(uow, "password_changed", Door.DAY, email, now)
    return f"{email} has the new password, and is signed out everywhere."


async def close(uow: UnitOfWork, deal: Deal, *, email: str, now: datetime) -> str:
    """Somebody left: no sign-in, no session; of an operative nothing of the work either."""
    done = []
    if await uow.officers.close_officer(email):
        await _end(uow, "account_closed", Door.DESK, email, now)
        done.append(f"{email} does not sign in to the desk any more.")
    in_field = await uow.operatives.account_with_hash(email)
    if in_field is not None:
        await uow.operatives.close_account(email)
        await _end(uow, "account_closed", Door.DAY, email, now)
        left = await leaving.leave(uow, deal, operative_id=in_field[0].id, actor=ACTOR, now=now)
        done.append(f"{email} does not sign in at /day any more. {left.words()}")
    if not done:
        raise AccountRefused(f"Nobody signs in as {email}.")
    return " ".join(done)


async def _change_officer(
    uow: UnitOfWork, known: KnownAccount, name: str, manager: bool | None, now: datetime
) -> str:
    wanted = replace(known, name=name, manager=known.manager if manager is None else manager)
    if wanted == known:
        raise AccountRefused(
            f"{known.name} signs in to the desk as {known.email}, as {_role(known.manager)}: "
            "nothing to change. A new password is given with `account password`."
        )
    role = "manager" if wanted.manager else "officer"
    await uow.officers.change_officer(known.id, name=wanted.name, role=role)
    await _record(uow, "account_changed", Door.DESK, known.email, now)
    return (
        f"Changed: {known.email} is {wanted.name}, {_role(wanted.manager)} "
        f"(was {known.name}, {_role(known.manager)}). The password stays."
    )


async def _change_operative(
    uow: UnitOfWork,
    known: KnownAccount,
    named: Operative | None,
    given: Operative,
    now: datetime,
) -> str:
    if named is not None and named.id != known.id:
        raise AccountRefused(f"{_whose(known)}, and {given.name} is another operative.")
    before = await uow.diary.operative_named(known.name)
    if before is None:
        raise LookupError(f"no operative {known.name}")
    after = _merged(before, given)
    if after == before:
        raise AccountRefused(
            f"{_whose(known)}: nothing to change. A new password is given with `account password`."
        )
    await uow.diary.set_operative(after)
    await _record(uow, "account_changed", Door.DAY, known.email, now)
    patches = f", {', '.join(after.patches)}" if after.patches else ""
    return (
        f"Changed: {known.email} is {after.name} ({', '.join(after.trades)}{patches}; "
        f"{after.mobile or 'no mobile'}). The password stays."
    )


def _whose(known: KnownAccount) -> str:
    return f"{known.email} is {known.name}'s"


def _merged(before: Operative, given: Operative) -> Operative:
    return Operative(
        before.id,
        given.name,
        given.trades or before.trades,
        given.patches or before.patches,
        given.mobile or before.mobile,
    )


async def _mobile_is_free(
    uow: UnitOfWork, given: Operative, mine: KnownAccount | Operative | None
) -> None:
    for one in await uow.diary.operatives():
        if given.mobile and one.mobile == given.mobile and (mine is None or one.id != mine.id):
            raise AccountRefused(f"{given.mobile} is {one.name}'s mobile.")


def _same_person(known: KnownAccount | None, name: str) -> None:
    if known is not None and known.name.casefold() != name.casefold():
        raise AccountRefused(
            f"{_whose(known)} account, which is closed; what they did is kept under it. "
            "Use another address."
        )


def _given(password_hash: str | None) -> str:
    if password_hash is None:
        raise AccountRefused("The account was closed meanwhile. Try again.")
    return password_hash


def _role(manager: bool) -> str:
    return "a manager" if manager else "an officer"


async def _end(uow: UnitOfWork, action: str, door: Door, email: str, now: datetime) -> None:
    await sign_in.forget_devices(uow, door=door, email=email)
    await _record(uow, action, door, email, now)


async def _record(uow: UnitOfWork, action: str, door: Door, email: str, now: datetime) -> None:
    known = await (
        uow.officers.known_officer(email)
        if door is Door.DESK
        else uow.operatives.known_account(email)
    )
    kind = "officer" if door is Door.DESK else "operative"
    subject = f"{kind}:{known.id}" if known else kind
    detail = {"name": known.name, "manager": known.manager} if known else {}
    await uow.desk.record(actor=ACTOR, action=action, subject=subject, detail=detail, now=now)
