"""Answers to a question with choices, as people type them."""

import pytest

from housing.domain.reading.choosing import read_yes_no


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("1", True),
        ("1.", True),
        ("option 1", True),
        ("yes", True),
        ("Y", True),
        ("2", False),
        ("no thanks", False),
        ("n", False),
        ("tak", True),
        ("nie", False),
        ("oes", True),
        ("nac ydy", False),
        ("0", None),
        ("3", None),
        ("maybe", None),
        ("", None),
    ],
)
def test_yes_and_no_are_read_by_word_and_by_number(words: str, meant: bool | None) -> None:
    assert read_yes_no(words) is meant
