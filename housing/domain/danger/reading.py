"""Which dangers a message tells of, read with what went before it and with the case in hand.

Takes what the bot found in the message alone and settles what only the conversation can: carbon
monoxide told in two halves, a lift that nobody is in, a kind whose words are missing. Rules at the
level of kinds, over plain words; who is told what is for the services.
"""

from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from housing.domain.danger import words as said
from housing.domain.danger.causes import GRAVE, MEDICAL, UNSAFE, cause_of, is_medical, is_named
from housing.domain.danger.taking_back import denies

BELIEVED, POSSIBLE = "danger", "possible_danger"
"""What the bot calls a danger that it believes, and one that it cannot rule out."""
CERTAIN, MAYBE = 0.6, 0.55
"""Confidence from which danger is acted on; below, it is asked about."""
LIKELY = 0.3
"""Of what is only possible: from here its own question is asked, and raised when unanswered. Below
it most are no danger, and a question that names one would frighten: it is asked mildly."""
FAINT = 0.2
"""From here a mild question is asked at all."""
NEVER_HEDGED = frozenset({"gas", "fire", "carbon_monoxide", "electric"})
"""Kinds for which a sure reading of the problem is a sure reading of the danger."""
MINUTES_COUNT = frozenset({"gas", "fire", "carbon_monoxide"})
"""Kinds that are acted on when they are told of again instead of the question being answered."""
NEVER_DENIED = frozenset({*GRAVE, MEDICAL, "self_harm"})
OF_THINGS = frozenset({"gas", "electric", "fire", "flood"})
"""Kinds that need a word of theirs only in the middle of a conversation, away from a repair."""
SURE = 0.9
BEYOND_DOUBT = 0.95
CARBON_MONOXIDE, TRAPPED = "carbon_monoxide", "trapped"


@dataclass(frozen=True, slots=True)
class Danger:
    """A class of danger, how surely it was read, and the words that tell of it."""

    kind: str
    confidence: float
    words: str

    @property
    def certain(self) -> bool:
        return self.confidence >= CERTAIN

    @property
    def likely(self) -> bool:
        return self.confidence >= LIKELY

    @property
    def faint(self) -> bool:
        """Worth a mild question; below this nine of ten are ordinary talk."""
        return self.confidence >= FAINT

    def asked_mildly(self) -> "Danger":
        """As it is asked about while it is hardly likely: without naming what it may be."""
        return self if self.likely else replace(self, kind=UNSAFE)

    @property
    def plain(self) -> bool:
        """So sure that nothing else in the message makes it doubtful."""
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class Told:
    """A message in plain words, those `before` it (oldest first), and what it surely reports.

    `reports` are the dangers of the problems surely reported; `a_repair`: one of them is a repair
    and no danger; `english`: the words can be looked at.
    """

    words: str
    before: tuple[str, ...] = ()
    reports: frozenset[str] = frozenset()
    a_repair: bool = False
    english: bool = True


def weigh(found: Sequence[Danger], told: Told) -> tuple[Danger, ...]:
    """The dangers of the message, the surest first, one of each class."""
    rules: tuple[Callable[[list[Danger], Told], list[Danger]], ...] = (
        _never_hedged,
        _named,
        _nobody_in_the_lift,
        _carbon_monoxide,
        _medical,
    )
    dangers = list(found)
    for rule in rules:
        dangers = rule(dangers, told)
    best: dict[str, Danger] = {}
    for one in sorted(dangers, key=lambda danger: danger.confidence, reverse=True):
        kind = cause_of(one.kind, told.words)
        best.setdefault(kind, replace(one, kind=kind))
    return tuple(best.values())


def told_again(dangers: Sequence[Danger], asked: str | None) -> tuple[Danger, ...]:
    """The dangers, with what was `asked` about certain where it is told of once more."""
    return tuple(
        replace(one, confidence=max(one.confidence, CERTAIN))
        if one.kind == asked and asked in MINUTES_COUNT
        else one
        for one in dangers
    )


