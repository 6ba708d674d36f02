"""Revisions, servers, subscriptions, deliveries and the shared rate."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables that digests need."""
    _make_tables_of_content()
    _make_subscriptions()
    _make_deliveries()


def _make_tables_of_content() -> None:
    op.create_table(
        "rate",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_rate"),
    )
    op.create_table(
        "revisions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.UniqueConstraint("slug", "number", name="uq_revisions_slug_number"),
    )
    op.create_table(
        "servers",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("zone", sa.String()),
        sa.Column("left_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("guild_id", name="pk_servers"),
    )


def _make_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("thread_id", sa.BigInteger()),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("cron", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("include", sa.String(), nullable=False),
        sa.Column("quiet", sa.String(), nullable=False),
        sa.Column("role_id", sa.BigInteger()),
        sa.Column("publish", sa.Boolean(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("paused_until", sa.BigInteger()),
        sa.Column("suspended_reason", sa.String()),
        sa.Column("suspended_at", sa.BigInteger()),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("next_run_at", sa.BigInteger()),
        sa.Column("last_revision", sa.Integer()),
        sa.Column("last_delivered_at", sa.BigInteger()),
        sa.Column("quiet_slots", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_guild_id", "subscriptions", ["guild_id"])
    op.create_index("ix_subscriptions_slug", "subscriptions", ["slug"])
    op.create_index(
        "ix_subscriptions_due",
        "subscriptions",
        ["next_run_at"],
        sqlite_where=sa.text("paused = 0 AND suspended_reason IS NULL"),
        postgresql_where=sa.text("NOT paused AND suspended_reason IS NULL"),
    )
    for name, column, where in (
        ("ix_subscriptions_paused", "paused_until", sa.text("paused_until IS NOT NULL")),
        ("ix_subscriptions_suspended", "id", sa.text("suspended_reason IS NOT NULL")),
    ):
        op.create_index(name, "subscriptions", [column], sqlite_where=where, postgresql_where=where)


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("subscription_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text()),
        sa.Column("revision_from", sa.Integer()),
        sa.Column("revision_to", sa.Integer()),
        sa.Column("entries", sa.Text()),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_sent_at", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint(
            "subscription_id", "slot", "part", name="uq_deliveries_subscription_id_slot_part"
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name="fk_deliveries_subscription_id",
            ondelete="CASCADE",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_settled_at", "deliveries", ["settled_at"])
    for name, columns in (
        ("ix_deliveries_open", ["not_before"]),
        ("ix_deliveries_order", ["subscription_id", "slot", "part"]),
    ):
        op.create_index(
            name,
            "deliveries",
            columns,
            sqlite_where=sa.text("open IS 1"),
            postgresql_where=sa.text("open IS true"),
        )
