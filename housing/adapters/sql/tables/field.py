"""Operatives at work: how they sign in, what they tapped, and what they leave at a visit."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from housing.adapters.sql.tables.base import UtcDateTime, metadata, primary_key, reference

operative_account = Table(
    "operative_account",
    metadata,
    primary_key(),
    reference("operative"),
    Column("email", String(120), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("operative_id"),
)

# token_hash: SHA-256 of the cookie's token, as for officers.
operative_session = Table(
    "operative_session",
    metadata,
    primary_key(),
    reference("operative"),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("csrf_token", String(64), nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
    Column("seen_at", UtcDateTime(), nullable=False),
    Column("expires_at", UtcDateTime(), nullable=False),
)

# key: made by the phone for each tap; a tap that comes again is answered as the first time.
# tapped_at: the phone's time, which may be hours before the tap got through.
tap = Table(
    "tap",
    metadata,
    primary_key(),
    reference("operative"),
    Column("key", String(64), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("tapped_at", UtcDateTime(), nullable=False),
    Column("received_at", UtcDateTime(), nullable=False),
    Column("answer", JSON),
    UniqueConstraint("operative_id", "key"),
)

visit_note = Table(
    "visit_note",
    metadata,
    primary_key(),
    reference("appointment"),
    reference("operative"),
    Column("text", Text, nullable=False),
    Column("written_at", UtcDateTime(), nullable=False),
)

# The picture is in the row: kept or undone with the visit's record, in the same backup, and seen
# by every desk behind a load balancer.
visit_photo = Table(
    "visit_photo",
    metadata,
    primary_key(),
    reference("appointment"),
    reference("operative"),
    Column("content_type", String(20), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("taken_at", UtcDateTime(), nullable=False),
    CheckConstraint("content_type IN ('image/jpeg', 'image/png')", name="content_type"),
)

# HACT's PersonAlert and LocationAlert: what whoever visits must know.
person_alert = Table(
    "person_alert",
    metadata,
    primary_key(),
    reference("tenant"),
    Column("code", String(30), nullable=False),
    Column("comment", Text, nullable=False),
    UniqueConstraint("tenant_id", "code"),
)

location_alert = Table(
    "location_alert",
    metadata,
    primary_key(),
    reference("home"),
    Column("code", String(30), nullable=False),
    Column("comment", Text, nullable=False),
    UniqueConstraint("home_id", "code"),
)
