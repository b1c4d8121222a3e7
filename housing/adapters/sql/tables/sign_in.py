"""How often a password was tried, and the browsers from which somebody has signed in before."""

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint

from housing.adapters.sql.tables.base import UtcDateTime, metadata, primary_key

# subject: an account, a network address or a known device; the first two parts say which.
# since: when its window began.
sign_in_try = Table(
    "sign_in_try",
    metadata,
    primary_key(),
    Column("subject", String(80), nullable=False, unique=True),
    Column("since", UtcDateTime(), nullable=False),
    Column("tries", Integer, nullable=False),
)

# token_hash: SHA-256 of the device cookie's token. account: as in sign_in_try.subject, so that
# the table names nobody.
known_device = Table(
    "known_device",
    metadata,
    primary_key(),
    Column("token_hash", String(64), nullable=False),
    Column("account", String(80), nullable=False),
    Column("expires_at", UtcDateTime(), nullable=False),
    UniqueConstraint("token_hash", "account"),
    Index("ix_known_device_account", "account"),
)
