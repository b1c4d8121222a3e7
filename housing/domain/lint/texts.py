"""Texts: every sentence a tenant may get is GSM-7, fits two SMS segments and names no day."""

from collections.abc import Iterator

from housing.domain.deal.deal import Charge, Deal, Guide
from housing.domain.deal.finding import Finding
from housing.domain.deal.questions import other_side
from housing.domain.lint.references import finding_at
from housing.domain.messaging.sms_text import MAX_SEGMENTS, outside_gsm7, segments, septets

ROOM_IN_A_QUOTE = 130
"""Septets left for a charge's own words in a quote: the amount, the consent and the choices fill
the rest of two segments."""

SAYS_WHEN = ("come today", "come tomorrow")
"""A target has hours or working days; only one has the night in its name."""

Text = tuple[str, str]
"""Where it is written (a source key) and what it says."""


def check_texts(deal: Deal) -> Iterator[Finding]:
    """Every text that would cost more or arrive broken as an SMS."""
    for key, text in tenant_texts(deal):
        strange = outside_gsm7(text)
        if strange:
            yield finding_at(deal, key, f"{key}: not GSM-7: {' '.join(strange)}")
        elif "{" in text or "}" in text:
            yield finding_at(deal, key, f"{key}: a blank that nothing fills, or a stray brace")
        elif segments(text) > MAX_SEGMENTS:
            reason = f"{key}: {segments(text)} SMS segments, more than {MAX_SEGMENTS}"
            yield finding_at(deal, key, reason)


def check_days(deal: Deal) -> Iterator[Finding]:
    """Texts that name the day we come: the target does, and is told beside them."""
    for key, text in tenant_texts(deal):
        named = next((words for words in SAYS_WHEN if words in text.lower()), None)
        if named is not None:
            reason = f"{key}: '{named}' promises a day, and the target says by when"
            yield finding_at(deal, key, reason)


def check_quotes(deal: Deal) -> Iterator[Finding]:
    """Charges whose words are too long to be quoted in one SMS with the amount and the choices."""
    for charge in deal.charges.values():
        words = septets(" ".join((charge.why, charge.includes, *charge.waivers)))
        if charge.paid_by == "tenant" and words > ROOM_IN_A_QUOTE:
            reason = f"charge {charge.code}: {words} septets to quote, more than {ROOM_IN_A_QUOTE}"
            yield finding_at(deal, f"charge:{charge.code}", reason)


def tenant_texts(deal: Deal) -> Iterator[Text]:
    """Every text of the Deal that a tenant may be sent, with where it is written."""
    for one in deal.statements.values():
        yield f"statement:{one.id}", f"{one.text} {other_side(one)}".strip()
    for e in deal.emergencies.values():
        how = deal.texts.line("maybe_how")
        yield from ((f"emergency:{e.danger}", text) for text in (e.text, f"{e.ask} {how}"))
    yield from ((f"tonight:{one.id}", one.text) for one in deal.tonight.values())
    yield from ((f"term:{one.id}", one.meaning) for one in deal.terms.values())
    for guide in deal.guides.values():
        yield from ((f"guide:{guide.id}", text) for text in _guide_texts(guide))
    for charge in deal.charges.values():
        yield from ((f"charge:{charge.code}", text) for text in _charge_texts(charge))
    yield from _question_texts(deal)
    yield from _issue_texts(deal)
    landlord = deal.landlord
    for text in (landlord.name, landlord.answer_promise, landlord.out_of_hours_promise):
        yield "landlord", text


def _guide_texts(guide: Guide) -> tuple[str, ...]:
    return (guide.title, guide.sms, *guide.steps, guide.stop)


def _charge_texts(charge: Charge) -> tuple[str, ...]:
    own = (charge.title, charge.why, charge.includes, " ".join(charge.waivers))
    return (*own, charge.dispute, charge.instalments)


def _question_texts(deal: Deal) -> Iterator[Text]:
    for fact in deal.facts.values():
        choices = " ".join(f"{n} {c.title}" for n, c in enumerate(fact.choices, 1))
        for text in (fact.question.web, f"{fact.question.sms} {choices}", fact.why):
            yield f"fact:{fact.id}", text
        if fact.confirm is not None:
            choices = " ".join(f"{n} {c.title}" for n, c in enumerate(fact.confirm.choices, 1))
            yield f"fact:{fact.id}", f"{fact.confirm.question.sms} {choices}"


def _issue_texts(deal: Deal) -> Iterator[Text]:
    for issue in deal.issues.values():
        yield f"issue:{issue.id}", issue.words
        for rule in issue.table.rules:
            yield f"rule:{issue.id}/{rule.id}", " ".join(rule.then.reasons)
