"""The rules about texts: what stops them, how they are rendered, which state follows which."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.domain.messaging.conversation import Choice, Reply
from housing.domain.messaging.opt_out import OptOut, opt_out_asked
from housing.domain.messaging.sms_rendering import render_sms
from housing.domain.messaging.sms_status import STATE_OF_STATUS, next_state
from housing.domain.messaging.sms_text import is_gsm7
from housing.domain.reading.inbound_text import MAX_CHARACTERS, clean_text

FINAL = ("delivered", "undelivered", "failed", "withheld")


@pytest.mark.parametrize(
    ("text", "twilio_says", "asked"),
    [
        ("STOP", "", OptOut.STOP),
        (" stop ", "", OptOut.STOP),
        (" stop. ", "", OptOut.STOP_IN_WORDS),
        ("StopAll", "", OptOut.STOP),
        ("unsubscribe", "", OptOut.STOP),
        ("stop please", "", OptOut.STOP_IN_WORDS),
        ("stop the leak", "", None),
        ("CANCEL", "", None),
        ("end", "", None),
        ("quit", "", None),
        ("start", "", OptOut.START),
        ("UNSTOP", "", OptOut.START),
        ("yes", "", None),
        ("start over", "", None),
        ("help", "", None),
        ("help", "HELP", OptOut.HELP),
        ("arret", "STOP", OptOut.STOP),
        ("yes", "START", OptOut.START),
        ("stop", "something new", OptOut.STOP),
        ("", "", None),
    ],
)
def test_one_word_alone_or_twilio_decides(
    text: str, twilio_says: str, asked: OptOut | None
) -> None:
    assert opt_out_asked(text, twilio_says) is asked


@pytest.mark.parametrize(
    ("titles", "rendered"),
    [
        ([], "Which?"),
        (["Yes"], "Which? Reply 1 for Yes."),
        (["Yes", "No"], "Which? Reply 1 for Yes, 2 for No."),
        (["Tue am", "Wed pm", "Others"], "Which?\nReply:\n1 Tue am\n2 Wed pm\n3 Others"),
    ],
)
def test_choices_are_numbers_to_reply_with(titles: list[str], rendered: str) -> None:
    choices = tuple(Choice(title, title) for title in titles)
    assert render_sms(Reply("Which?", choices)) == rendered


TYPED = st.sampled_from(
    f"{string.printable}\u2018\u2019\u201c\u201d\u2013\u2014\u2026éèàçñłŁđżśćńąęőŵŷ\u2605\U0001f600"
)


@given(st.text(TYPED, max_size=300), st.lists(st.text(max_size=30), max_size=5))
def test_what_is_sent_is_gsm7(text: str, titles: list[str]) -> None:
    choices = tuple(Choice(title, title) for title in titles)
    assert is_gsm7(render_sms(Reply(text, choices)))


@pytest.mark.parametrize("text", ["آگ لگ گئی ہے", "我们可以请翻译", "Ми передаємо це людині."])
def test_another_script_is_sent_whole(text: str) -> None:
    assert render_sms(Reply(text)) == text


@given(st.text(st.characters(), max_size=5000))
def test_every_text_can_be_kept_and_loses_only_what_cannot(text: str) -> None:
    kept = clean_text(text)
    assert "\x00" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert len(kept) <= MAX_CHARACTERS
    assert clean_text(kept) == kept


@given(st.lists(st.sampled_from([*STATE_OF_STATUS, "unheard_of"]), max_size=8))
def test_a_state_never_goes_back_and_never_leaves_its_end(statuses: list[str]) -> None:
    order = ("queued", "sending", "sent")
    state = "queued"
    for status in statuses:
        after = next_state(state, status) or state
        assert state not in FINAL or after == state
        assert after in FINAL or order.index(after) >= order.index(state)
        state = after
