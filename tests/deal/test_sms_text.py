"""SMS alphabet and segments, against the smsutil library as an oracle and by the known edges."""

import pytest
import smsutil
from hypothesis import given
from hypothesis import strategies as st

from housing.domain.messaging.sms_text import is_gsm7, outside_gsm7, segments, septets, to_gsm7


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3),
        ("€" * 80, 1), ("€" * 81, 2), ("a" * 152 + "€" + "a" * 153, 3),
        ("ŵ" * 70, 1), ("ŵ" * 71, 2), ("ŵ" * 134, 2), ("ŵ" * 135, 3),
        ("😀" * 35, 1), ("😀" * 36, 2),
    ],
)  # fmt: skip
def test_segments_at_the_edges(text: str, count: int) -> None:
    assert segments(text) == count


@given(st.text(st.sampled_from("abc XYZ@£$é{}[]~€^|\\\n0123456789.,'"), max_size=500))
def test_segments_agree_with_smsutil_in_gsm7(text: str) -> None:
    assert segments(text) == max(1, len(smsutil.split(text).parts))


@given(st.text(st.sampled_from("abc é€ŵŷ’“–"), min_size=1, max_size=300))
def test_the_alphabet_agrees_with_smsutil(text: str) -> None:
    assert is_gsm7(text) is smsutil.is_valid_gsm(text)


@given(st.text(max_size=200))
def test_a_normalised_text_is_gsm7(text: str) -> None:
    plain = to_gsm7(text)
    assert is_gsm7(plain)
    assert to_gsm7(plain) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It’s “ours” – really…", 'It\'s "ours" - really...'),
        ("Siân’s flat", "Sian's flat"),
        ("£5 for café", "£5 for café"),
        ("dŵr", "dwr"),
        ("ok 👍", "ok "),
        ("no\u00a0break", "no break"),
    ],
)
def test_what_is_not_in_the_alphabet_gets_its_like(text: str, plain: str) -> None:
    assert to_gsm7(text) == plain


def test_septets_and_strangers() -> None:
    assert septets("a€") == 3
    assert outside_gsm7("a–b–’") == ("–", "’")
