"""Rules for what is no day and no hour: numbers of the list, refusals, "others", "any"."""

import re

from housing.domain.slots.lexicon import AFFIRMING, CARDINALS, FILLERS, ORDINALS, WEEKDAY_OF
from housing.domain.slots.tokens import Is, Offer, Rule, Token, any_of, rule, says, term
from housing.domain.slots.wishes import Part

_THING = r"(?:one|1|option|slot|choice|time|date|appointment|appt|available|on the list|of them)"
_ORDINAL = any_of(tuple(word for word, number in ORDINALS.items() if number <= 9))
_WEEKDAY = any_of(tuple(WEEKDAY_OF))
_CARDINAL = any_of(tuple(CARDINALS))
_THESE = r"(?:these|those|them|the above|the times|ur times|your times)"
_MORE = r"(?:times?|days?|dates?|slots?|options?|ones?|appointments?|appts?|weeks?)"
_NOT_LATER_IN = r"(?! (?:on )?(?:in the (?:week|day)|(?:the|this|next) (?:week|wk)))"
_CONNECTORS = {"after": "after", "past": "after", "from": "from", "since": "from", "by": "by"}


def _option(number: int, offer: Offer) -> Token | None:
    if offer.page_has_more and number == len(offer.slots) + 1:
        return Token(Is.OTHERS)
    listed = offer.option(number)
    return term(Part(slot=listed), bare=True) if listed else None


def _named_option(match: re.Match[str], offer: Offer) -> Token | None:
    word = match["n"]
    number = ORDINALS.get(word) or CARDINALS.get(word) or int(re.sub(r"\D", "", word))
    return _option(number, offer)


