"""Backups of an SQLite database while it is in use."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bot.storage.address import address_of
from bot.storage.errors import StorageError
from bot.storage.failures import failed, locked
from bot.storage.files import make_private

LONGEST_SECONDS = 20.0
_LOCK_SECONDS = 1.0
_LOCKS = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def backup(address: str, target: Path) -> None:
    """Copy the database as it is at this moment; others go on reading and writing.

    Args:
        address: as `Database.open` takes it.
        target: the file to make, complete or not at all.

    Raises:
        UnavailableError: it is locked for longer than `LONGEST_SECONDS`.
        StorageError: there is such a file already, it cannot be made, the database cannot be
            read, or is PostgreSQL's, which has its own program for this.
    """
    place = address_of(address)
    if place.kind == "postgresql":
        raise StorageError(
            f"Backups of {place.name} are made by PostgreSQL's own program: "
            f"pg_dump --format=custom --file={target} with the address in DATABASE_URL."
        )
    if place.path is None:
        raise StorageError(
            f"To back up {place.name}, give DATABASE_URL as its path, without what follows the ?."
        )
    if not place.path.exists():
        raise StorageError(f"There is no database {place.name} to back up.")
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        _copy(place.path, partial)
        # Unlike renaming, linking never replaces a file.
        os.link(partial, target)
    except FileExistsError as error:
        raise StorageError(f"{target} already exists. Choose another name.") from error
    except OSError as error:
        raise StorageError(f"{target} cannot be written: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise failed(error, f"{place.name} or its copy") from error
    finally:
        partial.unlink(missing_ok=True)


def _copy(path: Path, partial: Path) -> None:
    make_private(partial)  # SQLite would not say why it cannot
    uri, deadline = f"{path.absolute().as_uri()}?mode=rw", time.monotonic() + LONGEST_SECONDS

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status in _LOCKS and time.monotonic() > deadline:
            raise locked(str(path))

    with (
        closing(sqlite3.connect(uri, uri=True, timeout=_LOCK_SECONDS)) as source,
        closing(sqlite3.connect(partial)) as copy,
    ):
        # It would try again for ever.
        source.backup(copy, progress=give_up)
        # One file, whole by itself, without a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
