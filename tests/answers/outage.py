"""A database that somebody else has locked, for as long as a test wants."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite

from bot.storage.database import Database


@asynccontextmanager
async def locked(folder: Path) -> AsyncGenerator[Database]:
    """A database of its own that can neither be read nor written; who tries gives up at once."""
    path = str(folder / "locked.db")
    async with (
        Database.open(path, patience_seconds=0.1) as database,
        aiosqlite.connect(path) as other,
    ):
        # Readers would not mind a transaction, but in a file that somebody has for themselves.
        await other.execute("PRAGMA locking_mode = EXCLUSIVE")
        await other.execute("BEGIN EXCLUSIVE")
        yield database
