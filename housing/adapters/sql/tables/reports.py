"""What tenants report and what follows from it: decisions, charges, hazards, ASB, complaints."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from housing.adapters.sql.tables.base import UtcDateTime, metadata, primary_key, reference

# One report per problem in a message; facts and decision are as they were when decided.
report = Table(
    "report",
    metadata,
    primary_key(),
    Column("reference", String(12), nullable=False, unique=True),
    reference("conversation"),
    reference("message"),
    reference("tenant", nullable=True),
    reference("home", nullable=True),
    Column("issue", String(60), nullable=False),
    Column("words", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("decision", JSON),
    Column("state", String(12), nullable=False),
    Column("told_address", Text),
    Column("created_at", UtcDateTime(), nullable=False),
    Column("decided_at", UtcDateTime()),
    UniqueConstraint("message_id", "issue"),
    CheckConstraint(
        "state IN ('open', 'decided', 'booked', 'staff', 'closed', 'withdrawn')", name="state"
    ),
)

# What was told beside a report or after it: a need, a condition, how to get in. Whoever goes there
# reads it.
report_note = Table(
    "report_note",
    metadata,
    primary_key(),
    reference("report", index=False),
    reference("message", index=False),
    Column("words", Text, nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
    UniqueConstraint("report_id", "message_id"),
)

# reported_at is the time of the first message that mentioned it: Awaab's Law's clocks run from it
# (SI 2025/1042), whatever happens to the conversation afterwards.
hazard_report = Table(
    "hazard_report",
    metadata,
    primary_key(),
    Column("reference", String(12), nullable=False, unique=True),
    reference("conversation"),
    reference("message"),
    reference("report", nullable=True),
    reference("tenant", nullable=True),
    Column("hazard", String(40), nullable=False),
    Column("words", Text, nullable=False),
    Column("household", JSON, nullable=False),
    Column("level", String(12), nullable=False),
    Column("reported_at", UtcDateTime(), nullable=False),
    Column("investigate_by", UtcDateTime(), nullable=False),
    Column("investigation_on", Date),
    Column("state", String(12), nullable=False),
    UniqueConstraint("message_id", "hazard"),
    CheckConstraint("level IN ('emergency', 'significant')", name="level"),
    CheckConstraint("state IN ('reported', 'booked', 'investigated', 'made_safe')", name="state"),
)

# Pictures that came without words, with the report that they belong to.
report_picture = Table(
    "report_picture",
    metadata,
    Column("message_id", ForeignKey("message.id"), primary_key=True),
    reference("report"),
)

# Nothing here is ever collected: a person confirms, waives or withdraws it.
charge = Table(
    "charge",
    metadata,
    primary_key(),
    reference("report"),
    Column("code", String(40), nullable=False),
    Column("amount_pence", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("agreed_at", UtcDateTime()),
    Column("dispute", Text),
    Column("decided_by", ForeignKey("officer.id")),
    Column("decided_at", UtcDateTime()),
    Column("created_at", UtcDateTime(), nullable=False),
    UniqueConstraint("report_id", "code"),
    CheckConstraint(
        "state IN ('quoted', 'agreed', 'disputed', 'confirmed', 'waived', 'withdrawn')",
        name="state",
    ),
)

asb_case = Table(
    "asb_case",
    metadata,
    primary_key(),
    Column("reference", String(12), nullable=False, unique=True),
    reference("report"),
    reference("conversation"),
    reference("tenant", nullable=True),
    Column("kind", String(40), nullable=False),
    Column("safe_to_talk", String(10)),
    Column("check_back_at", UtcDateTime()),
    Column("state", String(12), nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
    CheckConstraint("state IN ('logged', 'self_help', 'staff', 'closed')", name="state"),
)

# Later reports of an open matter: one case, however often it is told (TSM NM01).
asb_repeat = Table(
    "asb_repeat",
    metadata,
    primary_key(),
    reference("asb_case"),
    reference("report", index=False),
    UniqueConstraint("report_id"),
)

complaint = Table(
    "complaint",
    metadata,
    primary_key(),
    Column("reference", String(12), nullable=False, unique=True),
    reference("conversation"),
    reference("message"),
    reference("tenant", nullable=True),
    Column("stage", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("acknowledge_by", Date, nullable=False),
    Column("respond_by", Date, nullable=False),
    Column("state", String(12), nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
    UniqueConstraint("message_id"),
    CheckConstraint("stage IN (1, 2)", name="stage"),
)

# The one question: "was the service you received good or not good enough?"
feedback = Table(
    "feedback",
    metadata,
    primary_key(),
    reference("conversation"),
    Column("about", String(20), nullable=False),
    Column("about_id", Integer, nullable=False),
    Column("rating", String(16), nullable=False),
    Column("reason", Text),
    Column("created_at", UtcDateTime(), nullable=False),
    UniqueConstraint("about", "about_id"),
    CheckConstraint("rating IN ('good', 'not_good_enough')", name="rating"),
)
