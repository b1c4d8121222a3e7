"""The clock of the next answer, who linked a tenant by hand, and the clocks of emergency hazards."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from housing.adapters.sql.tables.base import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

EMERGENCY_HAZARD = timedelta(hours=24)


def upgrade() -> None:
    with op.batch_alter_table("handoff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reply_due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("late_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verified_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_conversation_verified_by"), "officer", ["verified_by"], ["id"]
        )
    _put_emergency_hazards_right()


def downgrade() -> None:
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_conversation_verified_by"), type_="foreignkey")
        batch_op.drop_column("verified_by")
    with op.batch_alter_table("handoff", schema=None) as batch_op:
        batch_op.drop_column("late_at")
        batch_op.drop_column("reply_due_at")


def _put_emergency_hazards_right() -> None:
    """They were given the ten working days of a significant hazard."""
    hazard = sa.table(
        "hazard_report",
        sa.column("id", sa.Integer()),
        sa.column("level", sa.String()),
        sa.column("reported_at", UtcDateTime()),
        sa.column("investigate_by", UtcDateTime()),
    )
    connection = op.get_bind()
    found = sa.select(hazard.c.id, hazard.c.reported_at).where(hazard.c.level == "emergency")
    for row in connection.execute(found).all():
        by = row.reported_at + EMERGENCY_HAZARD
        connection.execute(sa.update(hazard).where(hazard.c.id == row.id).values(investigate_by=by))
