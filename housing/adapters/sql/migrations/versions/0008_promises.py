"""Every promise has a holder: failing jobs are counted, loose ends kept, open work looked after."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# What was open before this is looked at as soon as the service runs.
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)
OPEN_ORDERS = "SELECT id FROM work_order WHERE state IN ('raised', 'scheduled', 'staff')"
OPEN_ASB_CASES = "SELECT id FROM asb_case WHERE state <> 'closed'"


def upgrade() -> None:
    with op.batch_alter_table("due_job", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("error", sa.String(length=80), nullable=True))
    op.create_table(
        "loose_end",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("healed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('job_failing', 'job_overdue', 'promise')", name=op.f("ck_loose_end_kind")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_loose_end_conversation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loose_end")),
        sa.UniqueConstraint("key", name=op.f("uq_loose_end_key")),
    )
    with op.batch_alter_table("loose_end", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_loose_end_conversation_id"), ["conversation_id"], unique=False
        )
    # Jobs that were given up get another chance, and what is open now gets somebody to look at it.
    op.execute("UPDATE due_job SET state = 'due', leased_until = NULL WHERE state = 'failed'")
    _look_after("see_to_order", "work_order_id", OPEN_ORDERS)
    _look_after("see_to_asb", "case_id", OPEN_ASB_CASES)


def downgrade() -> None:
    op.execute("DELETE FROM due_job WHERE kind IN ('see_to_order', 'see_to_asb')")
    op.drop_table("loose_end")
    with op.batch_alter_table("due_job", schema=None) as batch_op:
        batch_op.drop_column("error")
        batch_op.drop_column("failing_since")
        batch_op.drop_column("failures")


def _look_after(kind: str, name: str, query: str) -> None:
    due_job = sa.table(
        "due_job",
        sa.column("kind", sa.String()),
        sa.column("key", sa.String()),
        sa.column("payload", sa.JSON()),
        sa.column("due_at", sa.DateTime(timezone=True)),
        sa.column("state", sa.String()),
        sa.column("attempts", sa.Integer()),
    )
    ids = op.get_bind().execute(sa.text(query)).scalars().all()
    rows = [
        {
            "kind": kind,
            "key": f"{kind}:{one}",
            "payload": {name: one},
            "due_at": LONG_AGO,
            "state": "due",
            "attempts": 0,
        }
        for one in ids
    ]
    if rows:
        op.bulk_insert(due_job, rows)
