"""What tenants add to a complaint later."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_addition",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_addition_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_complaint_addition_message_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_addition")),
        sa.UniqueConstraint("message_id", name=op.f("uq_complaint_addition_message_id")),
    )
    with op.batch_alter_table("complaint_addition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_addition_complaint_id"), ["complaint_id"])


def downgrade() -> None:
    op.drop_table("complaint_addition")
