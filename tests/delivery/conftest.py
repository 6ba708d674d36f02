"""An outbox on a new database."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfile

import pytest

from bot.storage.database import Database
from tests.delivery.desk import Desk
from tests.storage.conftest import migrated_file, monkeypatch_session, postgres, postgres_address

__all__ = ["migrated_file", "monkeypatch_session", "postgres", "postgres_address"]


@pytest.fixture
async def desk(tmp_path: Path, migrated_file: str) -> AsyncIterator[Desk]:
    """The outbox of one process, on SQLite."""
    copyfile(migrated_file, tmp_path / "briefbot.db")
    async with Database.open(str(tmp_path / "briefbot.db")) as database:
        yield Desk(database)
