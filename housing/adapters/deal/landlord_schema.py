"""The shape of the files about the landlord and how tenants are spoken with: who answers and when,
what is said at night, languages, needs."""

from datetime import date, time
from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

from housing.adapters.deal.rows import Id, Row, Sentence, Sentences


class VerifiedForRow(Row):
    """How long who somebody is stays proved."""

    web_idle_minutes: Annotated[int, Field(gt=0, le=24 * 60)] = 30
    text_days: Annotated[int, Field(gt=0, le=365)] = 30


class PrivacyRow(Row):
    """A part of the privacy notice."""

    title: Sentence
    text: Sentence


class TonightRow(Row):
    """What is said while the office is closed about what cannot wait."""

    id: Id
    text: Sentence
    charge: Id | None = None
    shut_out: bool = False


class TonightFile(Row):
    """The words for when the office is closed."""

    tonight: tuple[TonightRow, ...]


class LandlordFile(Row):
    """Who the landlord is and when someone answers."""

    name: Sentence
    demo: str = ""
    phone: Sentence
    out_of_hours_phone: Sentence
    textphone: Sentence
    website: Sentence
    email: Sentence
    address: Sentence
    patches: tuple[Sentence, ...]
    answer_within_minutes: Annotated[int, Field(gt=0)]
    emergency_answer_within_minutes: Annotated[int, Field(gt=0, le=60)] = 10
    answer_promise: Sentence
    out_of_hours_promise: Sentence
    opening_hours: dict[Id, tuple[tuple[time, time], ...]]
    closed_days: tuple[date, ...] = ()
    verified_for: VerifiedForRow = VerifiedForRow()
    privacy: tuple[PrivacyRow, ...] = ()


class LanguageRow(Row):
    """The offer of an interpreter in one language; the first of `accept` is the word to reply."""

    code: Annotated[str, Field(pattern=r"^[a-z]{2}(-Latn)?$")]
    name: Sentence
    offer: Sentence
    asked: Sentence
    accept: Annotated[tuple[str, ...], Field(min_length=1)]


class LanguagesFile(Row):
    """The languages in which an interpreter is offered."""

    languages: tuple[LanguageRow, ...]


class NeedRow(Row):
    """What a tenant may need besides the repair, and the words that tell of it."""

    id: Id
    noted: Sentence
    urgent: bool
    says: Sentences = ()
    wanted: Sentences = ()


class TermRow(Row):
    """A word of ours that a tenant may not know, how it is written, and what it means."""

    id: Id
    words: Annotated[Sentences, Field(min_length=1)]
    meaning: Sentence


class TermsFile(Row):
    """The words whose meaning is told to whoever asks."""

    terms: tuple[TermRow, ...]


class NeedsFile(Row):
    """The needs that are heard beside a report."""

    needs: tuple[NeedRow, ...]


class MessagesFile(RootModel[dict[Id, Sentence]]):
    """What the service says, by name; `{blanks}` are filled in by the place that says it."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": False})
