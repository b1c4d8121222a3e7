"""Every reader of what people write takes at most 50 ms for 4,000 characters, whatever they are.

One event loop serves all tenants: a pattern that takes cubic time lets one of them stop all. The
bot's readers are held to the same in their own environment (tests/nlu/reading_time_cases.py).
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import pytest

from housing.adapters import training_file
from housing.adapters.deal.files import load_deal
from housing.domain.casework.complaint_words import names_a_complaint, said_of_complaint
from housing.domain.casework.references import find_reference
from housing.domain.danger.reading import Told, weigh
from housing.domain.danger.safety_answer import (
    asks_whether_to_call,
    is_in_danger,
    keyword_of,
    without_keywords,
)
from housing.domain.danger.taking_back import taken_back
from housing.domain.deal.facts import Fact
from housing.domain.deal.languages import folded
from housing.domain.deal.needs import needs_in
from housing.domain.deal.questions import statement_about
from housing.domain.deal.terms import asked_about
from housing.domain.messaging.composing import composed
from housing.domain.messaging.conversation import Choice, Reply
from housing.domain.messaging.follow_ups import FollowUp, FollowUpKind, beside
from housing.domain.messaging.links import without_links
from housing.domain.messaging.opt_out import opt_out_asked
from housing.domain.messaging.repeating import is_automatic
from housing.domain.messaging.sms_text import segments, to_sms
from housing.domain.people.identity import find_code, read_details
from housing.domain.people.masking import masked
from housing.domain.reading.answers import hear_facts, read_answer
from housing.domain.reading.asks import (
    asks_to_send_picture,
    asks_what_happens,
    is_question,
    names_a_visit,
)
from housing.domain.reading.birth_date import find_birth_date
from housing.domain.reading.choosing import read_choice, read_yes_no
from housing.domain.reading.clauses import lead_and_rest, says_beside, statements
from housing.domain.reading.inbound_text import clean_text, plain_words
from housing.domain.reading.misread import may_be_no_other, says_misread
from housing.domain.reading.own_words import own_words
from housing.domain.reading.postcode import find_postcode, without_postcode
from housing.domain.reading.reactions import is_reaction, read_thumb
from housing.domain.reading.told_address import find_address
from housing.domain.reading.word_overlap import nearest
from housing.domain.reading.yes_no import plain_answer
from housing.domain.slots.matching import MAX_CHARACTERS, match_slot
from housing.services.desk import search
from housing.services.people.phone_numbers import find_mobile, mobile_number
from tests.architecture.sources import ROOT, python_files
from tests.diary.offers import slot
from tests.support.hard_texts import hard_texts
from tests.support.reading_time import min_of, too_slow

Reader = Callable[[str], object]

TODAY = date(2026, 11, 22)
DEAL = load_deal()
SLOTS = tuple(
    slot(f"{day} {part}") for day in ("Thu 26 Nov", "Fri 27 Nov") for part in ("am", "pm")
)
CHOICES = (Choice("Yes, it helped", "yes"), Choice("No, still broken", "no"), Choice("Later", "l"))
DOMAIN = "housing/domain/"
SLOT_MODULES = tuple(
    f"{DOMAIN}slots/{name}.py"
    for name in ("tokens", "lexicon", "day_rules", "hour_rules", "talk_rules")
)
OURS = tuple(one.text for one in DEAL.emergencies.values())
# Each with the modules whose patterns it meets.
READERS: dict[str, tuple[Reader, tuple[str, ...]]] = {
    "date of birth": (partial(find_birth_date, today=TODAY), (f"{DOMAIN}reading/birth_date.py",)),
    "who is writing": (partial(read_details, today=TODAY), (f"{DOMAIN}people/identity.py",)),
    "one-time code": (find_code, (f"{DOMAIN}people/identity.py",)),
    "postcode": (find_postcode, (f"{DOMAIN}reading/postcode.py",)),
    "without postcode": (without_postcode, (f"{DOMAIN}reading/postcode.py",)),
    "reference": (find_reference, (f"{DOMAIN}casework/references.py",)),
    "masking": (partial(masked, known_names=["Ada O'Neill"]), (f"{DOMAIN}people/masking.py",)),
    "yes or no": (read_yes_no, (f"{DOMAIN}reading/answers.py",)),
    "choice": (partial(read_choice, CHOICES), (f"{DOMAIN}reading/answers.py",)),
    "times": (partial(match_slot, offered=SLOTS, today=TODAY), SLOT_MODULES),
    "short times": (
        lambda text: match_slot(text[:MAX_CHARACTERS], SLOTS, TODAY, page_has_more=True),
        SLOT_MODULES,
    ),
    "statement": (lambda text: statement_about(text, DEAL.statements.values()), ()),
    "overlap": (lambda text: nearest(text, {"a": "my tap drips", "b": text}), ()),
    "stop": (opt_out_asked, (f"{DOMAIN}messaging/opt_out.py",)),
    "as kept": (clean_text, ()),
    "plain words": (plain_words, (f"{DOMAIN}reading/inbound_text.py",)),
    "plain yes or no": (
        lambda text: plain_answer(plain_words(text)),
        (f"{DOMAIN}reading/yes_no.py",),
    ),
    "address": (find_address, (f"{DOMAIN}reading/told_address.py",)),
    "seam": (
        lambda text: (lead_and_rest(text), says_beside(text), statements(text)),
        (f"{DOMAIN}reading/clauses.py",),
    ),
    "needs": (lambda text: needs_in(plain_words(text), DEAL.needs.values()), ()),
    "misread": (
        lambda text: (says_misread(text, "Noise from a neighbour"), may_be_no_other(text)),
        (f"{DOMAIN}reading/misread.py",),
    ),
    "beside": (
        lambda text: beside(text, [FollowUp(FollowUpKind.COST, text)]),
        (f"{DOMAIN}messaging/follow_ups.py",),
    ),
    "composed": (
        lambda text: composed([Reply(text), Reply(text)]),
        (f"{DOMAIN}messaging/composing.py",),
    ),
    "automatic": (is_automatic, (f"{DOMAIN}danger/words.py",)),
    "what happens": (
        lambda text: (
            asks_what_happens(plain_words(text)),
            is_question(text),
            asks_to_send_picture(plain_words(text)),
            names_a_visit(plain_words(text)),
        ),
        (f"{DOMAIN}reading/asks.py", f"{DOMAIN}danger/words.py"),
    ),
    "terms": (
        lambda text: asked_about(text, DEAL.terms.values(), said=text),
        (f"{DOMAIN}deal/terms.py",),
    ),
    "of a complaint": (
        lambda text: (said_of_complaint(text), names_a_complaint(text)),
        (f"{DOMAIN}casework/complaint_words.py",),
    ),
    "own words": (lambda text: own_words(text, OURS), (f"{DOMAIN}reading/own_words.py",)),
    "reaction": (
        lambda text: (is_reaction(text), read_thumb(text)),
        (f"{DOMAIN}reading/reactions.py",),
    ),
    "safe or not": (
        lambda text: (
            is_in_danger(plain_words(text), asked_alone=True),
            keyword_of(text),
            without_keywords(text),
            asks_whether_to_call(plain_words(text)),
        ),
        (f"{DOMAIN}danger/safety_answer.py",),
    ),
    "taken back": (
        lambda text: taken_back(plain_words(text), {"gas", "flood", "fire"}),
        (f"{DOMAIN}danger/words.py", f"{DOMAIN}danger/taking_back.py"),
    ),
    "danger in context": (
        lambda text: weigh((), Told(plain_words(text), (plain_words(text),) * 5)),
        (f"{DOMAIN}danger/words.py",),
    ),
    "without links": (without_links, (f"{DOMAIN}messaging/links.py",)),
    "language": (folded, ()),
    "mobile number": (mobile_number, ()),
    "mobile among words": (find_mobile, ("housing/services/people/phone_numbers.py",)),
    "search": (search.wanted, ()),
    "segments": (segments, ()),
    "as a text": (to_sms, ()),
    "as taught": (training_file._line, ("housing/adapters/training_file.py",)),
    "as compared": (training_file._plain, ("housing/adapters/training_file.py",)),
}
# Patterns that meet no words of a tenant, or a part of an address of known length.
NO_READERS = {
    "desk/day/tapping.py",
    "housing/domain/repairs/nearby_jobs.py",
    "housing/domain/messaging/limits.py",
    "housing/domain/lint/fairness.py",
    "housing/domain/lint/guides.py",
    "housing/domain/lint/messages.py",
    "housing/services/repairs/calendars.py",
}
TEXTS = tuple(hard_texts())


@pytest.mark.parametrize("name", READERS)
def test_every_reader_ends_in_time(name: str) -> None:
    read, _ = READERS[name]
    assert too_slow(read, TEXTS) == {}


@pytest.mark.parametrize("fact", DEAL.facts.values(), ids=lambda fact: fact.id)
def test_every_answer_is_read_in_time(fact: Fact) -> None:
    assert too_slow(partial(read_answer, fact), _about(fact)) == {}


def test_facts_are_heard_in_time_for_every_issue() -> None:
    for issue in DEAL.issues.values():
        facts = [DEAL.facts[name] for name in issue.table.inputs]
        texts = [text for fact in facts for text in _about(fact)]
        assert too_slow(partial(hear_facts, DEAL, issue.id), texts) == {}, issue.id


def test_every_module_with_patterns_has_a_reader_here() -> None:
    files = python_files("housing", "gateway", "desk", "actions")
    with_patterns = {
        str(file.relative_to(ROOT)) for file in files if "\nimport re\n" in file.read_text()
    }
    met = {module for _, modules in READERS.values() for module in modules}
    assert with_patterns == met | NO_READERS


def test_a_reader_that_takes_too_long_is_seen() -> None:
    def slow(text: str) -> int:
        return sum(first == second for first in text for second in text[:2000])

    assert too_slow(slow, TEXTS[:1])
    assert min_of(len, TEXTS[0]) < 1e-3


def _about(fact: Fact) -> Iterator[str]:
    """What the fact listens for, over and over, taken back and nearly said."""
    heard = [phrase for choice in fact.choices for phrase in choice.heard]
    heard += [phrase for phrases in fact.heard.values() for phrase in phrases]
    said = sorted({phrase.replace("... ", "") for phrase in heard}, key=len) or ["yes"]
    for phrase in (said[0], said[-1]):
        for before in ("", "not ", "no not a the my "):
            yield f"{before}{phrase} " * 400
    yield " ".join(phrase.split()[0] for phrase in said) * 100
    yield from TEXTS[:: len(TEXTS) // 5]
