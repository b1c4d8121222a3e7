"""The sentences the service says, by name, with their blanks filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from housing.domain.messaging.told_words import fitted


class UnknownText(KeyError):
    """A sentence or a value in it that the texts do not have."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Sentences by key; `always` are the values that every sentence may use."""

    sentences: Mapping[str, str]
    always: Mapping[str, str]

    def line(self, key: str, **values: object) -> str:
        """The sentence with its blanks filled; raises UnknownText for a key or value it lacks."""
        try:
            return " ".join(self.sentences[key].format(**{**self.always, **values}).split())
        except KeyError as error:
            raise UnknownText(f"{key}: {error}") from None

    def line_of(self, key: str, *, told: Mapping[str, str], **values: object) -> str:
        """The sentence with somebody's own words in it, each cut so that it arrives whole."""
        kept: dict[str, str] = {}
        for name, words in told.items():
            others = dict.fromkeys(told, "") | kept

            def within(part: str, name: str = name, others: dict[str, str] = others) -> str:
                return self.line(key, **{**values, **others, name: part})

            kept[name] = fitted(words, within)
        return self.line(key, **{**values, **kept})

    def with_always(self, **values: str) -> "Texts":
        """The same sentences, with these values in every one of them."""
        return Texts(self.sentences, {**self.always, **values})