def is_asked_beside(kind: str, standing: AbstractSet[str]) -> bool:
    """Whether what may be such a danger is asked about while others stand: only what is worse than
    they are, and never where everybody is told to be outside already."""
    if not standing:
        return True
    return kind in NEVER_HEDGED - standing and not standing & MINUTES_COUNT


def denied_beside(dangers: Sequence[Danger], words: str) -> tuple[Danger, ...]:
    """A danger that the same plain words deny ("called her names but not threatened as such") is
    asked about; one that people hide is never taken for denied."""
    return tuple(
        replace(one, confidence=MAYBE)
        if one.certain
        and not one.plain
        and one.kind not in NEVER_DENIED
        and denies(words, {one.kind})
        else one
        for one in dangers
    )


def _never_hedged(found: list[Danger], told: Told) -> list[Danger]:
    """A problem that is such a danger by its nature is never asked about first."""
    sure = told.reports & NEVER_HEDGED
    kept = [
        replace(one, confidence=max(one.confidence, SURE)) if one.kind in sure else one
        for one in found
    ]
    missing = sorted(sure - {one.kind for one in found})
    return [*kept, *(Danger(kind, SURE, told.words) for kind in missing)]


def _named(found: list[Danger], told: Told) -> list[Danger]:
    """A repair, or a word in the middle of a conversation, that is read as a crisis of which it has
    no word may be unsafe, and no more is said: unless there is hardly a doubt. "Someone will be
    with me?" is no farewell."""
    if not (told.english and (told.a_repair or told.before)):
        return found
    least = SURE if told.a_repair else BEYOND_DOUBT
    in_the_middle = bool(told.before) and not told.a_repair
    return [
        one
        if one.confidence >= least
        or (one.kind in OF_THINGS and not in_the_middle)
        or is_named(one.kind, told.words)
        else replace(one, kind=UNSAFE, confidence=min(one.confidence, MAYBE))
        for one in found
    ]


def _nobody_in_the_lift(found: list[Danger], told: Told) -> list[Danger]:
    """Kept at home by a lift that is out is no emergency of the lift: the report goes on."""
    at_home = said.LIFT.search(told.words) and said.UPSTAIRS.search(told.words)
    if not at_home or said.IN_THE_LIFT.search(told.words):
        return found
    return [one for one in found if one.kind != TRAPPED]


def _carbon_monoxide(found: list[Danger], told: Told) -> list[Danger]:
    """Signs of poisoning and what may cause it, in this message or the one in what went before."""
    everything = (*told.before, told.words)
    source = _source(everything)
    signs = [words for words in everything if _shows_poisoning(words)]
    adds = _shows_poisoning(told.words) or _tells_of_source(told.words)
    if not (source and signs and adds):
        return found
    others = [one for one in found if one.kind != CARBON_MONOXIDE]
    known = max((one.confidence for one in found if one.kind == CARBON_MONOXIDE), default=0.0)
    words = told.words if _shows_poisoning(told.words) else signs[-1]
    return [Danger(CARBON_MONOXIDE, max(known, source), words), *others]


def _source(messages: Collection[str]) -> float:
    """How surely the messages together tell of a source of carbon monoxide; 0 for none."""
    whole = " . ".join(messages)
    if said.ALARM.search(whole) and said.SOUNDS.search(whole):
        return SURE
    if said.BURNS_FUEL.search(whole):
        return SURE if said.BURNS_BADLY.search(whole) else MAYBE
    return MAYBE if said.BEEPS.search(whole) else 0.0


def _tells_of_source(words: str) -> bool:
    return _source((words,)) > 0 or bool(said.SOUNDS.search(words))


def _shows_poisoning(words: str) -> bool:
    return bool(said.POISONED.search(said.NO_SIGN.sub(" ", words)))


def _medical(found: list[Danger], told: Told) -> list[Danger]:
    """Somebody who cannot be woken is 999, whatever else it looks like."""
    if not is_medical(told.words):
        return found
    return [
        Danger(MEDICAL, SURE, told.words),
        *(one for one in found if one.kind not in GRAVE and one.certain),
    ]
