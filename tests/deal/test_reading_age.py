"""The reading age of what tenants read, by the automated readability index of `textstat`.

The index is an American school grade, five years below the age: 6 stands for a reader of about 11.
It needs letters, words and sentences only, so nothing is downloaded.
"""

from statistics import mean

import pytest
import textstat

from housing.domain.deal import Deal
from housing.domain.lint.texts import tenant_texts

GRADE_AT_11 = 6
GRADE_AT_16 = 11
FEWEST_WORDS = 8


def grades(deal: Deal, kind: str) -> dict[str, float]:
    texts = [text for key, text in tenant_texts(deal) if key.startswith(f"{kind}:")]
    whole = [text for text in texts if len(text.split()) >= FEWEST_WORDS]
    return {text: float(textstat.automated_readability_index(text)) for text in whole}


@pytest.mark.parametrize("kind", ["statement", "emergency", "guide", "rule", "fact", "charge"])
def test_a_reader_of_eleven_can_follow(deal: Deal, kind: str) -> None:
    found = grades(deal, kind)
    assert mean(found.values()) <= GRADE_AT_11
    assert {text: grade for text, grade in found.items() if grade > GRADE_AT_16} == {}
