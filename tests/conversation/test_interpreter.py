"""The offer of an interpreter: in the tenant's language, once, and never in the way of a repair."""

import pytest

from housing.domain.messaging.conversation import Channel, Owner, Reply
from housing.domain.messaging.sms_rendering import render_sms
from housing.domain.messaging.sms_text import MAX_SEGMENTS, is_gsm7, segments
from tests.conversation.talker import DEAL, Talker

KRAN = "cieknie kran w kuchni od wczoraj"
OWN_SCRIPT = {"ar", "bn", "fa", "gu", "pa", "uk", "ur", "zh"}


async def queue_of(talker: Talker) -> list[tuple[str, str]]:
    """The reason and summary of the conversation's open handoff, in a list of at most one."""
    async with talker.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, talker.mobile, talker.now)
        handoff = await uow.desk.open_handoff(talk.id)
        return [(handoff.reason, handoff.summary)] if handoff else []


async def owner_of(talker: Talker) -> Owner:
    async with talker.units() as uow:
        return (await uow.talk.conversation_for(Channel.SMS, talker.mobile, talker.now)).owner


async def test_the_offer_comes_with_the_first_answer_and_never_again(tenant: Talker) -> None:
    first = await tenant.says(KRAN, "tap_dripping", language="pl")
    assert "Odpisz: TLUMACZ" in first
    assert "tap" in first.lower(), "the repair goes on"
    second = await tenant.says("tak mozna zakrecic", language="pl")
    assert "TLUMACZ" not in second


async def test_the_word_asked_for_calls_staff_and_the_repair_goes_on(tenant: Talker) -> None:
    await tenant.says(KRAN, "tap_dripping", language="pl")
    answer = await tenant.says("Tłumacz!")
    assert "Poprosilismy o tlumacza" in answer
    assert "Polish interpreter" in answer
    assert await queue_of(tenant) == [("interpreter", "Needs an interpreter: Polish")]
    assert await owner_of(tenant) is Owner.BOT
    assert answer.count("?") >= 1, "the open question is asked again"


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("CYMRAEG. 14 Ffordd Rhuthun, LL13 7TU", "14 Ffordd Rhuthun, LL13 7TU"),
        ("14 Ffordd Rhuthun LL13 7TU cymraeg plis", "14 Ffordd Rhuthun, LL13 7TU"),
    ],
)
async def test_the_word_counts_beside_others_and_is_no_part_of_them(
    tenant: Talker, words: str, address: str
) -> None:
    tenant.mobile = "+447700900977"
    await tenant.says("mae pibell wedi byrstio", "pipe_burst", language="cy")
    said = await tenant.says(words, language="cy")
    assert "Rydym wedi gofyn" in said
    assert "emergency team" in said, "the rest is the answer"
    assert await queue_of(tenant) != []
    async with tenant.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, tenant.mobile, tenant.now)
        (report,) = await uow.reports.reports_of(talk.id)
    assert report.told_address == address


async def test_a_plain_yes_answers_the_question_that_is_open(tenant: Talker) -> None:
    await tenant.says(KRAN, "tap_dripping", language="pl")
    await tenant.says("yes")
    assert await queue_of(tenant) == []


async def test_a_plain_yes_accepts_when_nothing_else_was_asked(tenant: Talker) -> None:
    await tenant.says("mam taki problem ale nie wiem", language="pl")
    await tenant.says("tak")
    assert await queue_of(tenant) == [("interpreter", "Needs an interpreter: Polish")]


@pytest.mark.parametrize("language", ["", "en", "xx"])
async def test_english_or_an_unknown_language_is_offered_nothing(
    tenant: Talker, language: str
) -> None:
    before = await tenant.says("my tap drips", "tap_dripping", language=language)
    assert not any(one.offer in before for one in DEAL.languages.values())
    assert await tenant.says("interpreter") != ""
    assert await queue_of(tenant) == []


@pytest.mark.parametrize("code", sorted(DEAL.languages))
def test_each_text_is_two_segments_at_most(code: str) -> None:
    language = DEAL.languages[code]
    for text in (language.offer, language.asked):
        sent = render_sms(Reply(text))
        assert segments(sent) <= MAX_SEGMENTS, (code, len(sent))
        assert is_gsm7(sent) == (code not in OWN_SCRIPT)


@pytest.mark.parametrize("code", sorted(DEAL.languages))
def test_the_word_that_the_offer_names_accepts_it(code: str) -> None:
    language = DEAL.languages[code]
    named = language.accept[0]
    assert language.asks_by_name(render_sms(Reply(named.upper())))
    assert named.casefold() in language.offer.casefold()
    assert not language.accepts("my tap drips")
