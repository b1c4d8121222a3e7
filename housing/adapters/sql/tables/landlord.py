"""Commands to the landlord's own repairs system, on their way and answered."""

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Index, Integer, String, Table, text

from housing.adapters.sql.tables.base import UtcDateTime, metadata, primary_key, reference

# key: the idempotency key; answer: the landlord's own reference; tell_tenant: one waits for it.
landlord_command = Table(
    "landlord_command",
    metadata,
    primary_key(),
    Column("key", String(80), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    reference("work_order"),
    reference("appointment", nullable=True),
    Column("body", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("tell_tenant", Boolean, nullable=False),
    Column("answer", String(80)),
    Column("error", String(200)),
    Column("due_at", UtcDateTime(), nullable=False),
    Column("leased_until", UtcDateTime()),
    Column("created_at", UtcDateTime(), nullable=False),
    Column("failed_at", UtcDateTime(), index=True),
    Column("answered_at", UtcDateTime(), index=True),
    CheckConstraint("state IN ('queued', 'answered', 'refused')", name="state"),
    # What is still to be sent is few among all that ever was.
    Index(
        "ix_landlord_command_queued",
        "due_at",
        sqlite_where=text("state = 'queued'"),
        postgresql_where=text("state = 'queued'"),
    ),
)
