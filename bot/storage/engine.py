"""Connections: how each kind of database is spoken to."""

import re

import sqlalchemy as sa
from asyncpg.exceptions import PostgresError  # pyright: ignore[reportMissingTypeStubs] -- it has none
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from bot.storage.address import Address

CONNECT_SECONDS = 10
COMMAND_SECONDS = 60
# A process that is frozen inside a transaction holds up all others by its locks. PostgreSQL ends
# it after so many seconds; ours await nothing but the database.
IDLE_SECONDS = 15
CONNECTIONS = 10
"""Of one process to PostgreSQL. More may want one than there are: they wait, in their order."""
# How long SQLite itself waits for a lock, before the transaction is begun again.
LOCK_SECONDS = 5.0
_VALUE = re.compile(r"(invalid input for query argument \$\d+): .*", re.DOTALL)


def engine_for(
    place: Address, patience_seconds: float, *, migrating: bool = False, looking: bool = False
) -> AsyncEngine:
    """What connects to a database.

    A transaction on SQLite writes from its beginning, unless the execution option `reading` is
    set. `migrating` is for one connection that changes the schema, see `database.migrating`;
    `looking` for those that change nothing at all. Errors do not show what was to be saved: they
    are logged.
    """
    if place.kind == "postgresql":
        engine = _postgresql(place, migrating=migrating)
        event.listen(engine.sync_engine, "handle_error", _hide_values)
        return engine
    lock_seconds = min(LOCK_SECONDS, patience_seconds)
    return _sqlite(place, lock_seconds, migrating=migrating, looking=looking)


def _hide_values(context: ExceptionContext) -> None:
    """Take out of PostgreSQL's errors the rows and values that they name."""
    links: list[BaseException] = []
    if context.sqlalchemy_exception is not None:
        links.append(context.sqlalchemy_exception)
    link: BaseException | None = context.original_exception
    while link is not None:
        links.append(link)
        link = link.__cause__
    for each in links:
        each.args = tuple(
            _VALUE.sub(r"\1", told) if isinstance(told, str) else told for told in each.args
        )
        if isinstance(each, PostgresError):
            vars(each).pop("detail", None)


def _postgresql(place: Address, *, migrating: bool) -> AsyncEngine:
    # asyncpg reads the address itself: SQLAlchemy knows nothing of sslmode and its like.
    address = "postgresql+asyncpg://"
    options: dict[str, str | int] = {"dsn": place.url, "timeout": CONNECT_SECONDS}
    if migrating:
        # It waits for others who migrate, and may have much to do.
        return create_async_engine(
            address, connect_args=options, poolclass=NullPool, hide_parameters=True
        )
    options["command_timeout"] = COMMAND_SECONDS
    engine = create_async_engine(
        address,
        connect_args=options,
        pool_size=CONNECTIONS,
        max_overflow=0,
        # Longer than anybody can hold one.
        pool_timeout=2 * COMMAND_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
        cursor.close()
        connection.commit()

    return engine


def _sqlite(place: Address, lock_seconds: float, *, migrating: bool, looking: bool) -> AsyncEngine:
    # Transactions are begun below. The driver's own begin late, as readers, and lose updates.
    options = {"isolation_level": None, "timeout": lock_seconds}
    pool = NullPool if migrating else None
    engine = create_async_engine(
        place.url, connect_args=options, poolclass=pool, hide_parameters=True
    )

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        if looking:
            cursor.execute("PRAGMA query_only = ON")
            cursor.close()
            return
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA foreign_keys = {'OFF' if migrating else 'ON'}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
