"""Whether somebody says that they were misread: "there is NO neighbour, cancel the noise"."""

import re

from housing.domain.danger.words import words_of
from housing.domain.reading.inbound_text import plain_words

_MISREAD = words_of(
    r"(?:thats|that is|its|this is) not what i (?:said|meant|asked|wrote)",
    r"not what i (?:said|meant|asked for)",
    r"you(?:ve| have)? (?:misread|misunder\w+|got (?:that|it|this|me) wrong)",
    r"nothing to do with (?:a|an|the|my|any|that)",
    r"wrong (?:problem|thing|end of the stick|issue|subject)", r"who said anything about",
)  # fmt: skip
# Of a thing that the problem is about: "what neighbour??", "forget the drain".
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
