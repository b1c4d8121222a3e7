"""Component: the language of a message that is plainly not in English, as one entity.

Silent when unsure: short texts, names, addresses, regional and second-language English name no
language. Decides nothing about what is then offered.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from lingua import Language, LanguageDetector, LanguageDetectorBuilder
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import StatelessComponent
from bot.nlu.normaliser import LEXICON
from bot.nlu.text import MAX_CHARACTERS, Lexicon, expand, tidy

LANGUAGES = (
    Language.ENGLISH,
    Language.WELSH,
    Language.POLISH,
    Language.ROMANIAN,
    Language.PUNJABI,
    Language.URDU,
    Language.PORTUGUESE,
    Language.SPANISH,
    Language.ARABIC,
    Language.BENGALI,
    Language.GUJARATI,
    Language.ITALIAN,
    Language.FRENCH,
    Language.TURKISH,
    Language.LITHUANIAN,
    Language.CHINESE,
    Language.PERSIAN,
    Language.UKRAINIAN,
)
"""Welsh, and what is most spoken in England and Wales beside English (Census 2021)."""
WORDS = Path(__file__).with_name("languages.yml")
CACHE_SIZE = 1024
FEWEST_WORDS, FEWEST_LETTERS = 4, 5
SURE, SURE_IN_OWN_SCRIPT = 0.9, 0.6
ENGLISH_SHARE = 0.2
ROMANISED_WORDS = 3
ROMANISED_CONFIDENCE = 0.9


class LanguageReader:
    """Reads one text; holds the detector, which takes most of a second to load."""

    def __init__(self, detector: LanguageDetector, lexicon: Lexicon) -> None:
        words = yaml.safe_load(WORDS.read_text("utf-8"))
        self._detector, self._lexicon = detector, lexicon
        self._english = frozenset(words["english"])
        self._common = {code: frozenset(some) for code, some in words["common"].items()}
        self._romanised = {code: frozenset(some) for code, some in words["romanised"].items()}
        self.read = lru_cache(CACHE_SIZE)(self._read)

    def _read(self, text: str) -> tuple[str, float] | None:
        """The language's BCP 47 code and how sure; None for English or when unsure."""
        letters = [c for c in text if c.isalpha()]
        if len(letters) < FEWEST_LETTERS:
            return None
        latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
        if latin < len(letters) / 2:
            return self._detected(text, SURE_IN_OWN_SCRIPT)
        return self._in_latin(text)

    def _in_latin(self, text: str) -> tuple[str, float] | None:
        words = _plain(text).split()
        if len(words) < FEWEST_WORDS:
            return None
        english = expand(tidy(text), self._lexicon)
        if sum(word in self._english for word in english) >= ENGLISH_SHARE * len(words):
            return self._by_romanised_words(words)
        found = self._detected(text, SURE)
        if found and self._common.get(found[0], frozenset()) & set(words):
            return found
        return self._by_romanised_words(words)

    def _detected(self, text: str, sure: float) -> tuple[str, float] | None:
        likeliest = self._detector.compute_language_confidence_values(text)[0]
        if likeliest.language is Language.ENGLISH or likeliest.value < sure:
            return None
        code: str = likeliest.language.iso_code_639_1.name.lower()
        return code, float(likeliest.value)

    def _by_romanised_words(self, words: list[str]) -> tuple[str, float] | None:
        hits = {code: len(known & set(words)) for code, known in self._romanised.items()}
        code = max(hits, key=lambda one: hits[one])
        return (f"{code}-Latn", ROMANISED_CONFIDENCE) if hits[code] >= ROMANISED_WORDS else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageExtractor(StatelessComponent):
    """Adds the entity `language` to a message in another language."""

    @staticmethod
    def required_packages() -> list[str]:
        return ["lingua"]

    def __init__(self) -> None:
        builder = LanguageDetectorBuilder.from_languages(*LANGUAGES)
        detector = builder.with_low_accuracy_mode().with_preloaded_language_models().build()
        self._reader = LanguageReader(detector, Lexicon.load(LEXICON))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = (message.get(TEXT) or "")[:MAX_CHARACTERS]
            entities = message.get(ENTITIES) or []
            found = self._reader.read(text)
            if found:
                code, confidence = found
                entities = [*entities, _entity(code, confidence, len(text))]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages


def _entity(code: str, confidence: float, length: int) -> dict[str, Any]:
    return {
        "entity": "language",
        "value": code,
        "confidence": confidence,
        "start": 0,
        "end": length,
        "extractor": "LanguageExtractor",
    }


def _plain(text: str) -> str:
    """Lower case, without accents or punctuation; an apostrophe joins."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("'", "").replace("\u2019", ""))
    kept = (c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in decomposed)
    return "".join(kept).replace("ł", "l")
