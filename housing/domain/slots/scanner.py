"""Cuts a tenant's words into tokens: at each place the first rule that fits decides.

Every word ends up in a token; what no rule knows is UNKNOWN, so that nothing is silently ignored.
"""

from collections.abc import Iterator

from housing.domain.slots.day_rules import DAY_RULES, LATE_DAY_RULES, joined
from housing.domain.slots.hour_rules import HOUR_RULES
from housing.domain.slots.lexicon import closest_word, tidied
from housing.domain.slots.talk_rules import NUMBER_RULES, TALK_RULES
from housing.domain.slots.tokens import Is, Offer, Token

RULES = (*TALK_RULES, *DAY_RULES, *HOUR_RULES, *LATE_DAY_RULES, *NUMBER_RULES)


def scan(text: str, offer: Offer) -> tuple[Token, ...]:
    """The tokens of a text, limits ("after Tuesday") joined with what they limit."""
    return tuple(_join_limits(_tokens(tidied(text), offer), offer))


def _tokens(text: str, offer: Offer) -> list[Token]:
    tokens, place = [], 0
    while place < len(text):
        if text[place] == " ":
            place += 1
            continue
        token, place = _token_at(text, place, offer)
        tokens.append(token)
    return tokens


def _token_at(text: str, place: int, offer: Offer) -> tuple[Token, int]:
    for rule in RULES:
        match = rule.pattern.match(text, place)
        if match and match.end() > place:
            token = rule.make(match, offer)
            if token is not None:
                return token, match.end()
    return _unknown(text, place, offer)


def _unknown(text: str, place: int, offer: Offer) -> tuple[Token, int]:
    """A word that no rule knows, read as the one day or part of a day that it is a slip of."""
    end = text.find(" ", place)
    end = len(text) if end < 0 else end
    word = text[place:end].strip(",.")
    meant = closest_word(word)
    if meant is not None:
        return _token_at(meant, 0, offer)[0], end
    return Token(Is.UNKNOWN, word=word), end


def _join_limits(tokens: list[Token], offer: Offer) -> Iterator[Token]:
    waiting: Token | None = None
    for token in tokens:
        if waiting is not None and token.kind is Is.FILLER:
            continue
        if waiting is not None:
            limit = joined(waiting.word, token, offer) if token.kind is Is.TERM else None
            yield limit or Token(Is.UNKNOWN, word=waiting.word)
            waiting = None
            if limit is not None:
                continue
        if token.kind is Is.CONNECTOR:
            waiting = token
        else:
            yield token
    if waiting is not None and waiting.word != "from":
        yield Token(Is.UNKNOWN, word=waiting.word)
