"""Only who can be reached is promised that we will write first."""

from datetime import timedelta

import pytest

from housing.domain.messaging.conversation import Channel
from housing.services.conversation.take_turn import take_turn
from housing.services.conversation.turn import Heard, IssueGuess
from tests.conversation.talker import MARNIE, Talker

PROMISED, WAYS_ON = "check back with you", "write here again any day"


async def _told_of_noise(tenant: Talker, channel: Channel, address: str, *, known: bool) -> str:
    """All that is said about a neighbour's noise, who is safe and has not spoken yet."""
    said = []
    for number, words in enumerate(("the music next door is so loud", "no", "no", "yes")):
        at = tenant.now + timedelta(minutes=number)
        async with tenant.units() as uow:
            talk = await uow.talk.conversation_for(channel, address, tenant.now)
            if known:
                holder = await uow.homes.household_by_mobile(MARNIE, today=at.date())
                assert holder is not None
                await uow.talk.identify(talk.id, holder.tenant.id, at)
            message = await uow.talk.add_message(
                conversation_id=talk.id,
                direction="in",
                author="tenant",
                text=words,
                state="done",
                now=at,
            )
            guesses = () if number else (IssueGuess("asb_noise", 0.97),)
            intent = "answer" if number else "report_problem"
            heard = Heard(message.id, words, intent, 0.97, guesses)
            action = "action_answer" if number else "action_report_problem"
            result = await take_turn(
                uow, tenant.deal, conversation_id=talk.id, action=action, heard=heard, now=at
            )
        said += [reply.text for reply in result.replies]
        if not result.awaiting:
            break
    return " ".join(said)


@pytest.mark.parametrize(
    ("channel", "address", "known", "promised"),
    [
        (Channel.SMS, "+447700900555", False, True),
        (Channel.WEBCHAT, "d" * 64, True, True),
        (Channel.WEBCHAT, "e" * 64, False, False),
    ],
)
async def test_who_can_be_reached_is_promised_it(
    tenant: Talker, channel: Channel, address: str, known: bool, promised: bool
) -> None:
    said = await _told_of_noise(tenant, channel, address, known=known)
    assert (PROMISED in said) is promised
    assert (WAYS_ON in said) is not promised
