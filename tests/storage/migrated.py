"""An SQLite file with the newest schema, without migrating each anew."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.storage.database import Database


def migrated_file(path: Path) -> str:
    """Make the file and its folder; nothing is in its tables. Returns its address."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_migrated())
    return str(path)


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "briefbot.db"

        async def migrate() -> None:
            async with Database.open(str(path)):
                pass

        # In a thread, as whoever asks may be within an event loop.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, migrate()).result()
        return path.read_bytes()
