"""By what those who asked to be forgotten are held to the limits of challenges, for a day."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "traces",
        sa.Column("challenge_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("trace", sa.String(), nullable=False),
        sa.Column("handed_in_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("challenge_id", name="pk_traces"),
    )
    op.create_index("ix_traces_trace", "traces", ["trace"])
