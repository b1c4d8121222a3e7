"""Homes, tenancies and the people who live there."""

from sqlalchemy import JSON, Column, Date, Integer, String, Table

from housing.adapters.sql.tables.base import UtcDateTime, metadata, primary_key, reference

home = Table(
    "home",
    metadata,
    primary_key(),
    Column("reference", String(20), nullable=False, unique=True),
    Column("address", String(200), nullable=False),
    Column("postcode", String(10), nullable=False, index=True),
    Column("patch", String(40), nullable=False),
    Column("bedrooms", Integer, nullable=False),
    Column("toilets", Integer, nullable=False),
    Column("floor", Integer, nullable=False),
    Column("heating", String(20), nullable=False),
)

tenancy = Table(
    "tenancy",
    metadata,
    primary_key(),
    reference("home"),
    Column("type", String(40), nullable=False),
    Column("started_on", Date, nullable=False),
    Column("ended_on", Date),
    Column("weekly_rent_pence", Integer, nullable=False),
    Column("rent_balance_pence", Integer, nullable=False),
)

# `needs` is a list of support needs as told to the landlord (["over_60", "breathing"]): special
# category data, shown only to staff and used to decide, never said in a message.
tenant = Table(
    "tenant",
    metadata,
    primary_key(),
    reference("tenancy"),
    Column("name", String(120), nullable=False),
    Column("date_of_birth", Date, nullable=False),
    Column("mobile", String(20), unique=True),
    Column("needs", JSON, nullable=False),
)

# Tries to prove who one is: limits them. subject: SHA-256 of the number that was tried.
identity_try = Table(
    "identity_try",
    metadata,
    primary_key(),
    reference("conversation"),
    Column("subject", String(64), index=True),
    Column("kind", String(10), nullable=False),
    Column("at", UtcDateTime(), nullable=False),
)
