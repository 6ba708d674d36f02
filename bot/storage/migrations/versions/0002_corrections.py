"""Posts and what becomes of them; deliveries that are no digests; bookmarks and challenges."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OLD = (
    "id, subscription_id, slug, slot, part, parts, state, open, late, content, revision_from, "
    "revision_to, entries, not_before, owner, attempts, first_sent_at, message_id, channel_id, "
    "error, created_at, settled_at"
)


def upgrade() -> None:
    """Widen the outbox, and make the tables that corrections and readers' words need."""
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_revisions()
        _rebuild_deliveries()
    else:
        op.add_column("revisions", sa.Column("written_at", sa.BigInteger()))
        _alter_deliveries()
    _index_open("target", ["target_id"])
    _make_posts()
    _make_what_readers_leave()


def _new_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("kind", sa.String(), nullable=False, server_default="digest"),
        sa.Column("key", sa.String()),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("target_id", sa.BigInteger()),
        sa.Column("post_id", sa.BigInteger()),
        sa.Column("subject", sa.Text()),
    ]


def _alter_deliveries() -> None:
    op.alter_column("deliveries", "subscription_id", nullable=True)
    for column in _new_columns():
        op.add_column("deliveries", column)
    op.create_unique_constraint("uq_deliveries_key", "deliveries", ["key"])


def _rebuild_revisions() -> None:
    columns = "id, slug, number, hash, content, published_at"
    op.rename_table("revisions", "revisions_0001")
    op.create_table(
        "revisions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.UniqueConstraint("slug", "number", name="uq_revisions_slug_number"),
    )
    op.execute(f"INSERT INTO revisions ({columns}) SELECT {columns} FROM revisions_0001")  # noqa: S608 -- names of ours
    op.drop_table("revisions_0001")


def _rebuild_deliveries() -> None:
    """SQLite cannot alter a column; rows and the highest number given so far stay."""
    for index in ("settled_at", "open", "order"):
        op.drop_index(f"ix_deliveries_{index}", "deliveries")
    op.rename_table("deliveries", "deliveries_0001")
    op.create_table(
        "deliveries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("subscription_id", sa.BigInteger()),
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
        *_new_columns(),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint(
            "subscription_id", "slot", "part", name="uq_deliveries_subscription_id_slot_part"
        ),
        sa.UniqueConstraint("key", name="uq_deliveries_key"),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name="fk_deliveries_subscription_id",
            ondelete="CASCADE",
        ),
        sqlite_autoincrement=True,
    )
    op.execute(f"INSERT INTO deliveries ({_OLD}) SELECT {_OLD} FROM deliveries_0001")  # noqa: S608 -- names of ours
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'deliveries'")
    op.execute(
        "INSERT INTO sqlite_sequence (name, seq) "
        "SELECT 'deliveries', seq FROM sqlite_sequence WHERE name = 'deliveries_0001'"
    )
    op.drop_table("deliveries_0001")
    op.create_index("ix_deliveries_settled_at", "deliveries", ["settled_at"])
    _index_open("open", ["not_before"])
    _index_open("order", ["subscription_id", "slot", "part"])


def _index_open(name: str, columns: list[str]) -> None:
    op.create_index(
        f"ix_deliveries_{name}",
        "deliveries",
        columns,
        sqlite_where=sa.text("open IS 1"),
        postgresql_where=sa.text("open IS true"),
    )


def _make_posts() -> None:
    op.create_table(
        "posts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("amended", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.UniqueConstraint("message_id", name="uq_posts_message_id"),
    )
    op.create_index("ix_posts_guild_id", "posts", ["guild_id"])
    op.create_index("ix_posts_behind", "posts", ["slug", "checked"])
    op.create_table(
        "correctives",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("correction", sa.String(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("planned_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("slug", "correction", "channel_id", name="pk_correctives"),
    )
    op.create_index("ix_correctives_guild_id", "correctives", ["guild_id"])


def _make_what_readers_leave() -> None:
    op.create_table(
        "bookmarks",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "slug", name="pk_bookmarks"),
    )
    op.create_table(
        "challenges",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", sa.BigInteger()),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer()),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_challenges"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_challenges_user_id", "challenges", ["user_id"])
