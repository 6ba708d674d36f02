"""Where a database is: the forms of address that an operator may write."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit
from warnings import catch_warnings, simplefilter

import sqlalchemy as sa
from sqlalchemy.exc import SAWarning

from bot.storage.errors import StorageError

# libpq's settings that asyncpg does not know: it would hand them to the server, which refuses
# them. Hosters print the first two in the addresses that they give.
_LIBPQ_ONLY = frozenset({
    "channel_binding", "connect_timeout", "gssencmode", "keepalives", "keepalives_count",
    "keepalives_idle", "keepalives_interval", "pgbouncer",
})  # fmt: skip
_HOST = re.compile(r"(\[[^\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
_LAST_PORT = 65_535
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
# Schemes that may be shown; any other may be a part of a password that holds “://”.
_ELSEWHERE = re.compile(
    r"(mysql|mariadb|mssql|oracle|mongodb|redis|cockroachdb|postgresql)(\+(psycopg2?|pymysql|srv))?"
)
# What was meant as the address of a server and would be taken for the path of a file.
_NO_PATH = re.compile(
    r"//"  # an address without its scheme
    r"|(?!\w:[\\/])[^/\\]*:"  # a scheme or a port; but C:\ is a drive
    r"|(postgres(ql)?|sqlite)[+\w]*//"
    r"|.*:.*@"  # a name and a password
    r"|(.*[\s;])?(host|server|user|uid|password|pwd|dbname|database|port)\s*=",
    re.IGNORECASE,
)
# The password may be what makes it unreadable, so nothing of it is shown.
_FORMS = "postgresql://user:password@host:port/database"
_UNREADABLE = (
    f"DATABASE_URL cannot be read: write {_FORMS}, with signs such as @, :, /, ? and # in the "
    "password as %40, %3A, %2F, %3F and %23."
)
_UNKNOWN = (
    "DATABASE_URL is neither the path of a file nor a supported address: write "
    f"{_FORMS}, the path of an SQLite file, or sqlite:///path."
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is."""

    kind: Literal["sqlite", "postgresql"]
    url: str
    """For SQLite what SQLAlchemy takes, for PostgreSQL what libpq takes."""
    name: str
    """What to call it in messages and logs; holds no password."""
    path: Path | None = None
    """SQLite's file, where it is given as a plain path."""


def address_of(address: str) -> Address:
    """Read an address: a path, `sqlite:///path`, `postgres://…` or `postgresql://…`.

    A query keeps what it says (`?sslmode=verify-full&sslrootcert=…`, `?host=/run/postgresql`).

    Raises:
        StorageError: it is none of these; the text shows nothing that may be a password.
    """
    address = address.strip()
    if _UNSEEN.search(address):
        raise StorageError(_UNKNOWN)
    scheme, separator, rest = address.partition("://")
    if not separator:
        return _file(scheme)
    match scheme.lower():
        case "sqlite" | "sqlite+aiosqlite":
            return _sqlite(rest)
        case "postgres" | "postgresql" | "postgresql+asyncpg":
            return _server(f"postgresql://{rest}")
        case other if _ELSEWHERE.fullmatch(other):
            raise StorageError(
                f"DATABASE_URL begins with {other}://, which briefbot does not support: "
                "give the path of an SQLite file, sqlite:///path or postgresql://…"
            )
        case _:
            raise StorageError(_UNKNOWN)


def _sqlite(rest: str) -> Address:
    if rest and not rest.startswith("/"):
        raise StorageError("DATABASE_URL: write three slashes before the path, sqlite:///path.")
    url = sa.make_url(f"sqlite+aiosqlite://{rest}")
    path = url.database or ""
    if not url.query:
        return _file(path)
    if ":" in path and "@" in path:
        raise StorageError(_UNKNOWN)
    try:
        with catch_warnings():
            simplefilter("error", SAWarning)
            url.get_dialect()().create_connect_args(url)
    except (ValueError, SAWarning):  # such as ?timeout=soon, or what is not known
        raise StorageError(
            "What follows the ? in DATABASE_URL is not understood: leave it out, or see which "
            "options SQLAlchemy has for SQLite."
        ) from None
    return Address("sqlite", url.render_as_string(), path)


def _file(path: str) -> Address:
    if path in ("", ":memory:"):
        raise StorageError(
            "The database needs a file, or every restart would forget what was posted: "
            "give its path, such as data/briefbot.db."
        )
    if _NO_PATH.match(path):
        raise StorageError(_UNKNOWN)
    url = sa.URL.create("sqlite+aiosqlite", database=path)
    return Address("sqlite", url.render_as_string(), path, Path(path))


def _server(dsn: str) -> Address:
    try:
        parts = urlsplit(dsn)
    except ValueError:  # an unclosed bracket
        raise StorageError(_UNREADABLE) from None
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = {key: value for key, value in query if key not in _LIBPQ_ONLY}
    login, _, hosts = parts.netloc.rpartition("@")
    # A sign of the password's that was not written as %… ends the part of the address it is in.
    is_cut = "@" in login + parts.path + parts.query or "#" in dsn
    host = hosts or kept.get("host", "")
    ports = kept.get("port", "").split(",")
    # There may be several hosts, with a port each.
    servers = [*host.split(","), *(f":{port}" for port in ports)]
    if is_cut or not all(_is_server(server) for server in servers):
        raise StorageError(_UNREADABLE)
    return Address(
        "postgresql", urlunsplit(parts._replace(query=urlencode(kept))), host + parts.path
    )


def _is_server(text: str) -> bool:
    """Whether it is a host and port that can be connected to; each may be missing."""
    found = _HOST.fullmatch(text)
    if found is None or int(found[2] or 0) > _LAST_PORT:
        return False
    host = unquote(found[1])
    try:
        host.encode("idna")
    except UnicodeError:
        return host.startswith("/")  # a socket's folder
    return True
