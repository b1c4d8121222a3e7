"""The words that tenants use for slots, with their usual misspellings, and how text is tidied.

Only words: what they mean together is for the scanner and the matcher.
"""

import re
from difflib import get_close_matches

WEEKDAYS = {
    0: "monday mondays mon mons mondy moday",
    1: "tuesday tuesdays tues tue tuesdy teusday tusday tuseday",
    2: "wednesday wednesdays weds wed wednsday wensday wendsday wednesdy wedensday",
    3: "thursday thursdays thurs thur thu thursdy thirsday thrusday thusday",
    4: "friday fridays fri fridy firday",
    5: "saturday saturdays sat saterday saturdy satday",
    6: "sunday sundays sun sundy",
}
WEEKDAY_OF = {word: number for number, words in WEEKDAYS.items() for word in words.split()}
PLURALS = frozenset(word for word in WEEKDAY_OF if word.endswith("days") or word == "mons")

_MONTHS = {
    1: "january jan", 2: "february feb febuary", 3: "march mar", 4: "april apr", 5: "may",
    6: "june jun", 7: "july jul", 8: "august aug", 9: "september sept sep", 10: "october oct",
    11: "november nov novemeber", 12: "december dec decemeber",
}  # fmt: skip
MONTH_OF = {word: number for number, words in _MONTHS.items() for word in words.split()}

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
CARDINALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TOMORROW = _words(
    "tomorrow tomorow tommorow tommorrow tomorro tomoro tomorra tmrw tmrow tmr tmw tomoz tomozz"
    " 2moro 2morrow 2mrw 2mz"
)
MORNING = _words("morning mornings mornin mornins morns morn morming am")
AFTERNOON = _words("afternoon afternoons aftrnoon afternon aft arvo pm")
EVENING = _words("evening evenings eve evenin")

# Words that change nothing about which slot is meant.
FILLERS = frozenset(
    _words("""
    the a an on at in for of to it its is are be was that thats this those these them they one ones
    please pls plz plse thanks thank thx ta cheers you u ur your yes yeah yea yep yup yh ye aye ok
    okay k kk sure fine good great perfect lovely brilliant best better ideal grand nice
    would will wud could can do does did suits suit i id ill im me my we us our am
    like prefer preferably ideally if possible poss want wanted need book booked booking
    slot time times day date appointment appt app visit go going with have take lets let then so
    just really love luv hun mate hi hello hiya hey free available home around come coming round
    someone choose pick number option works think also too again about how what thing
    get got there here be being sounds looks right well oh um er erm actually much very
    """)
)
AFFIRMING = frozenset(
    _words(
        "yes yeah yea yep yup yh ye aye ok okay k kk sure fine good great perfect lovely that thats"
        " brilliant grand"
    )
)

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-"})


def tidied(text: str) -> str:
    """Lower case, no apostrophes, "a.m." as "am", number words of dates as digits; commas and full
    stops stand alone, but not inside a number."""
    text = text.lower().translate(_QUOTES).replace("'", "")
    text = re.sub(r"\b([ap])\s?\.\s?m\b\.?", r"\1m", text)
    text = re.sub(r"[^\w\s,.;:!?/&#+@-]", " ", text)
    text = re.sub(r"[.:](?!\d)|(?<!\d)[.:]|[,;!?\n]+", " , ", text)
    text = re.sub(r"\b(twenty|thirty)[ -](\w+)\b", _compound, text)
    text = re.sub(r"\b([a-z]+)(?= (?:days|weeks)\b)", _counted, text)
    return re.sub(r"\s+", " ", text).strip(" ,")


def closest_word(word: str) -> str | None:
    """The word of days or parts of days that this is a misspelling of, if there is exactly one."""
    if len(word) < 5 or not word.isalpha():
        return None
    close = get_close_matches(word, _SPELLED, n=3, cutoff=0.8)
    return close[0] if len({_same(known) for known in close}) == 1 else None


def _compound(match: re.Match[str]) -> str:
    tens = {"twenty": 20, "thirty": 30}[match[1]]
    units = ORDINALS.get(match[2])
    return f"{tens + units}th" if units and units < 10 else match[0]


def _counted(match: re.Match[str]) -> str:
    return str(CARDINALS.get(match[1], match[1]))


_SPELLED = (
    *(words.split()[0] for words in WEEKDAYS.values()),
    *(words.split()[1] for words in WEEKDAYS.values()),
    "tomorrow", "morning", "mornings", "afternoon", "afternoons", "evening", "evenings",
)  # fmt: skip


def _same(word: str) -> str:
    return word.removesuffix("s")
