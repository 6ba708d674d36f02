"""Whether the database still takes what is saved, found out by saving something."""

import asyncio
import shutil
import time

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database, migrating
from bot.storage.errors import StorageError, UnavailableError
from bot.storage.failures import DATABASE_ERRORS, failed
from bot.storage.files import identity
from bot.storage.store import insert
from bot.storage.tables import rate

PROBE_SECONDS = 10
_LOCK_SECONDS = 2.0
# A small row fits into what SQLite has reserved before; a brief then does not.
LEAST_BYTES = 4 << 20
_MAGIC = b"SQLite format 3\0"
_ROW = "health"


class Probe:
    """Looks at an open database as somebody would who opens it anew.

    Args:
        database: open.
        least_bytes: with less room than that on its disk, an SQLite file counts as full.
    """

    def __init__(self, database: Database, least_bytes: int = LEAST_BYTES) -> None:
        self._place = database.place
        self._least_bytes = least_bytes
        self._file = identity(self._place)

    async def look(self) -> None:
        """Write one row on a connection of its own, within `PROBE_SECONDS`.

        Raises:
            StorageError: it could not be written, or would be lost.
        """
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                await asyncio.to_thread(self._look_at_file)
                async with migrating(self._place, _LOCK_SECONDS) as connection:
                    await _write(connection)
        except TimeoutError as error:
            if self._place.kind == "postgresql":
                raise failed(error, self._place.name) from error
            raise UnavailableError(
                f"The disk of the database {self._place.name} does not answer within "
                f"{PROBE_SECONDS} s. Check the disk, and keep the database off network drives."
            ) from error
        except DATABASE_ERRORS as error:
            raise failed(error, self._place.name) from error

    def _look_at_file(self) -> None:
        """What the open connections would not notice of SQLite's file."""
        path = self._place.path
        if path is None:
            return
        # Without it SQLite would make a new one, or go on with one that has no name any more.
        if not path.exists() or identity(self._place) != self._file:
            raise StorageError(
                f"The file of the database {path} was moved, deleted or replaced while briefbot "
                "was running: what it saves now is lost. Stop it, put the file back or restore a "
                "backup (`briefbot backup` makes them), and start it again."
            )
        with path.open("rb") as opened:
            if opened.read(len(_MAGIC)) != _MAGIC:
                raise StorageError(
                    f"The file {path} is damaged or not a database. Move it away and restore "
                    "a backup (`briefbot backup` makes them)."
                )
        if shutil.disk_usage(path.parent).free < self._least_bytes:
            raise StorageError(
                f"The disk of the database {path} is full. Free some space on it; nothing that was "
                "saved is lost."
            )


async def _write(connection: AsyncConnection) -> None:
    now = {"arrival": time.time_ns() // 1_000}
    await connection.execute(
        insert(connection, rate)
        .values(name=_ROW, **now)
        .on_conflict_do_update(index_elements=[rate.c.name], set_=now)
    )
