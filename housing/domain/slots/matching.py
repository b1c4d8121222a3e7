"""Words for slots: a closed-world matcher over the slots on offer.

Never a free date parser: what is not in the grammar is unclear, and the tenant is asked again. A
word that is not understood turns a choice into a guess to be read back.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from housing.domain.slots.days import Calendar
from housing.domain.slots.scanner import scan
from housing.domain.slots.slot import Slot
from housing.domain.slots.tokens import Is, Offer, Token
from housing.domain.slots.wishes import Kind, Part, SlotMatch, Wish

__all__ = ["Kind", "SlotMatch", "Wish", "match_slot"]

UNCLEAR = SlotMatch(Kind.UNCLEAR)
MAX_CHARACTERS = 300
_REFUSALS = frozenset({Is.NOT, Is.CANNOT})
_UNSURE = frozenset({Is.UNKNOWN, Is.MAYBE})


def match_slot(
    text: str, offered: Sequence[Slot], today: date, *, page_has_more: bool = False
) -> SlotMatch:
    """What `text` means among the slots on offer, in the order they were shown.

    With `page_has_more` the number after the last slot stands for "others", as it was listed, and
    "none of these" asks for others; without it, it means none at all.
    """
    if not offered or len(text) > MAX_CHARACTERS:
        return UNCLEAR
    meaning = _Meaning(Offer(offered, Calendar(today), page_has_more))
    for clause in _clauses(scan(text, meaning.offer)):
        meaning.take(clause)
    return meaning.result()


def _clauses(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for token in tokens:
        if token.kind is Is.BREAK:
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


@dataclass(slots=True)
class _Meaning:
    """What the clauses so far add up to.

    `wanted` are combinations, any of which will do; `guess` says that a choice would only be one.
    """

    offer: Offer
    wanted: list[list[Token]] = field(default_factory=list)
    unwanted: list[Part] = field(default_factory=list)
    heard: set[Is] = field(default_factory=set)
    guess: bool = False
    contradictory: bool = False

    def take(self, clause: Sequence[Token]) -> None:
        """Adds a clause: a "not" rules out what follows it, a "can't" what it stands beside."""
        kinds = {token.kind for token in clause}
        self.heard |= kinds
        wanted, unwanted = self._sides(clause)
        # "Not Monday, Tuesday": the comma may go on with the "not", unless a word says otherwise.
        unmarked = not kinds & {Is.AFFIRM, Is.FILLER, Is.SOONEST}
        self.guess |= bool(self.unwanted and unmarked and any(t.kind is Is.TERM for t in wanted))
        self.guess |= bool(kinds & _UNSURE)
        self._want(wanted)
        self.unwanted.extend(part for token in unwanted for part in token.unwanted)

    def _sides(self, clause: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
        """The clause's wanted and unwanted tokens."""
        place = next((n for n, token in enumerate(clause) if self._refuses(clause, n)), None)
        if place is None:
            return clause, ()
        before, after = clause[:place], clause[place + 1 :]
        if not _has_terms(after):
            return (), before
        # "Monday I can't do Tuesday I can": which of them?
        self.contradictory |= clause[place].kind is not Is.NOT and _has_terms(before)
        return before, after

    def _refuses(self, clause: Sequence[Token], place: int) -> bool:
        """Whether this token is a refusal: "no mornings" is one, "no Thursday" may be either."""
        if clause[place].kind is not Is.NO or {t.kind for t in clause} & _REFUSALS:
            return clause[place].kind in _REFUSALS
        following = next((t for t in clause[place + 1 :] if t.kind is Is.TERM), None)
        if following is not None and not following.plural:
            self.contradictory = True
        return following is not None or _has_terms(clause)

    def _want(self, tokens: Sequence[Token]) -> None:
        alternative = False
        for token in tokens:
            if token.kind is Is.OR:
                alternative = True
            elif token.kind is Is.TERM:
                self._add(token, alternative=alternative)
                alternative = False

    def _add(self, token: Token, *, alternative: bool) -> None:
        """Joins an expression to the one before ("Thursday morning") or sets it beside it."""
        self.guess |= token.doubtful
        last = self.wanted[-1] if self.wanted else []
        if alternative and last:
            # In "Tuesday morning or afternoon" the afternoon is Tuesday's, too.
            inherited = [] if token.has_days or token.has_slot else [t for t in last if t.has_days]
            self.wanted.append([*inherited, token])
        elif last and not self._fits(last, token):
            self.wanted.append([token])
        elif last:
            last.append(token)
            self.guess |= any(len(one) == 1 and one[0].has_days for one in self.wanted[:-1])
        else:
            self.wanted.append([token])

    def _fits(self, expressions: list[Token], token: Token) -> bool:
        """Whether the two can hold at once, or are about different things. Two days beside each
        other are a list ("Monday Tuesday"), two hours are not ("morning, before ten")."""
        both = Wish(((*(t.readings for t in expressions), token.readings),))
        return bool(both.filter(self.offer.slots)) or all(
            _aspect(one) != _aspect(token) or _aspect(token) == "hour" for one in expressions
        )

    def result(self) -> SlotMatch:
        if self.contradictory:
            return UNCLEAR
        if not (self.wanted or self.unwanted):
            return self._without_terms()
        wish = Wish(
            tuple(tuple(token.readings for token in one) for one in self.wanted),
            tuple(self.unwanted),
        )
        matching = wish.filter(self.offer.slots)
        # A time among words that are not understood may be anything: when school ends, say.
        if wish.impossible or (Is.UNKNOWN in self.heard and self._only("hour")):
            return UNCLEAR
        if self.heard & {Is.OTHERS, Is.NONE, Is.SOONER}:
            return UNCLEAR if self._only_bare() else SlotMatch(Kind.OTHERS, wish=wish)
        if matching:
            return self._among(matching)
        return UNCLEAR if self.guess or self._only_bare() else SlotMatch(Kind.OTHERS, wish=wish)

    def _only_bare(self) -> bool:
        return bool(self.wanted) and all(token.bare for one in self.wanted for token in one)

    def _only(self, aspect: str) -> bool:
        return bool(self.wanted) and all(
            _aspect(token) == aspect for one in self.wanted for token in one
        )

    def _among(self, matching: Sequence[Slot]) -> SlotMatch:
        if Is.SOONEST in self.heard:
            return self._choose(min(matching, key=_arrival))
        if Is.LATEST in self.heard:
            return self._choose(max(matching, key=_arrival))
        if len(matching) == 1 and self.wanted:
            return self._choose(matching[0])
        return SlotMatch(Kind.NARROWED, tuple(matching))

    def _choose(self, slot: Slot) -> SlotMatch:
        return SlotMatch(Kind.NARROWED if self.guess else Kind.CHOSEN, (slot,))

    def _without_terms(self) -> SlotMatch:
        slots, heard = self.offer.slots, self.heard
        if Is.DECLINED in heard:
            return SlotMatch(Kind.NONE)
        if Is.SOONER in heard:
            first = frozenset({min(slot.date for slot in slots)})
            sooner = Part(days=self.offer.calendar.before(first))
            return SlotMatch(Kind.OTHERS, wish=Wish((((sooner,),),)))
        if Is.OTHERS in heard:
            return SlotMatch(Kind.OTHERS)
        if Is.NONE in heard or (Is.NO in heard and heard <= {Is.NO, Is.FILLER}):
            return SlotMatch(Kind.OTHERS if self.offer.page_has_more else Kind.NONE)
        if heard & {Is.SOONEST, Is.LATEST}:
            return self._among(slots)
        if len(slots) == 1 and Is.AFFIRM in heard and not heard & (_REFUSALS | _UNSURE | {Is.NO}):
            return self._choose(slots[0])
        return UNCLEAR


def _has_terms(tokens: Iterable[Token]) -> bool:
    return any(token.kind is Is.TERM for token in tokens)


def _aspect(token: Token) -> str:
    if token.has_slot:
        return "slot"
    return "day" if token.has_days else "hour"


def _arrival(slot: Slot) -> tuple[object, ...]:
    return slot.date, slot.earliest, slot.latest
