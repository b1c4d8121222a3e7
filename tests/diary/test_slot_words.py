"""What tenants' words mean among the slots on offer: a closed world, and nothing guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.domain.slots.matching import Kind, match_slot
from tests.diary.offers import day, name, slot

C, N, O, X, U = Kind.CHOSEN, Kind.NARROWED, Kind.OTHERS, Kind.NONE, Kind.UNCLEAR  # noqa: E741

TODAY = "Thu 19 Nov"
FRI, TUE, THU = "Fri 20 Nov am", "Tue 24 Nov pm", "Thu 26 Nov school_run"
ALL = [FRI, TUE, THU]

PHRASES: list[tuple[str, Kind, list[str]]] = [
    # Places in the list.
    ("1", C, [FRI]),
    ("2.", C, [TUE]),
    ("3)", C, [THU]),
    ("#2", C, [TUE]),
    (" 2 ", C, [TUE]),
    ("2 please", C, [TUE]),
    ("yes 2", C, [TUE]),
    ("I'll take 2 thanks", C, [TUE]),
    ("option 2", C, [TUE]),
    ("option three", C, [THU]),
    ("number 1 pls", C, [FRI]),
    ("no 2", C, [TUE]),
    ("No. 2", C, [TUE]),
    ("two", C, [TUE]),
    ("one", C, [FRI]),
    ("first one", C, [FRI]),
    ("the second one", C, [TUE]),
    ("2nd one pls", C, [TUE]),
    ("the third", C, [THU]),
    ("the last one", C, [THU]),
    ("last", C, [THU]),
    ("bottom one", C, [THU]),
    ("top one", C, [FRI]),
    ("the middle one", C, [TUE]),
    ("4", O, []),
    ("7", U, []),
    ("0", U, []),
    ("99", U, []),
    ("1 or 3", N, [FRI, THU]),
    ("2 or 3 whichever is soonest", C, [TUE]),
    ("not 2", N, [FRI, THU]),
    ("not the first one", N, [TUE, THU]),
    # Days.
    ("friday", C, [FRI]),
    ("Tues", C, [TUE]),
    ("thurs pls x", N, [THU]),
    ("thurs pls", C, [THU]),
    ("thirsday", C, [THU]),
    ("teusday", C, [TUE]),
    ("wensday", O, []),
    ("munday", U, []),
    ("this friday", C, [FRI]),
    ("tuesday next week", C, [TUE]),
    ("next week tuesday", C, [TUE]),
    ("next tuesday", C, [TUE]),
    ("next friday", N, [FRI]),
    ("thursday week", N, [THU]),
    ("a week today", C, [THU]),
    ("week on friday", O, []),
    ("a week on friday", O, []),
    ("friday week", O, []),
    ("tomorrow", C, [FRI]),
    ("tmrw morning", C, [FRI]),
    ("2moro", C, [FRI]),
    ("tommorow am please", C, [FRI]),
    ("day after tomorrow", O, []),
    ("today", O, []),
    ("in 5 days", C, [TUE]),
    ("next week", N, [TUE, THU]),
    ("this week", C, [FRI]),
    ("end of next week", C, [THU]),
    ("early next week", C, [TUE]),
    ("the weekend", O, []),
    ("a weekday", N, ALL),
    ("yesterday", U, []),
    ("last monday", U, []),
    # Dates: day before month.
    ("20th", C, [FRI]),
    ("the 24th", C, [TUE]),
    ("the 24th please", C, [TUE]),
    ("24", C, [TUE]),
    ("26 nov", C, [THU]),
    ("26th of November", C, [THU]),
    ("nov 26", C, [THU]),
    ("november the 26th", C, [THU]),
    ("24/11", C, [TUE]),
    ("24.11", C, [TUE]),
    ("24-11", C, [TUE]),
    ("24/11/26", C, [TUE]),
    ("24/11/2026", C, [TUE]),
    ("2026-11-24", C, [TUE]),
    ("11/24", U, []),
    ("twenty fourth", C, [TUE]),
    ("tuesday 24th", C, [TUE]),
    ("Tue 24 Nov, 12pm-4pm", C, [TUE]),
    ("Thu 26 Nov, 9:30am-2:30pm", C, [THU]),
    ("tuesday 26th", N, [TUE, THU]),
    ("the 25th", O, []),
    ("20/11/25", U, []),
    ("12/11", U, []),
    ("3/12", O, []),
    # Parts of the day.
    ("morning", C, [FRI]),
    ("am", C, [FRI]),
    ("a.m. please", C, [FRI]),
    ("first thing", C, [FRI]),
    ("afternoon pls", C, [TUE]),
    ("pm", C, [TUE]),
    ("arvo", C, [TUE]),
    ("evening", O, []),
    ("after work", O, []),
    ("after school run", C, [THU]),
    ("after the school run please", C, [THU]),
    ("while the kids are at school", C, [THU]),
    ("school hours", C, [THU]),
    ("after I've dropped the kids off", C, [THU]),
    ("friday morning", C, [FRI]),
    ("fri am", C, [FRI]),
    ("friday afternoon", O, []),
    ("thursday morning", O, []),
    ("morning on friday would be great", C, [FRI]),
    ("early friday", N, [FRI]),
    # Clock times.
    ("8-12", C, [FRI]),
    ("8am to 12pm", C, [FRI]),
    ("12-4", C, [TUE]),
    ("9.30-2.30", C, [THU]),
    ("between 1 and 3", N, [TUE, THU]),
    ("10am friday", C, [FRI]),
    ("friday at 10", C, [FRI]),
    ("tuesday 2pm", C, [TUE]),
    ("tues half 2", C, [TUE]),
    ("after 12", C, [TUE]),
    ("before 12", C, [FRI]),
    ("not before 12", N, [TUE]),
    ("not after 3", N, [FRI, THU]),
    ("after 5", O, []),
    # Refusals, exceptions.
    ("not monday", N, ALL),
    ("not friday", N, [TUE, THU]),
    ("cant do friday", N, [TUE, THU]),
    ("friday no good", N, [TUE, THU]),
    ("I work fridays", N, [TUE, THU]),
    ("im at work tuesday", N, [FRI, THU]),
    ("not mornings", N, [TUE]),
    ("no mornings", N, [TUE]),
    ("not friday or tuesday", N, [THU]),
    ("anything but friday", N, [TUE, THU]),
    ("any day except tuesday", C, [FRI]),
    ("not friday, tuesday is fine", C, [TUE]),
    ("not friday, tuesday", N, [TUE]),
    ("tuesday not friday", C, [TUE]),
    ("not friday but thursday ok", C, [THU]),
    ("friday im busy tuesday i can do", U, []),
    ("no friday", U, []),
    ("no, friday", C, [FRI]),
    ("not working friday", C, [FRI]),
    ("not until tuesday", N, [TUE, THU]),
    ("after the 24th", C, [THU]),
    ("before tuesday", C, [FRI]),
    ("from tuesday onwards", N, [TUE, THU]),
    ("not friday tuesday or thursday", O, []),
    # More than one, any, the soonest.
    ("tues or weds", C, [TUE]),
    ("tues or thurs", N, [TUE, THU]),
    ("friday or thursday, whichever is sooner", C, [FRI]),
    ("any", C, [FRI]),
    ("any of them", C, [FRI]),
    ("dont mind", C, [FRI]),
    ("I'm easy", C, [FRI]),
    ("whichever", C, [FRI]),
    ("soonest", C, [FRI]),
    ("asap", C, [FRI]),
    ("as soon as possible please", C, [FRI]),
    ("first available", C, [FRI]),
    ("any afternoon", C, [TUE]),
    ("the latest one", C, [THU]),
    ("tuesday morning or afternoon", C, [TUE]),
    ("friday works for me", C, [FRI]),
    # What sounds like a choice and is none.
    ("can you come friday morning before 10", O, []),
    ("I have to be out by 11", U, []),
    ("kids finish school at 3", U, []),
    ("will they phone before friday", U, []),
    ("can my sister let you in on tuesday", N, [TUE]),
    ("friday 13th", N, [FRI]),
    ("last thing", N, [TUE]),
    ("no not tuesday", N, [FRI, THU]),
    ("no i said tuesday", U, []),
    ("1,2", N, [FRI, TUE]),
    ("2/3", U, []),
    ("10 or 11", U, []),
    ("neither", O, []),
    ("too late", O, []),
    ("that's too soon", O, []),
    ("later in the week", C, [FRI]),
    ("later in the day", C, [TUE]),
    ("in two weeks", O, []),
    ("december", O, []),
    ("christmas", U, []),
    ("friday if possible otherwise tuesday", N, [FRI, TUE]),
    ("either tuesday or thursday", C, [TUE]),
    ("whatever suits you", C, [FRI]),
    ("i'm free all day tuesday", C, [TUE]),
    ("tuesday the 24 of november 2026 12pm", C, [TUE]),
    ("i want to cancel", U, []),
    ("it's an emergency", U, []),
    ("speak to a person", U, []),
    # Others, none.
    ("others", O, []),
    ("other times", O, []),
    ("later", O, []),
    ("have you got anything else", O, []),
    ("any other days?", O, []),
    ("more", O, []),
    ("anything sooner?", O, []),
    ("none of these", O, []),
    ("none", O, []),
    ("can't do any of those", O, []),
    ("no", O, []),
    ("no thanks", X, []),
    ("leave it", X, []),
    # Unclear is said to be unclear; what is half understood is read back.
    ("", U, []),
    ("   ", U, []),
    ("\U0001f44d", U, []),
    ("yes", U, []),
    ("ok", U, []),
    ("maybe", U, []),
    ("not sure", U, []),
    ("friday maybe", N, [FRI]),
    ("what?", U, []),
    ("my tap is leaking", U, []),
    ("how long will it take", U, []),
    ("friday but my dog will be in", N, [FRI]),
    ("flat 12", U, []),
    ("3/12/85", U, []),
    ("<b>2</b>", N, [TUE]),
    ("2; drop table slot", N, [TUE]),
    ("x" * 400, U, []),
]


@pytest.mark.parametrize(("text", "kind", "slots"), PHRASES)
def test_words_for_slots(text: str, kind: Kind, slots: list[str]) -> None:
    offered = [slot(one) for one in ALL]
    match = match_slot(text, offered, day(TODAY), page_has_more=True)
    assert (match.kind, [name(one) for one in match.slots]) == (kind, slots)


def test_the_table_is_long_enough_and_says_nothing_twice() -> None:
    texts = [text for text, _, _ in PHRASES]
    assert len(texts) == len(set(texts)) >= 120


# The same words on other lists and other days.
LISTS: list[tuple[str, str, list[str], Kind, list[str]]] = [
    ("Sun 22 Nov", "tuesday", ["Tue 24 Nov am", "Tue 1 Dec am"], N,
     ["Tue 24 Nov am", "Tue 1 Dec am"]),
    ("Sun 22 Nov", "tuesday week", ["Tue 24 Nov am", "Tue 1 Dec am"], C, ["Tue 1 Dec am"]),
    ("Mon 23 Nov", "next tuesday", ["Tue 24 Nov am", "Tue 1 Dec am"], N,
     ["Tue 24 Nov am", "Tue 1 Dec am"]),
    ("Mon 23 Nov", "next tuesday", ["Tue 24 Nov am", "Wed 25 Nov am"], N, ["Tue 24 Nov am"]),
    ("Mon 23 Nov", "friday week", ["Fri 27 Nov am", "Fri 4 Dec am"], C, ["Fri 4 Dec am"]),
    ("Mon 23 Nov", "a week on friday", ["Fri 27 Nov am", "Fri 4 Dec am"], C, ["Fri 4 Dec am"]),
    ("Fri 20 Nov", "friday week", ["Fri 27 Nov am", "Fri 4 Dec am"], N,
     ["Fri 27 Nov am", "Fri 4 Dec am"]),
    ("Thu 26 Nov", "a week tomorrow", ["Fri 4 Dec am", "Sat 5 Dec saturday_am"], C,
     ["Fri 4 Dec am"]),
    ("Mon 23 Nov", "a fortnight", ["Mon 7 Dec am", "Tue 8 Dec am"], C, ["Mon 7 Dec am"]),
    # "The 3rd" is a day of December and the third of the list.
    ("Mon 30 Nov", "3rd", ["Thu 3 Dec am", "Fri 4 Dec am", "Mon 7 Dec am"], N,
     ["Thu 3 Dec am", "Mon 7 Dec am"]),
    ("Mon 30 Nov", "3rd dec", ["Thu 3 Dec am", "Fri 4 Dec am", "Mon 7 Dec am"], C,
     ["Thu 3 Dec am"]),
    ("Mon 30 Nov", "the third one", ["Thu 3 Dec am", "Fri 4 Dec am", "Mon 7 Dec am"], C,
     ["Mon 7 Dec am"]),
    ("Mon 30 Nov", "3", ["Thu 3 Dec am", "Fri 4 Dec am", "Mon 7 Dec am"], C, ["Mon 7 Dec am"]),
    # "8-12" is a window, unless the 8th of December is on offer as well.
    ("Mon 30 Nov", "8-12", ["Tue 8 Dec pm", "Fri 4 Dec am"], N, ["Tue 8 Dec pm", "Fri 4 Dec am"]),
    # Two windows of one day.
    ("Mon 23 Nov", "tuesday", ["Tue 24 Nov am", "Tue 24 Nov pm"], N,
     ["Tue 24 Nov am", "Tue 24 Nov pm"]),
    ("Mon 23 Nov", "tuesday am", ["Tue 24 Nov am", "Tue 24 Nov pm"], C, ["Tue 24 Nov am"]),
    ("Mon 23 Nov", "tuesday not the morning", ["Tue 24 Nov am", "Tue 24 Nov pm"], C,
     ["Tue 24 Nov pm"]),
    ("Mon 23 Nov", "tomorrow afternoon", ["Tue 24 Nov am", "Tue 24 Nov pm"], C, ["Tue 24 Nov pm"]),
    ("Mon 23 Nov", "weds or thurs morning", ["Wed 25 Nov pm", "Fri 27 Nov am"], N,
     ["Wed 25 Nov pm"]),
    ("Mon 23 Nov", "after 5", ["Tue 24 Nov am", "Wed 25 Nov evening"], C, ["Wed 25 Nov evening"]),
    ("Mon 23 Nov", "all day wednesday", ["Tue 24 Nov all_day", "Wed 25 Nov all_day"], C,
     ["Wed 25 Nov all_day"]),
    ("Mon 23 Nov", "sat", ["Fri 27 Nov am", "Sat 28 Nov saturday_am"], C,
     ["Sat 28 Nov saturday_am"]),
    ("Mon 23 Nov", "saturday morning", ["Fri 27 Nov am", "Sat 28 Nov saturday_am"], C,
     ["Sat 28 Nov saturday_am"]),
    ("Mon 23 Nov", "weekend please", ["Fri 27 Nov am", "Sat 28 Nov saturday_am"], C,
     ["Sat 28 Nov saturday_am"]),
    # One slot alone may be taken with a yes.
    ("Mon 23 Nov", "yes", ["Tue 24 Nov am"], C, ["Tue 24 Nov am"]),
    ("Mon 23 Nov", "ok that's fine", ["Tue 24 Nov am"], C, ["Tue 24 Nov am"]),
    ("Mon 23 Nov", "yes but not the morning", ["Tue 24 Nov am"], O, []),
    ("Mon 23 Nov", "no", ["Tue 24 Nov am"], O, []),
    # Over the turn of the year, and both clock changes.
    ("Wed 30 Dec", "monday", ["Mon 4 Jan am", "Tue 5 Jan am"], C, ["Mon 4 Jan am"]),
    ("Wed 30 Dec", "4th jan", ["Mon 4 Jan am", "Tue 5 Jan am"], C, ["Mon 4 Jan am"]),
    ("Wed 30 Dec", "next month", ["Thu 31 Dec am", "Tue 5 Jan am"], C, ["Tue 5 Jan am"]),
]  # fmt: skip


def _in(words: str, today: date) -> int:
    return today.year + 1 if " Jan " in f"{words} " and today.month == 12 else today.year


@pytest.mark.parametrize(("today", "text", "offered", "kind", "slots"), LISTS)
def test_words_on_other_lists(
    today: str, text: str, offered: list[str], kind: Kind, slots: list[str]
) -> None:
    now = day(today)
    on_offer = [slot(one, _in(one, now)) for one in offered]
    match = match_slot(text, on_offer, now, page_has_more=True)
    assert (match.kind, [name(one) for one in match.slots]) == (kind, slots)


@pytest.mark.parametrize(
    ("today", "text", "chosen"),
    [
        ("Sat 28 Mar", "tomorrow", "Sun 29 Mar am"),
        ("Fri 27 Mar", "in 3 days", "Mon 30 Mar am"),
        ("Mon 23 Mar", "a week today", "Mon 30 Mar am"),
        ("Sat 24 Oct", "day after tomorrow", "Mon 26 Oct am"),
        ("Sun 25 Oct", "tomorrow", "Mon 26 Oct am"),
    ],
)
def test_a_day_is_a_day_when_the_clocks_change(today: str, text: str, chosen: str) -> None:
    offered = [slot("Tue 31 Mar pm"), slot(chosen), slot("Wed 28 Oct pm")]
    assert name(match_slot(text, offered, day(today)).slot) == chosen


@pytest.mark.parametrize("text", ["none of these", "none", "no", "4"])
def test_when_nothing_more_is_on_offer_none_means_none(text: str) -> None:
    match = match_slot(text, [slot(one) for one in ALL], day(TODAY))
    assert match.kind is (Kind.UNCLEAR if text == "4" else Kind.NONE)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("wednesday", "Wed 25 Nov am", "Thu 26 Nov am"),
        ("the 25th", "Wed 25 Nov pm", "Fri 25 Dec am"),
        ("friday week", "Fri 27 Nov am", "Fri 20 Nov am"),
        ("thursday morning", "Thu 26 Nov am", "Thu 26 Nov pm"),
        ("evening", "Mon 23 Nov evening", "Mon 23 Nov pm"),
        ("any other afternoon", "Mon 23 Nov pm", "Mon 23 Nov am"),
    ],
)
def test_a_wish_finds_what_is_not_on_the_list(text: str, wanted: str, unwanted: str) -> None:
    match = match_slot(text, [slot(one) for one in ALL], day(TODAY), page_has_more=True)
    assert match.kind is Kind.OTHERS
    assert match.wish is not None
    assert match.wish.accepts(slot(wanted))
    assert match.wish.accepts(slot(unwanted)) is (text == "the 25th")


WORDS = sorted({word for text, _, _ in PHRASES for word in text.split()})


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    )
)
def test_any_words_at_all_get_an_answer_about_the_slots_on_offer(text: str) -> None:
    offered = [slot(one) for one in ALL]
    match = match_slot(text, offered, day(TODAY))
    assert set(match.slots) <= set(offered)
    assert bool(match.slots) is (match.kind in (C, N))
    assert match.kind is not C or len(match.slots) == 1
