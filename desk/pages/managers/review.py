"""What the bot read unsurely or wrongly, masked: a person says what it means, or throws it away."""

from aiohttp import web

from desk.pages.acting import CONFLICT, NOT_POSSIBLE, text_field
from desk.pages.numbers import number
from desk.parts import SESSION, parts_of
from desk.rendering import page
from desk.wording.words import INTENTS, in_words
from housing.domain.casework.review import WITHOUT_ISSUE, Label, ReviewRefused, ReviewState, labels
from housing.services.desk import review

SHOWN = 50
ACCEPT, REJECT = "accept", "reject"


async def show(request: web.Request) -> web.StreamResponse:
    return await _render(request)


async def decide(request: web.Request) -> web.StreamResponse:
    """Accepts a text with the chosen label, or rejects it; then the list again."""
    parts, review_id = parts_of(request), number(request, "review_id")
    officer, now = request[SESSION].officer, parts.clock.now()
    decision = await text_field(request, "decision")
    label = labels(parts.deal.issues).get(await text_field(request, "label"))
    if decision not in (ACCEPT, REJECT) or (decision == ACCEPT and label is None):
        return await _render(request, "Choose what it means.", NOT_POSSIBLE)
    try:
        async with parts.units() as uow:
            if decision == ACCEPT and label:
                text = await text_field(request, "text")
                await review.accept(
                    uow, review_id=review_id, label=label, text=text, officer=officer, now=now
                )
            else:
                await review.reject(uow, review_id=review_id, officer=officer, now=now)
    except ReviewRefused as refused:
        return await _render(request, str(refused), CONFLICT)
    except LookupError:
        raise web.HTTPNotFound(text="There is no such text.") from None
    raise web.HTTPSeeOther(f"/review?done={decision}ed")


async def _render(request: web.Request, refusal: str = "", status: int = 200) -> web.Response:
    parts = parts_of(request)
    async with parts.reads() as uow:
        waiting = await uow.reviews.in_state(ReviewState.TO_REVIEW, limit=SHOWN)
        count = await uow.reviews.count_waiting()
    context = {
        "waiting": waiting,
        "count": count,
        "groups": _groups(request),
        "meaning": lambda label: _meaning(request, label),
        "refusal": refusal,
        "done": request.query.get("done", ""),
    }
    return page(request, "review.html", context, status)


def _groups(request: web.Request) -> dict[str, list[tuple[str, str]]]:
    """The labels to choose from, as a code and its words: by subject, then what is about none."""
    issues = parts_of(request).deal.issues
    about, other = "About", "Not about a subject"
    groups: dict[str, list[tuple[str, str]]] = {about: [], other: []}
    for code, label in labels(issues).items():
        group = other if label.intent in WITHOUT_ISSUE else about
        groups[group].append((code, _meaning(request, label)))
    return {name: sorted(options, key=lambda option: option[1]) for name, options in groups.items()}


def _meaning(request: web.Request, label: Label) -> str:
    if label.issue is None or label.intent in INTENTS:
        return in_words(label.intent, INTENTS)
    return parts_of(request).deal.title_of(label.issue)
