"""What a database's errors mean: which pass by themselves, and what an operator can do."""

import sqlite3
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

from asyncpg.exceptions import ClientConfigurationError, InterfaceError  # pyright: ignore[reportMissingTypeStubs] -- it has none
from sqlalchemy import exc

from bot.storage.errors import StorageError, UnavailableError

# What a transaction may raise when the database, not our code, is at fault. A refused
# connection and a lost one are OSErrors; asyncio's time-out is one as well.
DATABASE_ERRORS = (exc.DBAPIError, exc.TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the database did not do it."""

    sentence: str
    """What is wrong and what to do; `{}` stands for the database's name."""
    passes: bool = False
    """Whether another try soon may succeed."""
    lost: bool = False
    """Whether the connection is gone, so that a commit may or may not have been made."""


_LOCKED = Failure(
    "The database {} is locked by another program. Close whatever has it open (a backup, a "
    "database browser), and do not keep it on a network drive.",
    passes=True,
)
_FULL = Failure(
    "The disk of the database {} is full. Free some space on it; nothing that was saved is lost."
)
_READ_ONLY = Failure(
    "The database {} is read-only. Give the user that runs the bot write access to the file "
    "and its folder."
)
_UNOPENED = Failure(
    "The database {} cannot be opened. Make sure that its folder exists and is a folder, and "
    "that the user that runs the bot may write to it."
)
_BROKEN = Failure(
    "The file {} is damaged or not a database. Move it away and restore a backup "
    "(`briefbot backup` makes them)."
)
_DISK = Failure("The database {} could not be read or written. Check its disk.")
_AWAY = Failure(
    "The database {} cannot be reached. Make sure that its server is running and that the "
    "address in DATABASE_URL is right.",
    passes=True,
    lost=True,
)
_BUSY = Failure("The database {} is too busy: no connection became free in time.", passes=True)
_CONTENDED = Failure(
    "The database {} is too busy: others kept changing the same rows.", passes=True
)
_CROWDED = Failure(
    "The server of the database {} accepts no more connections. Run fewer processes, or raise "
    "its max_connections.",
    passes=True,
)
_REFUSED = Failure(
    "The server rejected the user or the password for the database {}. Check DATABASE_URL."
)
_ABSENT = Failure("There is no database {} on the server. Create it, or check DATABASE_URL.")
_FORBIDDEN = Failure(
    "The user in DATABASE_URL lacks permissions in the database {}. Make that user its owner."
)

_MISCONFIGURED = Failure(
    "The server or its driver rejected the settings for the database {}. Check what follows the ? "
    "in DATABASE_URL, such as sslmode, and how the server lets users log in."
)
_INSECURE = Failure(
    "No secure connection to the database {} could be made. Check sslmode and the certificates in "
    "DATABASE_URL, and the server's own certificate."
)

_SQLITE = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _UNOPENED,
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_NOTADB: _BROKEN,
    sqlite3.SQLITE_IOERR: _DISK,
}
# SQLSTATE, whole or its class: PostgreSQL's documentation, appendix A.
_POSTGRESQL = {
    "40001": _CONTENDED,
    "40P01": _CONTENDED,
    "55P03": _LOCKED,
    "57P01": _AWAY,
    "57P02": _AWAY,
    "57P03": _AWAY,
    "25P03": _AWAY,
    # What PgBouncer answers to settings that it does not pass on.
    "08P01": _MISCONFIGURED,
    "08": _AWAY,
    "53300": _CROWDED,
    "53100": _FULL,
    "25006": _READ_ONLY,
    "28": _REFUSED,
    "3D": _ABSENT,
    "3F000": _MISCONFIGURED,
    "42501": _FORBIDDEN,
}


# TLS ends like this where the connection does.
_BROKEN_OFF = (ssl.SSLEOFError, ssl.SSLSyscallError, ssl.SSLZeroReturnError)
# asyncpg's words, which are all that tells it from other failures to connect.
_NO_TLS = "rejected SSL upgrade"


def diagnose(error: BaseException) -> Failure | None:
    """What an error of the database means; None where it is a bug of ours."""
    # Before there is a connection there is no statement of ours that could be wrong; a commit has
    # none either, but its connection is gone.
    is_connecting = (
        isinstance(error, exc.DBAPIError)
        and error.statement is None
        and not error.connection_invalidated
    )
    for link in _chain(error):
        if isinstance(link, sqlite3.Error):
            # Python's own refusals, such as of a closed connection, carry no code.
            code: int | None = getattr(link, "sqlite_errorcode", None)
            return None if code is None else _SQLITE.get(code & 0xFF)
        if isinstance(state := getattr(link, "sqlstate", None), str):
            known = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
            return known or (_MISCONFIGURED if is_connecting else None)
        if failure := _of_driver(link, is_connecting=is_connecting):
            return failure
    if isinstance(error, exc.TimeoutError):
        return _BUSY
    is_lost = isinstance(error, exc.DBAPIError) and error.connection_invalidated
    return _AWAY if is_lost or isinstance(error, OSError) else None


def _of_driver(link: BaseException, *, is_connecting: bool) -> Failure | None:
    """What an error of asyncpg or of TLS means that will not pass by itself."""
    if isinstance(link, ClientConfigurationError):
        return _MISCONFIGURED
    if isinstance(link, InterfaceError) and is_connecting:
        return _MISCONFIGURED
    has_failed = isinstance(link, ssl.SSLError) and not isinstance(link, _BROKEN_OFF)
    has_none = isinstance(link, ConnectionError) and _NO_TLS in str(link)
    return _INSECURE if has_failed or has_none else None


def failed(error: Exception, name: str) -> StorageError:
    """What to tell of an error of the database with this name."""
    failure = diagnose(error)
    if failure is None:
        return StorageError(f"The database {name} failed: {error}.")
    kind = UnavailableError if failure.passes else StorageError
    return kind(failure.sentence.format(name))


def locked(name: str) -> UnavailableError:
    """What to tell of an SQLite file that somebody else has locked for too long."""
    return UnavailableError(_LOCKED.sentence.format(name))


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.orig if isinstance(link, exc.DBAPIError) else link.__cause__
