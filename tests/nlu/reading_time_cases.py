"""Each part of the bot reads any 4,000 characters in 50 ms; run in the bot's environment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import yaml

from bot.nlu import facts, text
from bot.nlu.danger import PHRASES
from bot.nlu.danger_phrases import Phrases
from bot.nlu.language import LanguageExtractor
from bot.nlu.learning.grams import Grams
from bot.nlu.normaliser import LEXICON
from tests.support.hard_texts import hard_texts
from tests.support.reading_time import too_slow

Reader = Callable[[str], object]
NLU = Path(text.__file__).parent


def readers() -> dict[str, tuple[str, Reader]]:
    """By name the module whose patterns are met, and what reads."""
    lexicon, patterns = text.Lexicon.load(LEXICON), facts.load_patterns()
    phrases = Phrases(yaml.safe_load(PHRASES.read_text("utf-8"))["phrases"])
    language = LanguageExtractor()._reader
    grams = Grams.fit(["my tap drips", "my tap is dripping"])
    return {
        "normalising": ("text.py", lambda said: text.expand(text.tidy(said), lexicon)),
        "parts": ("text.py", text.parts),
        "windows": ("text.py", text.windows),
        "facts": ("facts.py", lambda said: list(facts.facts(said, patterns))),
        "phrases": ("danger_phrases.py", lambda said: list(phrases.find(said))),
        "language": ("language.py", lambda said: language.read(said[: text.MAX_CHARACTERS])),
        "grams": ("grams.py", lambda said: grams.rows([text.tidy(said)])),
    }


def every_module_with_patterns_has_a_reader() -> None:
    with_patterns = {
        one.name for one in NLU.rglob("*.py") if "import re\n" in one.read_text("utf-8")
    }
    named = {module for module, _ in readers().values()}
    assert with_patterns <= named, with_patterns - named


def every_reader_ends_in_time() -> None:
    texts = list(hard_texts())
    slow = {name: too_slow(read, texts) for name, (_, read) in readers().items()}
    assert not any(slow.values()), slow


CASES = (
    every_module_with_patterns_has_a_reader,
    every_reader_ends_in_time,
)
