"""Whether somebody says that they were misread: "there is NO neighbour, cancel the noise"."""

import re

from housing.domain.danger.words import words_of
from housing.domain.reading.inbound_text import plain_words

_MISREAD = words_of(
    r"(?:thats|that is|its|this is) not what i (?:said|meant|asked|wrote)",
    r"not what i (?:said|meant|asked for)",
    r"you(?:ve| have)? (?:misread|misunder\w+|got (?:that|it|this|me) wrong)",
    r"nothing to do with (?:a|an|the|my|any|that)",
    r"(?:forget|ignore|scrap|drop) (?:that|this|it)(?: one)?",
    r"(?:there )?(?:isnt|is not|is no|s no|aint no) (?:another|other|second) (?:problem|thing)",
    r"i (?:never|didnt) (?:say|said|mention|mentioned|report|reported) (?:that|this|any of that)",
    r"wrong (?:problem|thing|end of the stick|issue|subject)", r"who said anything about",
)  # fmt: skip
# Of a thing that the problem is about: "what neighbour??", "forget the drain".
# Of a problem that was read beside another: "no its the same thing", "only the tap".
_NO_OTHER = words_of(
    r"same", r"only", r"just", r"already", r"fine", r"not broken?", r"nothing wrong",
    r"(?:dont|do not|didnt) (?:need|want)", r"no problem", r"isnt", r"theres no", r"there is no",
)  # fmt: skip
WORDS_OF_AN_ANSWER = 4
_DENIES = re.compile(
    r"\b(?:(?:there is|there was|theres|there are) (?:no|not any)"
    r"|(?:forget|ignore|cancel|drop|scrap|leave) (?:about )?the"
    r"|i (?:never|didnt) (?:say|said|mention|mentioned|report|reported)(?: an?y?(?:thing about)?)?"
    r"|^what|not reporting an?y?|not (?:asking|talking) about"
    r"(?: an?y?| the)?) (\w+)"
)


def says_misread(text: str, title: str) -> bool:
    """To a question of a problem called `title`: the problem is none of theirs."""
    words, about = plain_words(text), set(plain_words(title).split())
    denied = {match[1] for match in _DENIES.finditer(words)}
    return bool(_MISREAD.search(words) or denied & about)


def may_be_no_other(text: str) -> bool:
    """To the first question of a second problem: more than an answer, that may deny it."""
    words = plain_words(text)
    return len(words.split()) > WORDS_OF_AN_ANSWER and _NO_OTHER.search(words) is not None