def _middle(_match: re.Match[str], offer: Offer) -> Token | None:
    count = len(offer.slots)
    return _option(count // 2 + 1, offer) if count % 2 else None


def _number(match: re.Match[str], offer: Offer) -> Token | None:
    """A number alone is a place in the list; past its end it can only be a day of the month."""
    number = int(match["n"])
    return _option(number, offer) or (
        term(Part(days=offer.calendar.day_of_month(number)), bare=True)
        if 1 <= number <= 31
        else None
    )


def _word(kind: Is) -> Token:
    return Token(kind)


TALK_RULES: tuple[Rule, ...] = (
    says(r",", Is.BREAK),
    says(r"(?:anything|any ?time|any ?day|any|all|whenever|except|apart from) but", Is.NOT),
    says(
        r"(?:not|cant do|cant make|dont want|dont like|dont suit|wont do) any of"
        rf" {_THESE}(?: (?:suit|work|times))?|none of {_THESE}|(?:cant do|cant make) {_THESE}|none"
        rf"(?: of em| suits?| works?| good)?|neither(?: of {_THESE})?|nothing suits|not {_THESE}"
        rf"|{_THESE} (?:dont|do not|wont) (?:suit|work)|(?:dont|do not) suit(?: me)?$",
        Is.NONE,
    ),
    says(
        r"no thanks?(?: you)?|no ta|leave it|forget it|nevermind|never mind|dont bother|not now"
        r"|(?:dont|do not) want (?:one|it|a visit|any|an appointment)|changed my mind",
        Is.DECLINED,
    ),
    says(
        r"(?:any(?:thing)? |something |a bit |got )*(?:sooner|earlier)(?: than (?:that|those))?"
        r"|(?:a bit |far |way )?too (?:late|far (?:away|off)|long)",
        Is.SOONER,
    ),
    says(
        r"(?:any|some|got any|show me|have you got|do you have|see)* ?(?:the )?others?"
        rf"(?: {_MORE})?"
        rf"|(?:any|some|a|got any)* ?(?:more|different|later|further|another) {_MORE}|another"
        r"|(?:any|some|every)(?:thing|time)? (?:else|other|different|later)|what else|else"
        rf"|(?:show (?:me )?)?more(?: (?:please|pls))?|(?:much )?later(?: on)?{_NOT_LATER_IN}"
        r"|(?:a bit |far |way )?too (?:soon|early)"
        r"|next(?: page| ones?)|^next$"
        rf"|different|further ahead|other {_MORE}|keep looking",
        Is.OTHERS,
    ),
    says(rf"the latest(?: {_THING})?|latest(?: {_THING})?|(?:the )?last possible", Is.LATEST),
    says(
        rf"soonest(?: {_THING}| possible)*|(?:the )?earliest(?: {_THING}| possible| you have)*|asap"
        r"|as (?:soon|early) as (?:possible|poss|you can|u can)|quickest|first available"
        r"|next available|first (?:one )?(?:you|u) (?:have|got|can do)|the sooner the better"
        r"|whichever(?: is| comes?)?(?: (?:soonest|first|sooner|earliest))?|whatever"
        rf"|any(?:one|thing)?(?: of {_THESE})?(?= |$)|either(?: of {_THESE})?(?: one)?"
        r"|no preference"
        r"|all of (?:them|these|those)|(?:i )?(?:really )?(?:dont|do not) mind|i dont care"
        r"|(?:im )?not (?:bothered|fussed|fussy)|im easy|easy"
        r"|(?:you|u) (?:choose|pick|decide)|up to (?:you|u)|surprise me|they all (?:suit|work)",
        Is.SOONEST,
    ),
    says(
        r"off work|not (?:at work|working|in work)|(?:would|could|can|will|does|should|ll) work"
        r"|works?(?= (?:for me|for us|best|fine|well|better|great|ok))|works|day off|im off|off"
        r"|(?:dont|do not) work|all good|no (?:problem|worries|bother)|be in|i am|im in|instead",
        Is.FILLER,
    ),
    says(
        r"(?:but|just) not|except(?: for)?|apart from|other than|rather than|instead of|bar|but no"
        r"|but never|never|avoid(?:ing)?|not",
        Is.NOT,
    ),
    says(
        r"(?:i )?(?:can ?not|cant|could ?nt|couldnt|wont|would ?nt|wouldnt|unable|dont|do not"
        r"|doesnt|does not|isnt|is not|arent|aint)(?: (?:be able to|do|make|manage|suit|work|want"
        r"|like|be in|be home|any good|good|possible|ideal|great|it))*|no (?:good|use|way|chance)"
        r"|(?:im|i am|ill be) out|(?:at |im |i am |ive |i |got )*(?:work(?:ing)?|busy|away"
        r"|unavailable|on shift|shift|on holiday|on hols|in hospital|hospital)|impossible"
        r"|not (?:free|in|available|home|good"
        r"|possible|ideal|great|around|here)",
        Is.CANNOT,
    ),
    says(
        r"maybe|perhaps|possibly|probably|prob|might(?: be)?|not sure|unsure|dunno|dont know"
        r"|idk",
        Is.MAYBE,
    ),
    says(r"or|and|&|/|\+|n", Is.OR),
    says(r"but|though|however|altho(?:ugh)?|only", Is.BREAK),
    rule(
        rf"(?:the )?last(?! (?:{_WEEKDAY}|thing))(?: {_THING})?|(?:the )?(?:bottom|final) {_THING}",
        lambda _match, offer: _option(len(offer.slots), offer),
    ),
    rule(rf"(?:the )?top(?: {_THING})?", lambda _match, offer: _option(1, offer)),
    rule(rf"(?:the )?middle(?: {_THING})?", _middle),
    rule(
        r"(?:option|number|num|nr|no|slot|choice|#|answer) ?[,.#]? ?(?P<n>\d{1,2})", _named_option
    ),
    rule(rf"(?:option|number|slot|choice) (?P<n>{_CARDINAL})", _named_option),
    rule(rf"(?:the )?(?P<n>{_ORDINAL})(?! thing)(?: {_THING})?", _named_option),
    rule(rf"(?:the )?(?P<n>\d(?:st|nd|rd|th)) {_THING}", _named_option),
    rule(rf"^(?P<n>{_CARDINAL})(?= (?:please|pls|plz|thanks|ta)|$)", _named_option),
    rule(r"^(?P<n>two|three|four|five)", _named_option),
    says(r"no|nope|nah|na|naw", Is.NO),
)

NUMBER_RULES: tuple[Rule, ...] = (
    rule(r"#?(?P<n>\d{1,2})[)]?", _number),
    rule(
        r"(?P<c>after|from|since|before|by|until|untill|till|til|up to|onwards|past)",
        lambda match, _offer: Token(Is.CONNECTOR, word=_CONNECTORS.get(match["c"], "before")),
    ),
    rule(any_of(tuple(AFFIRMING)), lambda _match, _offer: _word(Is.AFFIRM)),
    rule(any_of(tuple(FILLERS)), lambda _match, _offer: _word(Is.FILLER)),
)
