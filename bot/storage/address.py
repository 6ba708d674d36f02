"""Where a database is: the forms of address that an operator may write."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import sqlalchemy as sa

from bot.storage.errors import StorageError

# libpq's settings that asyncpg does not know: it would hand them to the server, which refuses
# them. Hosters print the first two in the addresses that they give.
_LIBPQ_ONLY = frozenset(
    {
        "channel_binding",
        "connect_timeout",
        "gssencmode",
        "keepalives",
        "keepalives_count",
        "keepalives_idle",
        "keepalives_interval",
        "pgbouncer",
    }
)
_HOST = re.compile(r"^(\[[^\]]*\]|[^:\[\]]*)(:[0-9]{0,5})?$")
# The password may be what makes it unreadable, so nothing of it is shown.
_UNREADABLE = (
    "DATABASE_URL cannot be read: write postgresql://user:password@host:port/database, with signs "
    "such as @, : and / in the password as %40, %3A and %2F."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database is."""

    kind: Literal["sqlite", "postgresql"]
    url: str
    """For SQLite what SQLAlchemy takes, for PostgreSQL what libpq takes."""
    name: str
    """What to call it in messages and logs; holds no password."""
    path: Path | None = None
    """SQLite's file, where it is given as a plain path."""


def place_of(address: str) -> Place:
    """Read an address: a path, `sqlite:///path`, `postgres://…` or `postgresql://…`.

    A query keeps what it says (`?sslmode=verify-full&sslrootcert=…`, `?host=/run/postgresql`).

    Raises:
        StorageError: it is none of these.
    """
    scheme, separator, rest = address.partition("://")
    if not separator:
        return _file(address)
    match scheme:
        case "sqlite" | "sqlite+aiosqlite":
            url = sa.make_url(f"sqlite+aiosqlite://{rest}")
            if not url.query:
                return _file(url.database or "")
            return Place("sqlite", url.render_as_string(), url.database or "")
        case "postgres" | "postgresql" | "postgresql+asyncpg":
            return _server(f"postgresql://{rest}")
        case _:
            raise StorageError(
                f"DATABASE_URL begins with {scheme}://, which is no database that is known here: "
                "give the path of an SQLite file, sqlite:///path or postgresql://…"
            )


def _file(path: str) -> Place:
    if path in ("", ":memory:"):
        raise StorageError(
            "The database needs a file, or every restart would forget what was posted: "
            "give its path, such as data/briefbot.db."
        )
    url = sa.URL.create("sqlite+aiosqlite", database=path)
    return Place("sqlite", url.render_as_string(), path, Path(path))


def _server(dsn: str) -> Place:
    try:
        parts = urlsplit(dsn)
    except ValueError:  # an unclosed bracket
        raise StorageError(_UNREADABLE) from None
    hosts = parts.netloc.rpartition("@")[2]
    # There may be several, with a port each.
    if not all(_HOST.search(host) for host in hosts.split(",")):
        raise StorageError(_UNREADABLE)
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in query if key not in _LIBPQ_ONLY]
    host = hosts or dict(kept).get("host", "")
    return Place("postgresql", urlunsplit(parts._replace(query=urlencode(kept))), host + parts.path)
