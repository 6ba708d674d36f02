"""An outbox on a new database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.delivery.desk import Desk
from tests.storage.migrated import migrated_file


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The outbox of one process, on SQLite."""
    async with Database.open(migrated_file(tmp_path / "briefbot.db")) as database:
        yield Desk(database)
