"""What was done about a complaint or a hazard, in order; a step is taken once and never changed."""

from sqlalchemy import CheckConstraint, Column, Date, Integer, String, Table, Text, UniqueConstraint

from housing.adapters.sql.tables.base import UtcDateTime, metadata, primary_key, reference

# Steps of the Complaint Handling Code, each once in a stage. `text` is what the tenant was told;
# without an officer the tenant took it (stage 2 needs no reason and nobody's leave).
complaint_step = Table(
    "complaint_step",
    metadata,
    primary_key(),
    reference("complaint"),
    reference("officer", nullable=True),
    Column("stage", Integer, nullable=False),
    Column("step", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime(), nullable=False),
    UniqueConstraint("complaint_id", "stage", "step"),
    CheckConstraint("step IN ('acknowledge', 'extend', 'respond', 'escalate')", name="step"),
)

# What a tenant adds to a complaint later: once for each message.
complaint_addition = Table(
    "complaint_addition",
    metadata,
    primary_key(),
    reference("complaint"),
    reference("message", index=False),
    Column("words", Text, nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
    UniqueConstraint("message_id"),
)

# The steps of Awaab's Law (SI 2025/1042); each stops the clock of its name on `on_day`.
hazard_step = Table(
    "hazard_step",
    metadata,
    primary_key(),
    reference("hazard_report"),
    reference("officer"),
    Column("step", String(12), nullable=False),
    Column("on_day", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime(), nullable=False),
    UniqueConstraint("hazard_report_id", "step"),
    CheckConstraint("step IN ('investigate', 'summarise', 'make_safe', 'begin_work')", name="step"),
)
