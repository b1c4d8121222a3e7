"""In the middle of a conversation a danger of things has a word of its own, or is asked about."""

import pytest

from housing.domain.danger.reading import Danger, Told, weigh


@pytest.mark.parametrize(
    ("words", "kind", "named"),
    [
        ("heard a thump just now thru the wall n a sort of moan", "electric", False),
        ("heard a thump just now thru the wall n a sort of moan", "gas", False),
        ("who pays for the door", "flood", False), ("the smell is back", "gas", True),
        ("it went bang", "electric", True), ("theres a hiss by the hob", "gas", True),
        ("coming through again", "flood", True), ("curtains alight", "fire", True),
    ],
)  # fmt: skip
def test_in_the_middle_a_danger_is_named_or_asked_about(words: str, kind: str, named: bool) -> None:
    (found,) = weigh([Danger(kind, 0.8, words)], Told(words, before=("old percy doesnt answer",)))
    assert (found.kind == kind) is named
    assert found.certain is named
    (first,) = weigh([Danger(kind, 0.8, words)], Told(words))
    assert first.certain, "a first message is taken as it is read"
