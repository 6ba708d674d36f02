"""An outbox on a new database; databases of both kinds, as the tests of storage have them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.revisions import Revisions
from tests.delivery.desk import Desk
from tests.storage.conftest import address, database, sqlite_address
from tests.storage.making import NOW
from tests.storage.migrated import migrated_file

__all__ = ["address", "database", "sqlite_address"]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The outbox of one process, on SQLite."""
    async with Database.open(migrated_file(tmp_path / "briefbot.db")) as database:
        await Revisions(database).record("ferry", "h1", "", NOW)  # or there is nothing to tell
        yield Desk(database)
