"""A database that is away for a while, or full."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Self
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database


class Line:
    """The way to a PostgreSQL server, which can be cut and mended.

    Use `Line.to`.
    """

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    @classmethod
    @asynccontextmanager
    async def to(cls, address: str) -> AsyncGenerator[tuple[Self, str]]:
        """A line to a server on a socket of this machine, and the database's address by it."""
        parts = urlsplit(address)
        (folder,) = parse_qs(parts.query)["host"]
        line = cls(f"{folder}/.s.PGSQL.5432")
        await line.mend()
        netloc = f"{parts.username}@127.0.0.1:{line.port}"
        try:
            yield line, parts._replace(netloc=netloc, query="").geturl()
        finally:
            await line.cut()

    async def mend(self) -> None:
        """Let connections through."""
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Break all connections, and refuse new ones."""
        if self._server is not None:
            self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        self._server = None
        await asyncio.sleep(0)  # the transports close in the next turn of the loop

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_unix_connection(self._socket)
        self._writers |= {writer, far_writer}
        async with asyncio.TaskGroup() as both:
            both.create_task(_carry(reader, far_writer))
            both.create_task(_carry(far_reader, writer))
        self._writers -= {writer, far_writer}


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while received := await reader.read(1 << 16):
            writer.write(received)
            await writer.drain()
    writer.close()


async def fill(database: Database) -> None:
    """Leave an SQLite file no room to grow, as a full disk does."""
    await _limit(database, "page_count")


async def make_room(database: Database) -> None:
    """Let it grow again."""
    await _limit(database, "1000000000")


async def _limit(database: Database, pages: str) -> None:
    async def limit(connection: AsyncConnection) -> None:
        most = pages
        if pages == "page_count":
            most = str(await connection.scalar(sa.text("PRAGMA page_count")))
        await connection.execute(sa.text(f"PRAGMA max_page_count = {most}"))

    await database.write(limit)
