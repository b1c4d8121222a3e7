"""Who is writing: what proves it, how often it may be tried, and answers that give nothing away.

An answer is the same whether or not a home, a number or a code exists. Only who tells a right
postcode and date of birth hears more: that we hold another number, and how it ends.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from housing.domain.reading.birth_date import find_birth_date
from housing.domain.reading.inbound_text import in_one_line, plain_words
from housing.domain.reading.postcode import find_postcode, without_postcode

MAX_TRIES = 5
TRIES_WITHIN = timedelta(hours=24)
CODE_LASTS = timedelta(minutes=10)
CODES_PER_HOUR = 3
CODE_DIGITS = 6
# Six digits and no more, however they are spaced: a phone number is no code.
_CODE = re.compile(r"(?<!\d)(?<!\d[ -])\d(?:[ -]?\d){5}(?![ -]?\d)")
# From numbers that are not on record, about one postcode: guesses from many phones count together.
TRIES_ON_A_POSTCODE = 10
# A code proves who has the phone in hand, which may be borrowed, so not for long.
CODE_PROVES_FOR = timedelta(hours=24)
ENDING = 3


_PHONE = "(?:phone|number|mobile|sim)"
_OTHER_PHONE = re.compile(
    rf"\b(?:(?:new|different|another|other|old|borrowed|not my|isnt my|someone elses) {_PHONE}"
    rf"|my \w{{2,20}}s {_PHONE}|chang\w{{1,3}} (?:my )?{_PHONE}|borrow\w*"
    rf"|(?:lost|broke|smashed) my {_PHONE}|{_PHONE} (?:is |was |got )?(?:lost|stolen|broken)"
    rf"|(?:dont|no longer) have (?:that|the|my|this) {_PHONE})\b"
)


_NO_MOBILE = re.compile(
    r"\b(?:(?:have|got|own|use) (?:no|not got|not have)|(?:dont|do not|havent|have not|never)"
    r" (?:have|got|had|own|use)|no)(?: (?:a|any|my|got|such|one))?"
    r" (?:mobiles?|cell|mobile (?:tele)?phones?|mobile number)\b"
    r"|\bonly (?:have )?(?:a |the |my )?(?:house|home|land ?line|landline)(?: (?:tele)?phone)?\b"
)
# To "what is your mobile number?": "I told you I have none", "no i havent got one".
_HAS_NONE = re.compile(
    r"\b(?:(?:have|got|ive|own) none"
    r"|(?:havent|have not|hasnt|dont|do not|aint|never|not)(?: \w{1,8}){0,2} (?:one|any))\b"
)
_RATHER_NOT = re.compile(
    r"\b(?:rather not|prefer not|not (?:telling|saying|giving|comfortable)|wont (?:say|tell|give)"
    r"|dont want to (?:say|tell|give)|(?:cant|dont) remember|dont know (?:it|my|the|her|his))\b"
)


# Who writes for somebody else has no need to know their date of birth.
_FOR_ANOTHER = re.compile(
    r"\b(?:not (?:the|a|your|one of your) tenant|(?:im|i am) (?:her|his|their|the) (?:\w+ ){0,2}"
    r"(?:son|daughter|carer|neighbour|friend|sister|brother|niece|nephew|grandson|granddaughter"
    r"|councillor|mp|support worker|social worker|advocate|nurse)"
    r"|(?:dont|do not|havent|wouldnt) (?:know|have|got) (?:her|his|their|the|mums|dads|nans)"
    r" (?:date of birth|dob|birthday|birth date|postcode|details|date)"
    r"|(?:its|it is|this is) (?:for )?my (?:mum|mam|mom|dad|nan|gran|aunt\w*|uncle|sister|brother"
    r"|friend|neighbour)s?\b(?! (?:phone|number|mobile|sim))"
    r"|on behalf of|(?:texting|writing|asking|messaging|ringing) for"
    r" (?:my|her|him|them|a|mum|dad|nan)|ward councillor|i am a councillor|im a councillor)"
)


_OWNS = re.compile(r"\b(?:leasehold\w*|shared owner\w*|own (?:it|the flat|my)|owner)\b")


class VerificationOutcome(StrEnum):
    VERIFIED = "verified"
    NOT_MATCHED = "not_matched"
    ELSEWHERE = "elsewhere"
    INCOMPLETE = "incomplete"
    TOO_MANY_TRIES = "too_many_tries"


@dataclass(frozen=True, slots=True)
class Details:
    """What has been told so far; the mobile number only where the channel does not prove it."""

    postcode: str | None = None
    date_of_birth: date | None = None
    mobile: str | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be asked, in the order to ask it."""
        told = {"postcode": self.postcode, "date_of_birth": self.date_of_birth}
        return tuple(name for name, value in told.items() if value is None)

    def then(self, later: "Details") -> "Details":
        """These details with what was told later: a correction wins."""
        return Details(
            later.postcode or self.postcode,
            later.date_of_birth or self.date_of_birth,
            later.mobile or self.mobile,
        )


def read_details(text: str, today: date) -> Details:
    """The postcode and date of birth in a tenant's words, in any order and spelling."""
    line = in_one_line(text)
    return Details(find_postcode(line), find_birth_date(without_postcode(line), today))


def says_other_phone(text: str) -> bool:
    """Whether somebody says that they write from, or now have, another phone than before."""
    return _OTHER_PHONE.search(plain_words(text)) is not None


def says_no_mobile(text: str, *, asked: bool = False) -> bool:
    """Whether somebody says that they have no mobile phone; `asked` for one, they need not name
    it."""
    words = plain_words(text)
    return bool(_NO_MOBILE.search(words) or (asked and _HAS_NONE.search(words)))


def says_rather_not(text: str) -> bool:
    """Whether somebody would not tell who they are, or cannot."""
    return _RATHER_NOT.search(plain_words(text)) is not None


def writes_for_another(text: str) -> bool:
    """Whether somebody says that the home, and the details that prove it, are another's."""
    words = plain_words(text)
    return _FOR_ANOTHER.search(words) is not None and _OWNS.search(words) is None


def find_code(text: str) -> str | None:
    """The six digits of a one-time code in a tenant's words, however they are spaced."""
    match = _CODE.search(without_postcode(in_one_line(text)))
    return re.sub(r"\D", "", match[0]) if match else None


@dataclass(frozen=True, slots=True)
class VerifiedFor:
    """How long who somebody is stays proved: on the web while they go on writing, by text for
    a time, for the phone is their own."""

    web_idle: timedelta = timedelta(minutes=30)
    text: timedelta = timedelta(days=30)


def is_still_verified(
    lasts: VerifiedFor,
    *,
    by_text: bool,
    verified_at: datetime,
    wrote_at: Sequence[datetime],
    now: datetime,
) -> bool:
    """`wrote_at`: when the tenant wrote since, in order."""
    if by_text:
        return now - verified_at <= lasts.text
    times = (verified_at, *wrote_at)
    return all(later - earlier <= lasts.web_idle for earlier, later in pairwise(times))


@dataclass(frozen=True, slots=True)
class SentCode:
    """A code that was texted and still works."""

    id: int
    tenant_id: int
    code_hash: str


@dataclass(frozen=True, slots=True)
class Verification:
    """`tenant_id` only when verified; `tries_left` before a person takes over.

    `ending` is of the number on record when the details are right but for the number, and a code
    can be texted to it.
    """

    outcome: VerificationOutcome
    tenant_id: int | None = None
    tries_left: int = MAX_TRIES
    ending: str = ""

    @property
    def verified(self) -> bool:
        return self.outcome is VerificationOutcome.VERIFIED
