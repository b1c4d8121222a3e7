"""Where a conversation stands: the question that is open, the problem in hand and those waiting.

Immutable, and the same as JSON and back: it is the record from which a conversation goes on when
everything else has been forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from housing.domain.deal.languages import Interpreter
from housing.domain.messaging.conversation import Choice
from housing.domain.reading.inbound_text import plain_words


class Asked(StrEnum):
    """What an open question is about; each kind has one reader of its answer."""

    WHICH_ISSUE = "which_issue"
    WHAT_IS_WRONG = "what_is_wrong"
    FACT = "fact"
    ADDRESS = "address"
    DID_IT_HELP = "did_it_help"
    AGREE_CHARGE = "agree_charge"
    IDENTITY = "identity"
    OTHER_NUMBER = "other_number"
    WHO_AND_WHERE = "who_and_where"
    MOBILE = "mobile"
    CODE = "code"
    SLOT = "slot"
    CONFIRM_SLOT = "confirm_slot"
    VISIT_NEXT = "visit_next"
    WHICH_ORDER = "which_order"
    CONFIRM_CANCEL = "confirm_cancel"
    CHECK_BACK = "check_back"
    WHAT_WENT_WRONG = "what_went_wrong"
    SAME_COMPLAINT = "same_complaint"
    FEEDBACK = "feedback"
    FEEDBACK_REASON = "feedback_reason"
    OFFER_COMPLAINT = "offer_complaint"
    OFFER_PERSON = "offer_person"
    LEAVE_OUT = "leave_out"
    CONTACT = "contact"
    SOONER = "sooner"


# Answered by yes or no whatever their choices are called; an address may be "is it at home?".
YES_OR_NO = frozenset({Asked.CONFIRM_SLOT, Asked.CONFIRM_CANCEL, Asked.ADDRESS})


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What was asked, the answers on offer, why it is asked, and what its reader must remember."""

    kind: Asked
    text: str
    choices: tuple[Choice, ...] = ()
    why: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_yes_or_no(self) -> bool:
        """Whether a plain yes or no answers it, and so a thumb does."""
        begins = {plain_words(choice.title).partition(" ")[0] for choice in self.choices}
        return self.kind in YES_OR_NO or not begins.isdisjoint({"yes", "no"})

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "text": self.text,
            "choices": [[choice.title, choice.payload] for choice in self.choices],
            "why": self.why,
            "data": dict(self.data),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        return cls(
            kind=Asked(value["kind"]),
            text=value["text"],
            choices=tuple(Choice(title, payload) for title, payload in value["choices"]),
            why=value["why"],
            data=value["data"],
        )


