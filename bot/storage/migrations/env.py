"""Alembic runs this to find the database: the connection that `bot.storage.migrate` handed over."""

import sqlalchemy as sa
from alembic import context

from bot.storage.tables import metadata

connection: sa.Connection = context.config.attributes["connection"]
# SQLite cannot alter most of a table: a batch builds it anew.
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
