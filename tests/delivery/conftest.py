"""An outbox on a new database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.revisions import Revisions
from tests.delivery.office import Office
from tests.storage.making import NOW
from tests.storage.migrated import migrated_file


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The outbox of one process, on SQLite."""
    async with Database.open(migrated_file(tmp_path / "briefbot.db")) as database:
        # What it says is made up; the errands only want that there is a state.
        await Revisions(database).record("ferry", "hash", "text", NOW)
        yield Office(database)
