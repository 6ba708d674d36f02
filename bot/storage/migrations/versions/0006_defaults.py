"""Which brief a channel means where nobody names one."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "channel_briefs",
        sa.Column("channel_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name="pk_channel_briefs"),
    )
    op.create_index("ix_channel_briefs_guild_id", "channel_briefs", ["guild_id"])
