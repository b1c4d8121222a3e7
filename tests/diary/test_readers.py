"""What tenants type, read forgivingly: postcodes, dates of birth, numbers, codes, references."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.domain.casework.references import REFERENCE_SPACE, Kind, find_reference, reference
from housing.domain.people.identity import Details, find_code, read_details
from housing.domain.reading.birth_date import find_birth_date
from housing.domain.reading.postcode import find_postcode
from housing.services.people.phone_numbers import mobile_number
from tests.diary.offers import day

TODAY = day("Sun 22 Nov")
THIRD = date(1985, 2, 3)


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("SW1A 1AA", "SW1A 1AA"),
        ("sw1a1aa", "SW1A 1AA"),
        ("my postcode is hl1 1aa thanks", "HL1 1AA"),
        ("HL1-1AA", "HL1 1AA"),
        ("hl1  1aa.", "HL1 1AA"),
        ("HLI 1AA", "HL1 1AA"),
        ("HL1 IAA", "HL1 1AA"),
        ("M1 OAB", "M1 0AB"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("W1T 3NL", "W1T 3NL"),
        ("B33 8TH", "B33 8TH"),
        ("cr2 6xh", "CR2 6XH"),
        ("DN55 1PT", "DN55 1PT"),
        ("1 Lantern Wharf HL1 1AA, 3/2/85", "HL1 1AA"),
        ("HL1 1AC", None),
        ("nobody turned up and i took the day off", None),
        ("HL1 1AAA", None),
        ("QL1 1AA", None),
        ("Stra\u00dfe \ufb03 hl1 1aa", "HL1 1AA"),
        ("HL1", None),
        ("flat 12", None),
        ("", None),
    ],
)
def test_postcodes(text: str, postcode: str | None) -> None:
    assert find_postcode(text) == postcode


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("3/2/85", THIRD),
        ("03/02/1985", THIRD),
        ("3.2.1985", THIRD),
        ("3-2-85", THIRD),
        ("3 2 85", THIRD),
        ("03 02 1985", THIRD),
        ("030285", THIRD),
        ("03021985", THIRD),
        ("1985-02-03", THIRD),
        ("3rd feb 1985", THIRD),
        ("3 February 85", THIRD),
        ("3rd of february, 1985", THIRD),
        ("3feb85", THIRD),
        ("3-feb-1985", THIRD),
        ("Feb 3rd 1985", THIRD),
        ("february the 3rd 1985", THIRD),
        ("3rd\n of\t  february  ,\r\n 1985", THIRD),
        ("3  /  2 /  85", THIRD),
        ("3 februaryyy 1985", THIRD),
        ("3 feb" + "y" * 60 + " 1985", None),
        ("dob 3/2/'85", THIRD),
        ("born 3/2/1985 thanks", THIRD),
        # Two digits are the latest year that makes a tenant of sixteen.
        ("22/11/10", date(2010, 11, 22)),
        ("23/11/10", date(1910, 11, 23)),
        ("1/1/05", date(2005, 1, 1)),
        ("1/1/39", date(1939, 1, 1)),
        # Day before month, always.
        ("2/13/1985", None),
        ("31/4/1985", None),
        ("29/2/1985", None),
        ("29/2/1984", date(1984, 2, 29)),
        ("22/11/2010", date(2010, 11, 22)),
        ("23/11/2010", None),
        ("1/1/1890", None),
        ("3/2", None),
        ("no idea", None),
        ("123", None),
    ],
)
def test_dates_of_birth(text: str, born: date | None) -> None:
    assert find_birth_date(text, TODAY) == born


@pytest.mark.parametrize(
    "text",
    [
        "HL1 1AA 3/2/85",
        "3/2/85 hl11aa",
        "hl11aa, 3rd feb 1985",
        "born 03.02.1985 at HL1 1AA",
        "HL1 1AA030285",
        "postcode hl1 1aa dob 3 2 85",
        "stra\u00dfe \ufb03 hl1 1aa 3 2 85",
        " " * 2000 + "hl1 1aa" + "\n" * 1900 + "3 2 85",
    ],
)
def test_both_in_any_order(text: str) -> None:
    assert read_details(text, TODAY) == Details("HL1 1AA", THIRD)


def test_what_is_told_later_wins_and_the_rest_stays() -> None:
    first = Details(postcode="HL1 1AA")
    assert first.missing == ("date_of_birth",)
    assert first.then(Details(date_of_birth=THIRD)) == Details("HL1 1AA", THIRD)
    assert first.then(Details(postcode="HL1 1AB")).postcode == "HL1 1AB"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("07700 900123", "+447700900123"),
        ("+44 7700 900123", "+447700900123"),
        ("0044 7700 900 123", "+447700900123"),
        ("07700 900000", "+447700900000"),
        ("07700 900999", "+447700900999"),
        # The range below the drama numbers is a real network's.
        ("07700 899999", "+447700899999"),
        ("07700 901000", None),
        ("07911 123456", "+447911123456"),
        ("020 7946 0958", None),
        ("999", None),
        ("07700 9001", None),
        ("call me on 07700 900123", None),
        ("07700-FLOWER", None),
        ("", None),
    ],
)
def test_mobile_numbers(text: str, number: str | None) -> None:
    assert mobile_number(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("123456", "123456"),
        ("123 456", "123456"),
        ("12-34-56", "123456"),
        ("my code is 012345 ok", "012345"),
        ("12345", None),
        ("1234567", None),
        ("", None),
    ],
)
def test_codes(text: str, code: str | None) -> None:
    assert find_code(text) == code


@given(st.integers(0, REFERENCE_SPACE - 1), st.sampled_from(Kind))
def test_a_reference_is_found_in_a_sentence_however_it_is_typed(number: int, kind: Kind) -> None:
    made = reference(kind, number)
    bare = made.replace("-", "")
    for text in (made, f"my ref is {made.lower()} please", bare, f"{bare[:4]} {bare[4:]}"):
        assert find_reference(text) == made


@given(st.integers(0, REFERENCE_SPACE - 1), st.integers(0, 4), st.integers(1, 24))
def test_one_wrong_character_is_nobody_elses_reference(number: int, place: int, by: int) -> None:
    made = reference(Kind.WORK_ORDER, number)
    other = reference(Kind.WORK_ORDER, (number + by * 25**place) % REFERENCE_SPACE)
    slip = made[: place + 2] + other[place + 2] + made[place + 3 :]
    assert slip == made or find_reference(slip) is None


@pytest.mark.parametrize(
    "text", ["", "W-2222", "my washing machine leaks", "HL1 1AA", "07700 900123"]
)
def test_ordinary_words_are_no_reference(text: str) -> None:
    assert find_reference(text) is None
