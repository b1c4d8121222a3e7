"""Which Offer or Ask a tenant's question is about: "who fixes my fence?", "can I keep a dog?".

A topic that is said counts more than a word of the statement's text, a longer topic more than a
short one. Nothing shared, or nothing telling, is no answer rather than a wrong one.
"""

from collections.abc import Iterable

from housing.domain.deal.deal import Statement, StatementKind
from housing.domain.reading.inbound_text import plain_words
from housing.domain.reading.word_overlap import telling_words

TOPIC, MORE_OF_IT, WORD = 3.0, 2.0, 1.0
ENOUGH = 3.0
"""At least one topic: a word or two in common with a sentence says nothing."""


def statement_about(text: str, statements: Iterable[Statement]) -> Statement | None:
    """The statement that the question is most likely about; None when none is likely."""
    said = f" {_stems(plain_words(text))} "
    words = telling_words(text)
    scored = [(_score(statement, said, words), statement) for statement in statements]
    best, found = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return found if best >= ENOUGH else None


def other_side(statement: Statement) -> str:
    """What the Home Standard leaves to the other: "Yours: plugs and chains." Empty without one."""
    standard = statement.home_standard
    if standard is None:
        return ""
    if statement.kind is StatementKind.ASK:
        return standard.after_letting
    return f"Yours: {standard.yours[0].lower()}{standard.yours[1:]}" if standard.yours else ""


def _score(statement: Statement, said: str, words: set[str]) -> float:
    topics = {_stems(plain_words(topic)) for topic in statement.topics}
    told = [topic.split() for topic in topics if f" {topic} " in said]
    longer = sum(len(topic) - 1 for topic in told)
    shared = len(words & telling_words(statement.text))
    return TOPIC * len(told) + MORE_OF_IT * longer + WORD * shared


def _stems(words: str) -> str:
    return " ".join(word.removesuffix("s") for word in words.split())
