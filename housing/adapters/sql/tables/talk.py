"""Conversations and their messages: the log that tenants, staff and the bot all share."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from housing.adapters.sql.tables.base import UtcDateTime, metadata, primary_key, reference

# address: the tenant's E.164 number (sms), or the SHA-256 of the session token (webchat).
# verified_by: the officer who linked the tenant by hand; null when the tenant proved it.
# fence grows at every change of owner; a turn that started under an older fence is dropped.
# read_seq: up to where a browser has taken what officers wrote.
# number_of: whose number it was when it last texted, verified or not (sms).
# next_seq: the sequence number that the next message of the conversation gets.
conversation = Table(
    "conversation",
    metadata,
    primary_key(),
    Column("channel", String(10), nullable=False),
    Column("address", String(80), nullable=False),
    reference("tenant", nullable=True),
    Column("verified_at", UtcDateTime()),
    Column("verified_by", ForeignKey("officer.id")),
    Column("owner", String(10), nullable=False),
    Column("officer_id", ForeignKey("officer.id"), index=True),
    Column("fence", Integer, nullable=False),
    Column("next_seq", Integer, nullable=False),
    Column("dialogue", JSON, nullable=False),
    Column("opted_out_at", UtcDateTime()),
    Column("read_seq", Integer),
    Column("number_of", ForeignKey("tenant.id"), index=True),
    Column("leased_by", String(60)),
    Column("leased_until", UtcDateTime()),
    Column("created_at", UtcDateTime(), nullable=False),
    UniqueConstraint("channel", "address"),
    CheckConstraint("owner IN ('bot', 'waiting', 'officer', 'closed')", name="owner"),
)

# direction in: state received > done (or failed, then tried again at retry_at).
# direction out: state queued > sending > sent > delivered, or undelivered, failed, withheld.
# provider_id: Twilio's MessageSid. client_id: the browser's own id of what it sent.
# understanding: what /model/parse said, kept for staff; never shown to the tenant.
# secret: what the text is sent with in place of its mask (a one-time code), until it has been.
# turn_id: the first message of the turn that this one is answered in; fixed when the turn begins,
# so that a replay after a crash asks the bot the very same thing.
message = Table(
    "message",
    metadata,
    primary_key(),
    reference("conversation"),
    Column("seq", Integer, nullable=False),
    Column("direction", String(3), nullable=False),
    Column("author", String(10), nullable=False),
    Column("officer_id", ForeignKey("officer.id"), index=True),
    Column("text", Text, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("media", JSON, nullable=False),
    Column("state", String(12), nullable=False),
    Column("provider_id", String(64), unique=True),
    Column("client_id", String(64)),
    Column("error_code", String(20)),
    Column("segments", Integer),
    Column("understanding", JSON),
    Column("turn_id", Integer),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", UtcDateTime()),
    Column("created_at", UtcDateTime(), nullable=False),
    Column("settled_at", UtcDateTime()),
    Column("secret", String(12)),
    UniqueConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "client_id"),
    CheckConstraint("direction IN ('in', 'out')", name="direction"),
    CheckConstraint("author IN ('tenant', 'bot', 'officer', 'system')", name="author"),
    Index("ix_message_direction_state", "direction", "state", "retry_at"),
)

# What a use case answered to a message, written in the transaction that did the work:
# a turn replayed after a crash gets the same answer and does nothing twice.
turn_result = Table(
    "turn_result",
    metadata,
    Column("message_id", ForeignKey("message.id"), primary_key=True),
    Column("action", String(60), primary_key=True),
    Column("result", JSON, nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
)

one_time_code = Table(
    "one_time_code",
    metadata,
    primary_key(),
    reference("conversation"),
    reference("tenant"),
    Column("code_hash", String(128), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("expires_at", UtcDateTime(), nullable=False),
    Column("used", Boolean, nullable=False),
)

# Work to do at a time: reminders, check-backs, surveys, expiry of holds. `key` makes it once.
# failures in a row, since when, and the kind of the last error: never anything personal.
due_job = Table(
    "due_job",
    metadata,
    primary_key(),
    Column("kind", String(40), nullable=False),
    Column("key", String(120), nullable=False, unique=True),
    Column("payload", JSON, nullable=False),
    Column("due_at", UtcDateTime(), nullable=False, index=True),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("leased_until", UtcDateTime()),
    Column("failures", Integer, nullable=False, server_default=text("0")),
    Column("failing_since", UtcDateTime()),
    Column("error", String(80)),
    Column("done_at", UtcDateTime()),
    CheckConstraint("state IN ('due', 'done', 'failed', 'dropped')", name="state"),
)
