"""Migrations, run from code under a lock."""

from pathlib import Path

import sqlalchemy as sa
import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.storage.errors import StorageError
from bot.storage.tables import metadata, revisions

log = structlog.get_logger()

# Any number, as long as every briefbot takes the same.
_LOCK = 5_417_203_118_646_291


def migrate(connection: sa.Connection, name: str, target: str = "head") -> None:
    """Bring a database to the newest schema, within the connection's transaction.

    A database from a newer briefbot is left as it is. Where it still has all that this one
    uses, that is only logged, so that processes can be updated one after the other.

    Args:
        connection: in a transaction; it is the lock on SQLite, and holds it on PostgreSQL.
        name: what the database is called in messages.
        target: the schema to bring it to; another than the newest only in tests.

    Raises:
        StorageError: it is another program's, or newer and this briefbot cannot work with it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    config = _config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = MigrationContext.configure(connection).get_current_heads()
    _refuse_strangers(connection, name, is_versioned=bool(found))
    unknown = sorted(set(found) - known)
    if not unknown:
        command.upgrade(config, target)
    elif obstacles := _obstacles(connection):
        raise StorageError(
            f"The database {name} belongs to a newer briefbot (revision {', '.join(unknown)}) that "
            f"this one cannot work with: {'; '.join(obstacles)}. Install the newer briefbot, or "
            "restore an older backup."
        )
    else:
        log.warning("database_newer", database=name, revisions=unknown, advice="update briefbot")
    # A database that nothing can be saved in is to be found out now, not at the first digest.
    connection.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))


def _refuse_strangers(connection: sa.Connection, name: str, *, is_versioned: bool) -> None:
    tables = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
    if not tables or (is_versioned and revisions.name in tables):
        return
    some = ", ".join(sorted(tables)[:3])
    raise StorageError(
        f"The database {name} belongs to another program: it holds tables that are not briefbot's "
        f"({some}). Give briefbot a database of its own in DATABASE_URL."
    )


def _config(connection: sa.Connection) -> Config:
    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _obstacles(connection: sa.Connection) -> list[str]:
    """What keeps this briefbot from reading and writing its tables as they are now."""
    inspector = sa.inspect(connection)
    existing = set(inspector.get_table_names())
    obstacles: list[str] = []
    for table in metadata.sorted_tables:
        if table.name not in existing:
            obstacles.append(f"there is no table {table.name}")
            continue
        columns = {column["name"]: column for column in inspector.get_columns(table.name)}
        ours = set(table.columns.keys())
        obstacles += [f"there is no {table.name}.{name}" for name in sorted(ours - set(columns))]
        obstacles += [
            f"{table.name}.{name} must be given"
            for name, column in sorted(columns.items())
            if name not in ours and not column["nullable"] and column["default"] is None
        ]
    return obstacles
