"""Field work, landlord systems and the review of what the bot understood."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_field_work()
    _add_call_outs()
    _add_landlord_commands()
    _add_calendar_links()
    _add_work_elements()
    _add_life_of_orders()
    _add_asb_repeat()
    _add_review()
    _add_case_steps()


def downgrade() -> None:
    op.drop_table("hazard_step")
    op.drop_table("complaint_step")
    op.drop_table("review")
    op.drop_table("asb_repeat")
    _drop_life_of_orders()
    _drop_work_elements()
    _drop_calendar_links()
    _drop_landlord_commands()
    _drop_call_outs()
    _drop_field_work()


def _add_field_work() -> None:
    op.create_table(
        "location_alert",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_location_alert_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location_alert")),
        sa.UniqueConstraint("home_id", "code", name=op.f("uq_location_alert_home_id_code")),
    )
    with op.batch_alter_table("location_alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_location_alert_home_id"), ["home_id"], unique=False)

    op.create_table(
        "operative_account",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("operative_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operative_id"], ["operative.id"], name=op.f("fk_operative_account_operative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operative_account")),
        sa.UniqueConstraint("email", name=op.f("uq_operative_account_email")),
        sa.UniqueConstraint("operative_id", name=op.f("uq_operative_account_operative_id")),
    )
    with op.batch_alter_table("operative_account", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_operative_account_operative_id"), ["operative_id"], unique=False
        )

    op.create_table(
        "operative_session",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("operative_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("csrf_token", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["operative_id"], ["operative.id"], name=op.f("fk_operative_session_operative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operative_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_operative_session_token_hash")),
    )
    with op.batch_alter_table("operative_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_operative_session_operative_id"), ["operative_id"], unique=False
        )

    op.create_table(
        "tap",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("operative_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("tapped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["operative_id"], ["operative.id"], name=op.f("fk_tap_operative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tap")),
        sa.UniqueConstraint("operative_id", "key", name=op.f("uq_tap_operative_id_key")),
    )
    with op.batch_alter_table("tap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tap_operative_id"), ["operative_id"], unique=False)

    op.create_table(
        "person_alert",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenant.id"], name=op.f("fk_person_alert_tenant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_alert")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("uq_person_alert_tenant_id_code")),
    )
    with op.batch_alter_table("person_alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_alert_tenant_id"), ["tenant_id"], unique=False)

    op.create_table(
        "visit_note",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("operative_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_visit_note_appointment_id")
        ),
        sa.ForeignKeyConstraint(
            ["operative_id"], ["operative.id"], name=op.f("fk_visit_note_operative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_note")),
    )
    with op.batch_alter_table("visit_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_visit_note_appointment_id"), ["appointment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_visit_note_operative_id"), ["operative_id"], unique=False
        )

    op.create_table(
        "visit_photo",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("operative_id", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "content_type IN ('image/jpeg', 'image/png')", name=op.f("ck_visit_photo_content_type")
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_visit_photo_appointment_id")
        ),
        sa.ForeignKeyConstraint(
            ["operative_id"], ["operative.id"], name=op.f("fk_visit_photo_operative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_photo")),
    )
    with op.batch_alter_table("visit_photo", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_visit_photo_appointment_id"), ["appointment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_visit_photo_operative_id"), ["operative_id"], unique=False
        )

    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("short_notice", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def _add_asb_repeat() -> None:
    op.create_table(
        "asb_repeat",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("asb_case_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asb_case_id"], ["asb_case.id"], name=op.f("fk_asb_repeat_asb_case_id")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_asb_repeat_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asb_repeat")),
        sa.UniqueConstraint("report_id", name=op.f("uq_asb_repeat_report_id")),
    )
    with op.batch_alter_table("asb_repeat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asb_repeat_asb_case_id"), ["asb_case_id"])


def _drop_field_work() -> None:
    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.drop_column("short_notice")

    with op.batch_alter_table("visit_photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_photo_operative_id"))
        batch_op.drop_index(batch_op.f("ix_visit_photo_appointment_id"))

    op.drop_table("visit_photo")
    with op.batch_alter_table("visit_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_note_operative_id"))
        batch_op.drop_index(batch_op.f("ix_visit_note_appointment_id"))

    op.drop_table("visit_note")
    with op.batch_alter_table("person_alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_alert_tenant_id"))

    op.drop_table("person_alert")
    with op.batch_alter_table("tap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tap_operative_id"))

    op.drop_table("tap")
    with op.batch_alter_table("operative_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_operative_session_operative_id"))

    op.drop_table("operative_session")
    with op.batch_alter_table("operative_account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_operative_account_operative_id"))

    op.drop_table("operative_account")
    with op.batch_alter_table("location_alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_location_alert_home_id"))

    op.drop_table("location_alert")


def _add_call_outs() -> None:
    with op.batch_alter_table("operative", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mobile", sa.String(length=20), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_operative_mobile"), ["mobile"])

    op.create_table(
        "call_out",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("work_order_id", sa.Integer(), nullable=False),
        sa.Column("operative_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("alerted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('alerted', 'passed', 'declined', 'accepted')",
            name=op.f("ck_call_out_state"),
        ),
        sa.ForeignKeyConstraint(
            ["operative_id"], ["operative.id"], name=op.f("fk_call_out_operative_id")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["work_order.id"], name=op.f("fk_call_out_work_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_out")),
        sa.UniqueConstraint(
            "work_order_id", "operative_id", name=op.f("uq_call_out_work_order_id_operative_id")
        ),
    )
    with op.batch_alter_table("call_out", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_out_operative_id"), ["operative_id"])
        batch_op.create_index(batch_op.f("ix_call_out_work_order_id"), ["work_order_id"])
        batch_op.create_index(
            "uq_call_out_accepted",
            ["work_order_id"],
            unique=True,
            sqlite_where=sa.text("state = 'accepted'"),
            postgresql_where=sa.text("state = 'accepted'"),
        )


def _drop_call_outs() -> None:
    op.drop_table("call_out")
    with op.batch_alter_table("operative", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_operative_mobile"), type_="unique")
        batch_op.drop_column("mobile")


def _add_life_of_orders() -> None:
    op.create_table(
        "operative_absence",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("operative_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["operative_id"], ["operative.id"], name=op.f("fk_operative_absence_operative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operative_absence")),
        sa.UniqueConstraint(
            "operative_id", "date", name=op.f("uq_operative_absence_operative_id_date")
        ),
    )
    with op.batch_alter_table("operative_absence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_operative_absence_operative_id"), ["operative_id"], unique=False
        )

    op.create_table(
        "owed",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("work_order_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("amount_pence", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'confirmed', 'refused')", name=op.f("ck_owed_state")
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_owed_appointment_id")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.id"], name=op.f("fk_owed_decided_by")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["work_order.id"], name=op.f("fk_owed_work_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owed")),
        sa.UniqueConstraint("appointment_id", "code", name=op.f("uq_owed_appointment_id_code")),
    )
    with op.batch_alter_table("owed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_owed_appointment_id"), ["appointment_id"])
        batch_op.create_index(batch_op.f("ix_owed_work_order_id"), ["work_order_id"])

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_by", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("follow_on", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("minutes_spent", sa.Integer(), nullable=True))

    with op.batch_alter_table("diary_window", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("open", sa.Boolean(), server_default=sa.true(), nullable=False)
        )

    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recall_of_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_work_order_recall_of_id"), ["recall_of_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_work_order_recall_of_id"), "work_order", ["recall_of_id"], ["id"]
        )


def _drop_life_of_orders() -> None:
    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_work_order_recall_of_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_work_order_recall_of_id"))
        batch_op.drop_column("recall_of_id")

    with op.batch_alter_table("diary_window", schema=None) as batch_op:
        batch_op.drop_column("open")

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_column("minutes_spent")
        batch_op.drop_column("follow_on")
        batch_op.drop_column("ended_by")

    op.drop_table("owed")
    op.drop_table("operative_absence")


def _add_landlord_commands() -> None:
    op.create_table(
        "landlord_command",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("work_order_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tell_tenant", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(length=80), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'answered', 'refused')", name=op.f("ck_landlord_command_state")
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_landlord_command_appointment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["work_order.id"], name=op.f("fk_landlord_command_work_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_landlord_command")),
        sa.UniqueConstraint("key", name=op.f("uq_landlord_command_key")),
    )
    with op.batch_alter_table("landlord_command", schema=None) as batch_op:
        for column in ("answered_at", "appointment_id", "failed_at", "work_order_id"):
            batch_op.create_index(batch_op.f(f"ix_landlord_command_{column}"), [column])
        batch_op.create_index(
            "ix_landlord_command_queued",
            ["due_at"],
            sqlite_where=sa.text("state = 'queued'"),
            postgresql_where=sa.text("state = 'queued'"),
        )


def _drop_landlord_commands() -> None:
    op.drop_table("landlord_command")


def _add_review() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("read_intent", sa.String(length=40), nullable=False),
        sa.Column("read_issue", sa.String(length=40), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("label_intent", sa.String(length=40), nullable=True),
        sa.Column("label_issue", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("source IN ('unsure', 'corrected')", name=op.f("ck_review_source")),
        sa.CheckConstraint(
            "state IN ('to_review', 'accepted', 'rejected')", name=op.f("ck_review_state")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.id"], name=op.f("fk_review_decided_by")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_review_message_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_review_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        for column in ("created_at", "message_id", "report_id", "state"):
            batch_op.create_index(batch_op.f(f"ix_review_{column}"), [column])


def _add_calendar_links() -> None:
    op.create_table(
        "calendar_link",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("work_order_id", sa.Integer(), nullable=True),
        sa.Column("operative_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(work_order_id IS NULL) <> (operative_id IS NULL)",
            name=op.f("ck_calendar_link_whose"),
        ),
        sa.ForeignKeyConstraint(
            ["operative_id"], ["operative.id"], name=op.f("fk_calendar_link_operative_id")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["work_order.id"], name=op.f("fk_calendar_link_work_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_link")),
        sa.UniqueConstraint("operative_id", name=op.f("uq_calendar_link_operative_id")),
        sa.UniqueConstraint("token", name=op.f("uq_calendar_link_token")),
        sa.UniqueConstraint("work_order_id", name=op.f("uq_calendar_link_work_order_id")),
    )


def _drop_calendar_links() -> None:
    op.drop_table("calendar_link")


def _add_case_steps() -> None:
    op.create_table(
        "complaint_step",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "step IN ('acknowledge', 'extend', 'respond', 'escalate')",
            name=op.f("ck_complaint_step_step"),
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_step_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_complaint_step_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_step")),
        sa.UniqueConstraint(
            "complaint_id", "stage", "step", name=op.f("uq_complaint_step_complaint_id_stage_step")
        ),
    )
    op.create_table(
        "hazard_step",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("hazard_report_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "step IN ('investigate', 'summarise', 'make_safe', 'begin_work')",
            name=op.f("ck_hazard_step_step"),
        ),
        sa.ForeignKeyConstraint(
            ["hazard_report_id"], ["hazard_report.id"], name=op.f("fk_hazard_step_hazard_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_hazard_step_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hazard_step")),
        sa.UniqueConstraint(
            "hazard_report_id", "step", name=op.f("uq_hazard_step_hazard_report_id_step")
        ),
    )
    for table, column in (
        ("complaint_step", "complaint_id"),
        ("complaint_step", "officer_id"),
        ("hazard_step", "hazard_report_id"),
        ("hazard_step", "officer_id"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column])


def _add_work_elements() -> None:
    op.create_table(
        "work_element",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("work_order_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("issue", sa.String(length=60), nullable=False),
        sa.Column("trades", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_work_element_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["work_order.id"], name=op.f("fk_work_element_work_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_element")),
        sa.UniqueConstraint("report_id", name=op.f("uq_work_element_report_id")),
    )
    with op.batch_alter_table("work_element", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_element_work_order_id"), ["work_order_id"])
    # Every order sees to the problem that it was raised for.
    op.execute(
        """INSERT INTO work_element
             (work_order_id, report_id, issue, trades, minutes, completed_at)
           SELECT id, report_id, issue, CAST('["' || trade || '"]' AS JSON), minutes, completed_at
             FROM work_order"""
        if op.get_bind().dialect.name == "postgresql"
        else """INSERT INTO work_element
             (work_order_id, report_id, issue, trades, minutes, completed_at)
           SELECT id, report_id, issue, '["' || trade || '"]', minutes, completed_at
             FROM work_order"""
    )


def _drop_work_elements() -> None:
    op.drop_table("work_element")
