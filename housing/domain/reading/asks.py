"""What somebody asks of us beside their matter: when and by whom they hear, the price, a photo.

Of plain words, and only whether it is asked; what is true of it is for whoever has the record.
"""

import re

from housing.domain.danger.words import words_of
from housing.domain.reading.inbound_text import plain_words

_ASKS = words_of(
    r"who", r"whos", r"when(?! (?:i|it|its|we|the|my|im)\b)",
    r"whens", r"what time", r"how long", r"how soon", r"what day",
    r"(?:will|is|are|has|did) (?:some\w*|any\w*|no one|nobody|they|he|she|you|u|the \w+)",
)  # fmt: skip
_COMES = words_of(
    r"ring\w*", r"call(?:s|ing|ed)? (?:me|us|back|her|him)", r"phone (?:me|us|back)", r"gets? back",
    r"getting back", r"contact\w*", r"com(?:es?|ing)", r"sent", r"send\w*", r"hear from",
    r"hear back", r"be here", r"turn(?:ing)? up", r"repl(?:y|ies|ying)", r"in touch", r"be round",
)  # fmt: skip
_BEGINS = re.compile(
    r"(?:(?:and|but|so|ok|oh|also|thanks|ta) )*(?:who|whos|what|whats|when|where|why|how|which|is"
    r"|are|will|can|could|do|does|did|has|have|shall|should|am|would)\b"
)
_OF_A_VISIT = words_of(r"visits?", r"appointments?", r"bookings?", r"booked", r"repairs?")
_SENDS_PICTURE = re.compile(
    r"\b(?:can|could|shall|should|how (?:do|can|would)|where (?:do|can)|may|want to|do you want"
    r"|is it ok) (?:\w+ ){0,4}?(?:send|attach|upload|share|text|show|email|add|put)\w* "
    r"(?:\w+ ){0,4}?(?:photos?|pics?|pictures?|images?|videos?)\b"
)
_PRICE = words_of(r"free", r"costs?", r"pay(?:ing)?", r"bill(?:ed)?", r"charged?", r"prices?")
_TO_US = re.compile(r"\b(?:i|we) (?:call|ring|phone|contact|come|send)\b")


def is_question(text: str) -> bool:
    """Whether somebody wants an answer: by its mark or by how it begins."""
    return "?" in text or _BEGINS.match(plain_words(text)) is not None


def asks_for_person(text: str) -> bool:
    """Our own word for one, in capitals among others: "ive told you this. PERSON"."""
    return not text.isupper() and re.search(r"\bPERSON\b", text) is not None


def asks_the_price(words: str) -> bool:
    """Of plain words: "and its free yeah", "do i have to pay"."""
    return _PRICE.search(words) is not None


def asks_to_send_picture(words: str) -> bool:
    """Of plain words: "can i send u a pic", "how do i attach a photo"."""
    return _SENDS_PICTURE.search(words) is not None


def names_a_visit(words: str) -> bool:
    """Whether the plain words are about a visit rather than about being answered."""
    return _OF_A_VISIT.search(words) is not None


def asks_what_happens(words: str) -> bool:
    """Of plain words; "who do i ring" asks for something else."""
    if _TO_US.search(words) or not _ASKS.search(words):
        return False
    return _COMES.search(words) is not None
