"""States of a brief on record in the working folder's database."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.content.parse import parse
from bot.domain.meaning import meaning
from bot.storage.database import Database
from bot.storage.revisions import Revisions
from tests.making import content, document, entry
from tests.storage.making import NOW
from tests.storage.migrated import migrated_file

FILE = Path("data") / "briefbot.db"
DAY = timedelta(days=1)


def record(*points: str) -> None:
    """Record a brief that says one thing after the other, a day apart."""

    if not FILE.exists():
        migrated_file(FILE)

    async def work() -> None:
        async with Database.open(str(FILE)) as database:
            for day, point in enumerate(points):
                text = content(document(summary=[entry("point", text=point)]))
                brief = parse(text, "night.yaml").brief
                when = NOW + day * DAY
                await Revisions(database).record("night", meaning(brief), text.decode(), when)

    asyncio.run(work())


def schema() -> str:
    """Which schema the database has."""
    with closing(sqlite3.connect(FILE)) as database:
        (version,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    return version
