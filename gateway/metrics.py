"""What the gateway counts, and `GET /metrics` in Prometheus's text format. Nothing personal."""

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from gateway.services import SERVICES, Services
from housing.domain.casework.due_jobs import OVERDUE
from housing.domain.casework.loose_ends import LooseEndKind

RECEIVED = Counter("hearthline_messages_received", "Messages from tenants.", ["channel"])
DUPLICATES = Counter("hearthline_messages_repeated", "Messages that came again.", ["channel"])
FORGED = Counter("hearthline_webhooks_forged", "Webhooks without a valid signature.", ["path"])
TURNS = Counter("hearthline_turns", "Turns by how they ended.", ["outcome"])
TURN_SECONDS = Histogram(
    "hearthline_turn_seconds",
    "From the lease of a conversation to its stored replies.",
    buckets=(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20),
)
PROMISED = Counter("hearthline_person_promised", "Tenants told that a part of us failed.")
TEXTS = Counter("hearthline_texts_posted", "Text messages by what became of posting.", ["outcome"])
COMMANDS = Counter(
    "hearthline_landlord_commands", "Commands to the landlord's system by outcome.", ["outcome"]
)
SEGMENTS = Counter("hearthline_sms_segments", "Segments of the text messages posted.")
DEAL_FAULTS = Gauge(
    "hearthline_deal_faults",
    "What is wrong with the Deal's files; above 0 an earlier Deal is in use.",
)
LOOSE_ENDS = Gauge(
    "hearthline_loose_ends",
    "Promises that nobody has, and jobs that fail or are not begun; above 0 somebody must look.",
    ["kind"],
)
JOBS_FAILING = Gauge("hearthline_jobs_failing", "Due jobs that failed when last tried.", ["kind"])
JOBS_OVERDUE = Gauge(
    "hearthline_jobs_overdue", "Due jobs that nobody has begun, by kind.", ["kind"]
)
DEAL_READ = Gauge("hearthline_deal_read_timestamp_seconds", "When the Deal in use was read.")


async def metrics(request: web.Request) -> web.Response:
    services = request.app[SERVICES]
    in_use = services.deals.in_use
    await _look_after(services)
    DEAL_FAULTS.set(len(in_use.findings))
    DEAL_READ.set(in_use.read_at.timestamp())
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _look_after(services: Services) -> None:
    """Read from SQL as it is asked for, so that a sweep that does not run is seen as well. Not
    known, which is no number, while the database does not answer: the rest is told all the same."""
    for gauge in (LOOSE_ENDS, JOBS_FAILING, JOBS_OVERDUE):
        gauge.clear()
    try:
        async with services.reads() as uow:
            standing = await uow.loose_ends.standing()
            failing = await uow.jobs.failing()
            overdue = await uow.jobs.overdue(services.clock.now() - OVERDUE)
    except (SQLAlchemyError, OSError):
        return
    for kind in LooseEndKind:
        LOOSE_ENDS.labels(kind.value).set(sum(one.kind is kind for one in standing))
    for one in failing:
        JOBS_FAILING.labels(one.kind).inc()
    for kind_of_job, count in overdue.items():
        JOBS_OVERDUE.labels(kind_of_job).set(count)
