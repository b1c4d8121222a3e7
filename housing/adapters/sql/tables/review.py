"""Texts that were read unsurely or wrongly, masked, until people have said what they mean."""

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, String, Table, Text

from housing.adapters.sql.tables.base import UtcDateTime, metadata, primary_key, reference

# text: masked; the words themselves never leave the message.
review = Table(
    "review",
    metadata,
    primary_key(),
    reference("message"),
    reference("report", nullable=True),
    Column("source", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("read_intent", String(40), nullable=False),
    Column("read_issue", String(40)),
    Column("confidence", Float, nullable=False),
    Column("label_intent", String(40)),
    Column("label_issue", String(40)),
    Column("state", String(10), nullable=False, index=True),
    Column("decided_by", ForeignKey("officer.id")),
    Column("decided_at", UtcDateTime()),
    Column("created_at", UtcDateTime(), nullable=False, index=True),
    CheckConstraint("source IN ('unsure', 'corrected')", name="source"),
    CheckConstraint("state IN ('to_review', 'accepted', 'rejected')", name="state"),
)