@dataclass(frozen=True, slots=True)
class Case:
    """The problem in hand: its report, what is known of it, and in what order it was answered.

    `beside`: it was read in what was told of another.
    """

    issue: str
    report_id: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    answered: tuple[str, ...] = ()
    told: bool = False
    charge_agreed: bool = False
    work_order_id: int | None = None
    appointment_id: int | None = None
    beside: bool = False

    def knows(self, fact: str, value: Any) -> Self:
        """With one more fact, answered last."""
        order = (*(name for name in self.answered if name != fact), fact)
        return replace(self, facts={**self.facts, fact: value}, answered=order)

    def forgets_last(self) -> tuple[Self, str | None]:
        """Without the fact that was answered last, and its name."""
        if not self.answered:
            return self, None
        last = self.answered[-1]
        facts = {name: value for name, value in self.facts.items() if name != last}
        return replace(self, facts=facts, answered=self.answered[:-1]), last

    def as_json(self) -> dict[str, Any]:
        return {
            "issue": self.issue,
            "report_id": self.report_id,
            "facts": dict(self.facts),
            "answered": list(self.answered),
            "told": self.told,
            "charge_agreed": self.charge_agreed,
            "work_order_id": self.work_order_id,
            "appointment_id": self.appointment_id,
            "beside": self.beside,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        return cls(**{**value, "answered": tuple(value["answered"])})


@dataclass(frozen=True, slots=True)
class Parked:
    """A problem that was mentioned while another was in hand; it gets its turn next."""

    issue: str
    words: str
    message_id: int


@dataclass(frozen=True, slots=True)
class Maybe:
    """A danger that was asked about beside everything else, and the message that may tell of it."""

    danger: str
    message_id: int
    words: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The whole state of one conversation with the service.

    `contact_asked`: how a person can reach them is asked once and never again. `unproved`: they
    would not or could not show who they are, so that reports go on without it. `wish` are the words
    that named a day or time before any were offered.
    """

    question: OpenQuestion | None = None
    case: Case | None = None
    parked: tuple[Parked, ...] = ()
    misunderstood: int = 0
    tries: int = 0
    said: tuple[str, ...] = ()
    language: str = ""
    interpreter: Interpreter = Interpreter.NOT_OFFERED
    waiting: tuple[Case, ...] = ()
    contact_asked: bool = False
    unproved: bool = False
    maybe: Maybe | None = None
    wish: str = ""

    @property
    def awaiting(self) -> bool:
        return self.question is not None

    @property
    def asked_danger(self) -> str | None:
        """The kind of danger that was asked about and is not answered yet."""
        return self.maybe.danger if self.maybe is not None else None

    def asks(self, question: OpenQuestion) -> Self:
        return replace(self, question=question)

    def settled(self) -> Self:
        """With no question open and nothing misunderstood."""
        return replace(self, question=None, misunderstood=0, tries=0)

    def parks(self, problem: Parked) -> Self:
        """With one more problem waiting; the same issue waits once."""
        if any(waiting.issue == problem.issue for waiting in self.parked):
            return self
        return replace(self, parked=(*self.parked, problem))

    def waits_for_a_time(self, case: Case) -> Self:
        """With one more problem that is decided and ordered, and has no time yet."""
        return replace(self, waiting=(*self.waiting, case))

    def as_json(self) -> dict[str, Any]:
        return {
            "question": self.question.as_json() if self.question else None,
            "case": self.case.as_json() if self.case else None,
            "parked": [[one.issue, one.words, one.message_id] for one in self.parked],
            "misunderstood": self.misunderstood,
            "tries": self.tries,
            "said": list(self.said),
            "language": self.language,
            "interpreter": self.interpreter.value,
            "waiting": [case.as_json() for case in self.waiting],
            "contact_asked": self.contact_asked,
            "unproved": self.unproved,
            "maybe": [self.maybe.danger, self.maybe.message_id, self.maybe.words]
            if self.maybe
            else None,
            "wish": self.wish,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The state of a stored conversation; an empty mapping is a new one."""
        if not value:
            return cls()
        return cls(
            question=OpenQuestion.from_json(value["question"]) if value["question"] else None,
            case=Case.from_json(value["case"]) if value["case"] else None,
            parked=tuple(Parked(*one) for one in value["parked"]),
            misunderstood=value["misunderstood"],
            tries=value["tries"],
            said=tuple(value["said"]),
            language=value.get("language", ""),
            interpreter=Interpreter(value.get("interpreter", "")),
            waiting=tuple(Case.from_json(one) for one in value.get("waiting", ())),
            contact_asked=value.get("contact_asked", False),
            unproved=value.get("unproved", False),
            maybe=Maybe(*value["maybe"]) if value.get("maybe") else None,
            wish=value.get("wish", ""),
        )


def open_doubt(dialogue: Mapping[str, Any], alert_of: int | None) -> Maybe | None:
    """What was asked about in a stored conversation and has no answer yet; None once staff have an
    alert of that message or a later one, `alert_of` being the newest of which they have."""
    maybe = Dialogue.from_json(dialogue).maybe
    return None if maybe is None or (alert_of or 0) >= maybe.message_id else maybe
