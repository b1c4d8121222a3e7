"""What a promise is about, in the Deal's words where it has them."""

from desk.wording.words import REASONS, in_words
from housing.domain.casework.promises import Promise, PromiseKind
from housing.domain.deal.deal import Deal


def subject_of(deal: Deal, promise: Promise) -> str:
    match promise.kind:
        case PromiseKind.ORDER | PromiseKind.CALL_OUT | PromiseKind.ASB_CASE:
            return deal.title_of(promise.what)
        case PromiseKind.CHARGE | PromiseKind.OWED if promise.what in deal.charges:
            return deal.charges[promise.what].title
        case PromiseKind.HAZARD if promise.what in deal.hazards:
            return deal.hazards[promise.what].title
        case PromiseKind.COMPLAINT:
            return f"Stage {promise.what}"
        case PromiseKind.HANDOFF:
            return in_words(promise.what, REASONS)
        case _:
            return in_words(promise.what)
