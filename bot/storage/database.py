"""The database: opened and migrated, its transactions run, and run again where that helps."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Self, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.address import Address, address_of
from bot.storage.certificates import check_certificates
from bot.storage.engine import engine_for
from bot.storage.errors import NothingRecordedError, StorageError
from bot.storage.failures import DATABASE_ERRORS, diagnose, failed
from bot.storage.files import is_missing, make_file
from bot.storage.marker import Marker
from bot.storage.migrate import migrate
from bot.storage.tables import revisions

log = structlog.get_logger()

T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[T]]

PATIENCE_SECONDS = 20.0
FIRST_PAUSE_SECONDS = 0.05
LONGEST_PAUSE_SECONDS = 1.0
# How long SQLite itself waits for a lock while the database is opened, so that who waits says so.
_OPENING_LOCK_SECONDS = 0.5


class Database:
    """A database that is open; stores run their transactions by it.

    Use `Database.open`.
    """

    def __init__(self, engine: AsyncEngine, place: Address, patience_seconds: float) -> None:
        self.place = place
        self._engine = engine
        self._reading = engine.execution_options(reading=True)
        self._patience_seconds = patience_seconds
        # SQLite has one writer. Tasks of this process wait for each other here, in the order
        # in which they came; its own waiting polls, and knows no order.
        self._turn = asyncio.Lock() if place.kind == "sqlite" else None

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        address: str,
        *,
        patience_seconds: float = PATIENCE_SECONDS,
        opening_seconds: float | None = None,
        marker: Marker | None = None,
    ) -> AsyncGenerator[Self]:
        """Open a database and bring it to the newest schema; any number may do so at once.

        Args:
            address: a path, `sqlite:///path`, `postgres://…` or `postgresql://…`; a file and
                its folder are made where there are none.
            patience_seconds: how long a transaction is tried again while the database is
                locked, away or contended.
            opening_seconds: how long opening it is tried again, if not as long.
            marker: notes which database was worked with.

        Raises:
            UnavailableError: it is locked or away for longer than that.
            StorageError: it cannot be opened, is another program's, is gone though it was worked
                with, or a newer briefbot has changed it so that this one cannot work with it.
        """
        place = address_of(address)
        gone = marker.gone(place) if marker is not None and marker.names(place) else None
        if gone is not None and place.path is not None and not place.path.exists():
            raise gone
        make_file(place)
        check_certificates(place)
        engine = engine_for(place, patience_seconds)
        database = cls(engine, place, patience_seconds)
        try:
            seconds = patience_seconds if opening_seconds is None else opening_seconds
            await database._again(lambda: database._migrate(gone), seconds)
            if marker is not None:
                marker.write(place)
            yield database
        finally:
            await engine.dispose()

    @classmethod
    @asynccontextmanager
    async def look(
        cls, address: str, *, patience_seconds: float = PATIENCE_SECONDS
    ) -> AsyncGenerator[Self]:
        """Open a database to read in it, as it is: nothing is made, and nothing migrated.

        Args:
            address: as for `open`.
            patience_seconds: as for `open`.

        Raises:
            NothingRecordedError: there is none, or not a briefbot's.
            StorageError: it cannot be used.
        """
        place = address_of(address)
        if is_missing(place):
            raise NothingRecordedError(place.name)
        check_certificates(place)
        engine = engine_for(place, patience_seconds, looking=True)
        database = cls(engine, place, patience_seconds)
        try:
            if not await database.read(_is_ours):
                raise NothingRecordedError(place.name)
            yield database
        finally:
            await engine.dispose()

    async def read(self, work: Work[T]) -> T:
        """Run a transaction that only reads, with a view of one moment on SQLite.

        Raises:
            StorageError: the database fails.
        """
        return await self._again(lambda: self._read(work))

    async def write(self, work: Work[T], *, repeatable: bool = True) -> T:
        """Run a transaction that writes; on SQLite it is the only one from its beginning.

        It may run several times, its effects count once.

        Args:
            work: the transaction; awaits nothing but the connection.
            repeatable: whether to run it again where the connection was lost while committing,
                when it may have counted.

        Raises:
            StorageError: the database fails, or it is unknown whether it was saved.
        """
        return await self._again(lambda: self._write(work, repeatable=repeatable))

    async def _migrate(self, gone: StorageError | None) -> None:
        """Bring it to the newest schema; raise `gone` where nothing of a briefbot's is there."""
        lock_seconds = min(_OPENING_LOCK_SECONDS, self._patience_seconds)
        async with migrating(self.place, lock_seconds) as connection:
            if gone is not None and not await _is_ours(connection):
                raise gone
            await connection.run_sync(migrate, self.place.name)

    async def _read(self, work: Work[T]) -> T:
        async with self._reading.connect() as connection:
            return await work(connection)

    async def _write(self, work: Work[T], *, repeatable: bool) -> T:
        turn: AbstractAsyncContextManager[None] = self._turn or nullcontext()
        async with turn, self._engine.connect() as connection:
            result = await work(connection)
            try:
                await connection.commit()
            except (DBAPIError, OSError) as error:
                failure = diagnose(error)
                if repeatable or failure is None or not failure.lost:
                    raise
                raise StorageError(
                    f"The connection to the database {self.place.name} was lost while saving. "
                    "Check whether it was saved before you try again."
                ) from error
            return result

    async def _again(self, attempt: Callable[[], Awaitable[T]], seconds: float | None = None) -> T:
        """The one place where the database is tried again, for as long as its patience or this."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + (self._patience_seconds if seconds is None else seconds)
        pause, told = FIRST_PAUSE_SECONDS, ""
        while True:
            try:
                return await attempt()
            except DATABASE_ERRORS as error:
                failure = diagnose(error)
                if failure is None:
                    raise
                if not failure.passes or clock() + pause > deadline:
                    raise failed(error, self.place.name) from error
                if repr(error) != told:
                    told = repr(error)
                    log.warning("database_tried_again", database=self.place.name, reason=told)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


@asynccontextmanager
async def migrating(
    place: Address, patience_seconds: float = PATIENCE_SECONDS
) -> AsyncGenerator[AsyncConnection]:
    """A transaction that may change the schema, on a connection of its own.

    On SQLite it checks no foreign keys: a table that is altered is made anew and the old one
    dropped, which would delete every row that refers to it.
    """
    engine = engine_for(place, patience_seconds, migrating=True)
    try:
        async with engine.begin() as connection:
            yield connection
    finally:
        await engine.dispose()


async def _is_ours(connection: AsyncConnection) -> bool:
    return await connection.run_sync(lambda link: sa.inspect(link).has_table(revisions.name))
