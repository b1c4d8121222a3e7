"""What to do until somebody comes: what is safe, what one may do oneself, where to go.

Nothing here says that a thing is safe: nobody has looked at it.
"""

from housing.domain.messaging.follow_ups import FollowUp
from housing.services.conversation import noting
from housing.services.conversation.follow_ups.on_record import OnRecord, put_to_person
from housing.services.conversation.matters import charging
from housing.services.conversation.safety import advice
from housing.services.conversation.turn import Turn


async def safe_now(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """What keeps safe in a danger that stands, else: leave it alone until it was looked at."""
    await noting.note(turn, asked.words)
    return await advice.what_stands(turn) or turn.line("follow_up_safe")


async def do_self(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    what = await advice.what_stands(turn)
    if what:
        await noting.note(turn, asked.words)
        return what
    return turn.line("follow_up_self", promise=await put_to_person(turn, asked))


async def meanwhile(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """The advice for the problem in hand, with the line that answers tonight."""
    await noting.note(turn, asked.words)
    guide = _advice_of(turn, on_record)
    if not guide:
        return turn.line("follow_up_meanwhile")
    cannot_wait = turn.line("cannot_wait")
    return f"{guide} {cannot_wait}"


async def stay_or_go(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    await noting.note(turn, asked.words)
    what = await advice.what_stands(turn)
    go = turn.line("follow_up_go")
    return f"{what} {go}".strip()


async def keep_evidence(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    return turn.line("follow_up_evidence")


async def authority_came(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """Whoever has looked at it knows better than advice from afar; staff are told, and a danger
    stands for them until they close it."""
    await noting.note(turn, asked.words)
    if on_record.handoff is None and on_record.emergency is None:
        return None
    return turn.line("follow_up_authority")


async def cost(turn: Turn, asked: FollowUp, on_record: OnRecord) -> str | None:
    """Free where the record says so, and what a quote costs stands in the quote; else a person."""
    issue = await charging.free_as_told(turn)
    if issue is not None:
        return turn.line("free_as_told", issue=issue.words)
    if on_record.emergency is not None:
        return turn.line("cost_later")
    return None


def _advice_of(turn: Turn, on_record: OnRecord) -> str:
    """By text in either channel: a short way through the night, not the whole guide again."""
    if on_record.report is None:
        return ""
    decided = (on_record.report.decision or {}).get("guide")
    guide = turn.deal.guides.get(decided or turn.deal.issues[on_record.report.issue].guide or "")
    return guide.sms if guide is not None else ""
