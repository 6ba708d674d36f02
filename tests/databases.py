"""Databases for tests that are not about databases: migrated once, then copied."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path

from bot.storage.database import Database


@asynccontextmanager
async def fresh(folder: Path) -> AsyncGenerator[Database]:
    """An empty database in a folder, which is made where it is missing."""
    async with Database.open(str(_copied(folder))) as database:
        yield database


def _copied(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "briefbot.db"
    path.write_bytes(_migrated())
    return path


@lru_cache
def _migrated() -> bytes:
    """An empty database as a file; migrating takes three times as long as opening a copy."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:
        path = Path(folder) / "briefbot.db"
        # In a thread of its own, as the test's event loop is running in this one.
        thread.submit(asyncio.run, _made(path)).result()
        return path.read_bytes()


async def _made(path: Path) -> None:
    async with Database.open(str(path)):
        pass
