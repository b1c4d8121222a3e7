"""What the gateway counts, and `GET /metrics` in Prometheus's text format. Nothing personal."""

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

from gateway.services import SERVICES

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
DEAL_READ = Gauge("hearthline_deal_read_timestamp_seconds", "When the Deal in use was read.")


async def metrics(request: web.Request) -> web.Response:
    in_use = request.app[SERVICES].deals.in_use
    DEAL_FAULTS.set(len(in_use.findings))
    DEAL_READ.set(in_use.read_at.timestamp())
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
