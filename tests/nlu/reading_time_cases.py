"""Each part of the bot reads any 4,000 characters in 50 ms; prints `held` at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import yaml

from bot.nlu import facts, text
from bot.nlu.danger_rules import RULES, DangerRules
from bot.nlu.language import LanguageExtractor
from bot.nlu.ngrams import NgramVectoriser
from bot.nlu.normaliser import LEXICON, english_words
from tests.support.hard_texts import LENGTH, hard_texts
from tests.support.reading_time import too_slow

Reader = Callable[[str], object]
NLU = Path(text.__file__).parent
WITHOUT_READER = {"danger_grammar.py"}
"""Modules with patterns that no message meets: they read the rules' own files."""


def readers() -> dict[str, tuple[str, Reader]]:
    """By name the module whose patterns are met, and what reads."""
    lexicon, patterns = text.Lexicon.load(LEXICON), facts.load_patterns()
    danger = DangerRules(RULES, lexicon, english_words())
    language = LanguageExtractor()._reader
    ngrams = NgramVectoriser.fit(["my tap drips", "my tap is dripping"])
    return {
        "normalising": ("text.py", lambda said: text.expand(text.tidy(said), lexicon)),
        "parts": ("text.py", text.parts),
        "tokens": ("text.py", text.tokens),
        "facts": ("facts.py", lambda said: list(facts.facts(said, patterns))),
        "danger": ("danger_rules.py", danger.find),
        "language": ("language.py", lambda said: language.read(said[: text.MAX_CHARACTERS])),
        "ngrams": ("ngrams.py", lambda said: ngrams.row(text.tidy(said))),
    }


def danger_words() -> Iterator[str]:
    """Words of the danger rules in disorder: many rules nearly fit, in many places."""
    rules = yaml.safe_load(RULES.read_text("utf-8"))
    words = sorted({word for group in rules["groups"].values() for word in group})
    random = Random(4)
    for count in (2, 4, 8, 30, 100, len(words)):
        for _ in range(10):
            few = random.sample(words, count)
            yield " ".join(random.choice(few) for _ in range(LENGTH))[:LENGTH]


def main() -> None:
    all_readers = readers()
    with_patterns = {
        one.name for one in NLU.glob("*.py") if "import re\n" in one.read_text("utf-8")
    }
    named = {module for module, _ in all_readers.values()}
    assert with_patterns - named == WITHOUT_READER, with_patterns - named
    texts = [*hard_texts(), *danger_words()]
    for name, (_, read) in all_readers.items():
        assert not too_slow(read, texts), (name, too_slow(read, texts))


if __name__ == "__main__":
    main()
    print("held")
