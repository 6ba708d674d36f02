"""SQLite's files: made where they are missing, and read by nobody but their owner."""

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

import structlog

from bot.storage.address import Address
from bot.storage.errors import StorageError
from bot.storage.failures import failed

log = structlog.get_logger()

_OWNER_ALONE = 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# Those that SQLite makes beside it, with the permissions that it has.
_BESIDE = ("", "-wal", "-shm", "-journal")


def make_file(place: Address) -> None:
    """Make a database's file and its folder where they are missing; nothing for a server.

    What others may read is taken away from them: it holds what readers wrote.

    Raises:
        StorageError: it cannot be made.
    """
    if place.path is None:
        return
    try:
        place.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder of the database {place.name} cannot be created: {error.strerror}. "
            "Choose another in DATABASE_URL or DATA."
        ) from error
    if not place.path.exists():
        with suppress(OSError):  # the next line tells why
            make_private(place.path)
            log.info("database_made", database=place.name)
    try:
        # aiosqlite leaves a thread behind where it cannot, which fails after the event loop.
        sqlite3.connect(place.path).close()
    except sqlite3.Error as error:
        raise failed(error, place.name) from error
    for suffix in _BESIDE:
        _tighten(place.path.with_name(place.path.name + suffix))


def identity(place: Address) -> tuple[int, int] | None:
    """Which file a database is, whatever it is called; None for a server, or where it is gone."""
    try:
        found = None if place.path is None else place.path.stat()
    except OSError:
        return None
    return None if found is None else (found.st_dev, found.st_ino)


def is_missing(place: Address) -> bool:
    """Whether an SQLite file is not there, which SQLite would make; false for a server."""
    if place.kind == "postgresql":
        return False
    # With options after its path it may be a URI, which SQLite reads like this.
    name = unquote(place.name.removeprefix("file:").partition("?")[0])
    return not (place.path or Path(name)).exists()


def make_private(path: Path) -> None:
    """Make an empty file that its owner alone may read, whatever the umask; one may exist.

    Raises:
        OSError: it cannot be made.
    """
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, _OWNER_ALONE))


def _tighten(path: Path) -> None:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return
    if not mode & _OTHERS or not path.is_file():
        return
    try:
        path.chmod(mode & ~_OTHERS)
    except OSError as error:
        log.warning("database_readable_by_others", file=str(path), reason=error.strerror)
    else:
        log.info("database_closed_to_others", file=str(path), mode=f"{mode & ~_OTHERS:o}")
