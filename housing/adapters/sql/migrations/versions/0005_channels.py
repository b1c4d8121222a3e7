"""What browsers have read, whose number a conversation was, and the pictures of a report."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("read_seq", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("number_of", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_conversation_number_of"), "tenant", ["number_of"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_conversation_number_of"), ["number_of"])
    op.create_table(
        "report_picture",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_report_picture_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_picture_report_id")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_report_picture")),
    )
    with op.batch_alter_table("report_picture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_picture_report_id"), ["report_id"])


def downgrade() -> None:
    op.drop_table("report_picture")
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_number_of"))
        batch_op.drop_constraint(batch_op.f("fk_conversation_number_of"), type_="foreignkey")
        batch_op.drop_column("number_of")
        batch_op.drop_column("read_seq")
