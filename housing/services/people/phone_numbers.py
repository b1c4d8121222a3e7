"""Mobile numbers as tenants write them, to E.164.

Ofcom's numbers for drama (07700 900000 to 900999) belong to nobody; the demo's tenants have them,
and the numbering plan that `phonenumbers` knows has not. So they are accepted by their range.
"""

import re

import phonenumbers

# As many characters as a number has with its country code and the usual marks between.
_LIKE_A_NUMBER = re.compile(r"(?<![\w+])\+?\d(?:[ ().-]{0,2}\d){8,13}(?!\w)")
LEAST_DIGITS = 10
DRAMA = range(7700_900_000, 7700_901_000)
MOBILE_TYPES = {
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
}
_WRITTEN_WITH = set("0123456789+()-. /\u00a0")


def mobile_number(text: str, region: str = "GB") -> str | None:
    """The mobile number that `text` is, as E.164 ("+447700900123"); None when it is none."""
    if not set(text.strip()) <= _WRITTEN_WITH:
        return None
    try:
        number = phonenumbers.parse(text.strip(), region)
    except phonenumbers.NumberParseException:
        return None
    drama = number.country_code == 44 and number.national_number in DRAMA
    if not drama and not (
        phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in MOBILE_TYPES
    ):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def find_mobile(text: str) -> str | None:
    """The first mobile number among other words, as E.164; None when there is none."""
    found = (mobile_number(match[0]) for match in _LIKE_A_NUMBER.finditer(text))
    return next((number for number in found if number is not None), None)


def names_a_number(text: str) -> bool:
    """Whether a phone number of any kind is told, also of a house: ten digits or more."""
    return any(
        sum(letter.isdigit() for letter in match[0]) >= LEAST_DIGITS
        for match in _LIKE_A_NUMBER.finditer(text)
    )
