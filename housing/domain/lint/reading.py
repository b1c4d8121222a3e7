"""Reading age: whether a reader of about eleven can follow what tenants read.

How hard a text is, is measured outside (`Grade`): a school grade, five years below the age. Single
short phrases have no grade worth the name, so only whole sentences count.
"""

from collections.abc import Callable, Iterator
from statistics import mean

from housing.domain.deal.deal import Deal
from housing.domain.deal.finding import Finding
from housing.domain.lint.messages import longest_values
from housing.domain.lint.references import finding_at
from housing.domain.lint.texts import Text, tenant_texts

Grade = Callable[[str], float]
GRADE_AT_11 = 6
GRADE_AT_16 = 11
FEWEST_WORDS, FEWEST_TEXTS = 8, 5


def check_reading(deal: Deal, grade: Grade) -> Iterator[Finding]:
    """Texts that a reader of 16 would find hard, and kinds that are on average hard at 11."""
    for kind, texts in _whole_texts(deal).items():
        grades = [(grade(text), key) for key, text in texts]
        for found, key in grades:
            if found > GRADE_AT_16:
                yield finding_at(deal, key, f"{key}: reading age {found + 5:.0f}, more than 16")
        average = mean(found for found, _ in grades)
        if len(grades) >= FEWEST_TEXTS and average > GRADE_AT_11:
            hardest = max(grades)[1]
            reason = f"texts of kind {kind}: mean reading age {average + 5:.1f}, more than 11"
            yield finding_at(deal, hardest, reason)


def _whole_texts(deal: Deal) -> dict[str, list[Text]]:
    """Texts of some words by the kind of thing they belong to."""
    found: dict[str, list[Text]] = {}
    for key, text in (*tenant_texts(deal), *_messages(deal)):
        if len(text.split()) >= FEWEST_WORDS:
            found.setdefault(key.split(":")[0], []).append((key, text))
    return found


def _messages(deal: Deal) -> Iterator[Text]:
    """The service's sentences, their blanks filled as they are at their longest."""
    longest = longest_values(deal)
    for key, sentence in deal.texts.sentences.items():
        filled = sentence
        for name, value in {**longest, **deal.texts.always}.items():
            filled = filled.replace(f"{{{name}}}", "it" if set(value) == {"x"} else value)
        yield f"text:{key}", filled
