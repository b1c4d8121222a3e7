"""Questions about the Deal in tenants' words: the right Offer or Ask answers, or none does."""

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from housing.adapters.sql.tables import homes
from housing.domain.deal.questions import statement_about
from housing.domain.messaging.sms_text import MAX_SEGMENTS, segments
from tests.conversation.talker import DEAL, Talker

QUESTIONS = """
1.17  who fixes my fence?
1.17  what do I have to do about the garden?
1.17  is it me that has tae cut the grass
1.17  do you do gardens
1.1   who looks after the gutters
1.1   is the driveway yours to fix or mine
1.24  who repairs my garage door
1.24  is the coal bunker your job
1.5   do you replace bath panels
1.1   who has to unblock drains the tenant or the housing
1.14  does the landlord replace light bulbs
1.14  do i have to fix my own toilet seat
1.14  are blinds something you provide
1.15  whos responsible for the washing machine
1.15  do you repair cookers
1.15  do you fix showers that i put in
1.3   who is responsible for the boiler
1.16  am i supposed to decorate or do you
1.2   is it your job or mine to fix the shower
1.2   who fixes leaking taps
1.13  is pest control on me or on you
1.21  who gets rid of ants
1.5   do you do internal doors
1.18  whose job is it to replace a lock
1.18  i lost my keys who pays
1.11  do yous service the boiler every year
3.5   can i keep a dog
3.5   do i need permission to put up a satellite dish
3.6   can i get a lodger
3.8   what notice do i have to give to leave
3.10  do you insure my furniture
2.2   what happens if you dont turn up for an appointment
2.11  what if i miss a visit
1.7   how quickly do you come in an emergency
1.6   how long does mould take to be looked at
1.8   who cleans the stairwell
1.19  do you pay for damage my kids did
2.5   can i complain about you
2.8   what data do you hold about me
3.12  can i have a grab rail fitted
3.7   can i swap my home with someone
3.9   can i add my partner to the tenancy
3.11  where do the bins go
3.2   i cant afford my rent what help is there
3.3   who sorts out noisy neighbours
-     what are my responsibilities
-     explain offer and ask
-     what do you offer
-     whats included
-     who is the prime minister
"""


@pytest.mark.parametrize("row", QUESTIONS.strip().splitlines())
def test_a_question_finds_its_statement(row: str) -> None:
    number, question = row.split(maxsplit=1)
    found = statement_about(question, DEAL.statements.values())
    assert (found.number if found else "-") == number


def test_every_statement_is_found_by_each_of_its_topics_in_its_own_words() -> None:
    """A topic that another statement has as well must not be the only one of either."""
    for statement in DEAL.statements.values():
        asked = [statement_about(topic, DEAL.statements.values()) for topic in statement.topics]
        assert statement in asked, statement.id


async def ask(tenant: Talker, question: str) -> str:
    return await tenant.says(question, intent="ask_deal")


async def test_the_answer_tells_both_sides_in_one_text(tenant: Talker) -> None:
    said = await ask(tenant, "who fixes my fence?")
    assert said.startswith("Ask 1.17: You keep your own garden tidy")
    assert "We look after fences next to roads and paths." in said
    assert segments(said) <= MAX_SEGMENTS
    said = await ask(tenant, "who fixes leaking taps")
    assert said.startswith("Offer 1.2: We keep your pipes")
    assert "Yours: plugs, chains, toilet seats and shower hoses." in said


async def test_a_question_about_nothing_in_it_gets_the_way_round(tenant: Talker) -> None:
    said = await ask(tenant, "what do you offer")
    assert "who fixes my fence?" in said


@pytest.mark.parametrize(
    ("tenancy", "question", "says"),
    [
        ("leasehold", "who fixes leaking taps", "Part 1.2 of our Deal does not apply"),
        ("leasehold", "who looks after the inside of a lease", "Ask 1.22"),
        ("sheltered", "who fixes leaking taps", "Offer 1.2"),
    ],
)
async def test_a_statement_is_told_only_to_whom_it_binds(
    tenant: Talker, engine: AsyncEngine, tenancy: str, question: str, says: str
) -> None:
    async with engine.begin() as connection:
        await connection.execute(update(homes.tenancy).values(type=tenancy))
    assert "does not apply" not in await ask(tenant, "who fixes leaking taps"), "not verified yet"
    await tenant.is_known()
    assert says in await ask(tenant, question)
