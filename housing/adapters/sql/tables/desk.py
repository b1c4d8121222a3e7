"""Officers, handoffs, alerts, private notes and the audit trail."""

from sqlalchemy import (
    DDL,
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
    event,
    text,
)

from housing.adapters.sql.tables.base import UtcDateTime, metadata, primary_key, reference

officer = Table(
    "officer",
    metadata,
    primary_key(),
    Column("name", String(80), nullable=False),
    Column("email", String(120), nullable=False, unique=True),
    Column("role", String(10), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("active", Boolean, nullable=False),
    CheckConstraint("role IN ('officer', 'manager')", name="role"),
)

# token_hash: SHA-256 of the cookie's token, so that a copy of the table signs nobody in.
officer_session = Table(
    "officer_session",
    metadata,
    primary_key(),
    reference("officer"),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("csrf_token", String(64), nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
    Column("seen_at", UtcDateTime(), nullable=False),
    Column("expires_at", UtcDateTime(), nullable=False),
)

# reason: a code (asked, deal, not_understood, part_failed, danger, complaint, dispute,
# staff_route).
# context: what staff see at once: issue, facts, decision with its reasons.
# reply_due_at: after the first reply, by when what the tenant wrote since is to be answered.
# late_at: when the clock that runs had run out, until somebody answers.
handoff = Table(
    "handoff",
    metadata,
    primary_key(),
    reference("conversation"),
    Column("reason", String(30), nullable=False),
    Column("summary", Text, nullable=False),
    Column("priority", String(12), nullable=False),
    Column("context", JSON, nullable=False),
    Column("state", String(12), nullable=False),
    Column("officer_id", ForeignKey("officer.id"), index=True),
    Column("version", Integer, nullable=False),
    Column("outcome", String(40)),
    Column("created_at", UtcDateTime(), nullable=False),
    Column("answer_due_at", UtcDateTime(), nullable=False),
    Column("claimed_at", UtcDateTime()),
    Column("first_reply_at", UtcDateTime()),
    Column("ended_at", UtcDateTime()),
    Column("reply_due_at", UtcDateTime()),
    Column("late_at", UtcDateTime()),
    CheckConstraint("state IN ('waiting', 'claimed', 'handed_back', 'closed')", name="state"),
    CheckConstraint("priority IN ('emergency', 'urgent', 'routine')", name="priority"),
    # One open handoff a conversation: two requests for a person are one place in the queue.
    Index(
        "uq_handoff_open",
        "conversation_id",
        unique=True,
        sqlite_where=text("state IN ('waiting', 'claimed')"),
        postgresql_where=text("state IN ('waiting', 'claimed')"),
    ),
)

alert = Table(
    "alert",
    metadata,
    primary_key(),
    reference("conversation"),
    reference("message"),
    Column("danger", String(30), nullable=False),
    Column("words", Text, nullable=False),
    Column("confidence", Integer, nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
    Column("acknowledged_by", ForeignKey("officer.id")),
    Column("acknowledged_at", UtcDateTime()),
    Column("taken_back_at", UtcDateTime()),
    Column("taken_back_words", Text),
    UniqueConstraint("message_id", "danger"),
)

# What the service found wrong with its own promises: open until healed_at, once for each key.
loose_end = Table(
    "loose_end",
    metadata,
    primary_key(),
    Column("key", String(80), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("words", Text, nullable=False),
    reference("conversation", nullable=True),
    Column("since", UtcDateTime(), nullable=False),
    Column("healed_at", UtcDateTime()),
    CheckConstraint("kind IN ('job_failing', 'job_overdue', 'promise')", name="kind"),
)

# Notes have a table of their own, so that no path that sends messages can ever read one.
note = Table(
    "note",
    metadata,
    primary_key(),
    reference("conversation"),
    reference("officer"),
    Column("text", Text, nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    primary_key(),
    Column("at", UtcDateTime(), nullable=False),
    Column("actor", String(60), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(60), nullable=False),
    Column("detail", JSON, nullable=False),
    Index("ix_audit_subject", "subject"),
    Index("ix_audit_actor_at", "actor", "at"),
    Index("ix_audit_at", "at"),
)

# The trail is only ever added to, whoever holds the connection: the database refuses the rest.
APPEND_ONLY = {
    "sqlite": (
        (
            "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        ),
        (
            "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$"
        ),
        (
            "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
        ),
    ),
}
for _dialect, _statements in APPEND_ONLY.items():
    for _statement in _statements:
        _ddl = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(audit, "after_create", _ddl.execute_if(dialect=_dialect))
