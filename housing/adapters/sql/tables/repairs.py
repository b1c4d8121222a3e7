"""Work orders, the diary and appointments, by HACT's names.

Capacity is guarded by the database: a diary window's used minutes can never pass what it has.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    text,
    true,
)

from housing.adapters.sql.tables.base import UtcDateTime, metadata, primary_key, reference


def _one_an_order(name: str, where: str) -> Index:
    condition = text(where)
    return Index(
        name, "work_order_id", unique=True, sqlite_where=condition, postgresql_where=condition
    )


# trades: list of trade ids that the operative can do; patches: list of patches they cover.
# mobile: E.164, for emergencies on call.
# active: whether they still work here; who has left is on no rota and in no free window.
operative = Table(
    "operative",
    metadata,
    primary_key(),
    Column("name", String(120), nullable=False, unique=True),
    Column("trades", JSON, nullable=False),
    Column("patches", JSON, nullable=False),
    Column("mobile", String(20), unique=True),
    Column("active", Boolean, nullable=False, server_default=true()),
)

# window: am, pm, school_run, all_day, evening, saturday_am: the landlord's own list.
# earliest and latest: arrival on London's clock.
# open: whether it can be booked; closed while the operative is off that day.
# used_minutes counts all bookings; routine_minutes only those that must leave the minutes
# held back for urgent work alone (housing practice: about a fifth).
diary_window = Table(
    "diary_window",
    metadata,
    primary_key(),
    reference("operative"),
    Column("date", Date, nullable=False, index=True),
    Column("window", String(20), nullable=False),
    Column("earliest", Time, nullable=False),
    Column("latest", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("held_back_minutes", Integer, nullable=False),
    Column("used_minutes", Integer, nullable=False),
    Column("routine_minutes", Integer, nullable=False),
    Column("open", Boolean, nullable=False, server_default=true()),
    UniqueConstraint("operative_id", "date", "window"),
    CheckConstraint("used_minutes BETWEEN 0 AND minutes", name="capacity"),
    CheckConstraint(
        "routine_minutes BETWEEN 0 AND minutes - held_back_minutes", name="routine_capacity"
    ),
)

# A day on which an operative does not work. Why (leave, sickness) is not ours to keep.
operative_absence = Table(
    "operative_absence",
    metadata,
    primary_key(),
    reference("operative"),
    Column("date", Date, nullable=False),
    Column("actor", String(60), nullable=False),
    Column("recorded_at", UtcDateTime(), nullable=False),
    UniqueConstraint("operative_id", "date"),
)

# operative_id: who of those on call has accepted an emergency; null for everything else.
# short_notice: the tenant agreed to be visited sooner when an operative has time.
work_order = Table(
    "work_order",
    metadata,
    primary_key(),
    Column("reference", String(12), nullable=False, unique=True),
    reference("report"),
    reference("home", nullable=True),
    reference("tenant", nullable=True),
    Column("issue", String(60), nullable=False),
    Column("trade", String(30), nullable=False),
    Column("priority", String(12), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("required_completion", UtcDateTime()),
    Column("state", String(12), nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
    Column("completed_at", UtcDateTime()),
    reference("operative", nullable=True),
    Column("short_notice", Boolean, nullable=False, server_default=false()),
    Column("recall_of_id", ForeignKey("work_order.id"), index=True),
    UniqueConstraint("report_id"),
    CheckConstraint(
        "state IN ('raised', 'scheduled', 'completed', 'cancelled', 'staff')", name="state"
    ),
)

# History is kept: a moved appointment is cancelled and a new row written (never overwritten).
# ended_by: the event that ended it; follow_on: why another visit is needed; minutes_spent: what
# the visit took, beside the minutes that were planned for it.
appointment = Table(
    "appointment",
    metadata,
    primary_key(),
    reference("work_order"),
    reference("diary_window"),
    Column("minutes", Integer, nullable=False),
    Column("counts_as_routine", Integer, nullable=False),
    Column("earliest_arrival", UtcDateTime(), nullable=False),
    Column("latest_arrival", UtcDateTime(), nullable=False),
    Column("state", String(12), nullable=False),
    Column("hold_expires_at", UtcDateTime()),
    Column("created_at", UtcDateTime(), nullable=False),
    Column("changed_at", UtcDateTime(), nullable=False),
    Column("ended_by", String(12)),
    Column("follow_on", String(20)),
    Column("minutes_spent", Integer),
    CheckConstraint(
        "state IN ('reserved', 'scheduled', 'despatched', 'arrived', 'completed', 'no_access',"
        " 'cancelled')",
        name="state",
    ),
    # One hold and one visit to come an order: a move keeps the old visit until the new is sure.
    _one_an_order("uq_appointment_hold", "state = 'reserved'"),
    _one_an_order("uq_appointment_visit", "state IN ('scheduled', 'despatched', 'arrived')"),
)

appointment_event = Table(
    "appointment_event",
    metadata,
    primary_key(),
    reference("appointment"),
    Column("from_state", String(12)),
    Column("to_state", String(12), nullable=False),
    Column("actor", String(60), nullable=False),
    Column("note", Text),
    Column("at", UtcDateTime(), nullable=False),
)

# An operative on call being asked about an emergency; each is asked once, and one accepts.
call_out = Table(
    "call_out",
    metadata,
    primary_key(),
    reference("work_order"),
    reference("operative"),
    Column("state", String(10), nullable=False),
    Column("alerted_at", UtcDateTime(), nullable=False),
    Column("answered_at", UtcDateTime()),
    UniqueConstraint("work_order_id", "operative_id"),
    CheckConstraint("state IN ('alerted', 'passed', 'declined', 'accepted')", name="state"),
    _one_an_order("uq_call_out_accepted", "state = 'accepted'"),
)

# Owed to a tenant for a visit we missed: proposed by the service, decided by a person.
owed = Table(
    "owed",
    metadata,
    primary_key(),
    reference("work_order"),
    reference("appointment"),
    Column("code", String(40), nullable=False),
    Column("amount_pence", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("decided_by", ForeignKey("officer.id")),
    Column("decided_at", UtcDateTime()),
    Column("created_at", UtcDateTime(), nullable=False),
    UniqueConstraint("appointment_id", "code"),
    CheckConstraint("state IN ('proposed', 'confirmed', 'refused')", name="state"),
)

# token: what the address of a calendar ends with; the calendar of an order or of an operative.
calendar_link = Table(
    "calendar_link",
    metadata,
    primary_key(),
    Column("token", String(64), nullable=False, unique=True),
    Column("work_order_id", ForeignKey("work_order.id"), unique=True),
    Column("operative_id", ForeignKey("operative.id"), unique=True),
    Column("created_at", UtcDateTime(), nullable=False),
    CheckConstraint("(work_order_id IS NULL) <> (operative_id IS NULL)", name="whose"),
)

# A problem that an order sees to; an order has one or, on one visit for several problems, more.
# trades: those that can do it, narrowest first.
work_element = Table(
    "work_element",
    metadata,
    primary_key(),
    reference("work_order"),
    Column("report_id", ForeignKey("report.id"), nullable=False, unique=True),
    Column("issue", String(60), nullable=False),
    Column("trades", JSON, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("completed_at", UtcDateTime()),
)
