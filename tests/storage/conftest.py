"""Databases for the tests: a new SQLite file, or a new database of a real PostgreSQL server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.storage.migrated import migrated_file
from tests.storage.postgres import Postgres


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    """Where a new SQLite file is to be."""
    return str(tmp_path / "briefbot.db")


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_address(request: pytest.FixtureRequest, sqlite_address: str) -> AsyncIterator[str]:
    """A database without anything in it, one of each kind."""
    if request.param == "sqlite":
        yield sqlite_address
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    async with postgres.database() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
async def address(request: pytest.FixtureRequest, sqlite_address: str) -> AsyncIterator[str]:
    """A database with the newest schema and no rows, one of each kind."""
    if request.param == "sqlite":
        yield migrated_file(Path(sqlite_address))
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    async with postgres.migrated() as address:
        yield address


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    """An open database, one of each kind."""
    async with Database.open(address) as database:
        yield database
