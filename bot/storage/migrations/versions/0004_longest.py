"""The outbox in the order in which it is delivered: the longest waiting first."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Make the index that claims go by."""
    op.create_index(
        "ix_deliveries_longest",
        "deliveries",
        ["created_at", sa.text("part DESC"), "id"],
        sqlite_where=sa.text("open IS 1"),
        postgresql_where=sa.text("open IS true"),
    )
