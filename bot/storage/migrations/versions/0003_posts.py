"""Who had which answer posted lately; posts by their age, so that the old ones are forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    """Make the table of shares, and an index of posts by age."""
    op.create_table(
        "shares",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("interaction_id", sa.BigInteger(), nullable=False),
        sa.Column("shared_at", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.PrimaryKeyConstraint("key", name="pk_shares"),
    )
    op.create_index("ix_shares_person", "shares", ["user_id", "channel_id"])
    op.create_index("ix_posts_posted_at", "posts", ["posted_at"])
