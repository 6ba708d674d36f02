"""An outbox on a new database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.revisions import Revisions
from tests.delivery.desk import Desk
from tests.storage.making import NOW
from tests.storage.migrated import migrated_file


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The outbox of one process, on SQLite."""
    async with Database.open(migrated_file(tmp_path / "briefbot.db")) as database:
        # Without a state of the brief there is nothing to tell.
        await Revisions(database).record("ferry", "hash", "text", NOW)
        yield Desk(database)
