"""Files that are locked, full, read-only, damaged or in the wrong place."""

import asyncio
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.testing import capture_logs

from bot.storage.database import Database
from bot.storage.errors import StorageError, UnavailableError
from bot.storage.revisions import Revisions
from bot.storage.servers import Servers
from tests.storage.making import GUILD, NOW


@contextmanager
def locked(path: str) -> Generator[sqlite3.Connection]:
    """Another program that holds the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other


async def _refusal(address: str) -> str:
    with pytest.raises(StorageError) as refused:
        async with Database.open(address, patience_seconds=0.3):
            pass
    return str(refused.value)


async def test_the_file_and_its_folder_are_made(tmp_path: Path) -> None:
    path = tmp_path / "some" / "where" / "briefbot.db"
    async with Database.open(str(path)):
        pass
    assert path.is_file()


async def test_what_was_saved_is_there_after_opening_again(sqlite_address: str) -> None:
    async with Database.open(sqlite_address) as database:
        await Servers(database).set_zone(GUILD, "Europe/Warsaw")
    async with Database.open(f"sqlite:///{sqlite_address}") as database:
        assert await Servers(database).zone(GUILD) == "Europe/Warsaw"


async def test_every_connection_is_durable_and_checks_references(sqlite_address: str) -> None:
    async def settings(connection: AsyncConnection) -> list[object]:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        return [await connection.scalar(sa.text(f"PRAGMA {pragma}")) for pragma in pragmas]

    async with Database.open(sqlite_address) as database:
        assert await database.read(settings) == ["wal", 2, 1]


async def test_readers_do_not_wait_for_a_writer(sqlite_address: str) -> None:
    async with Database.open(sqlite_address, patience_seconds=0.3) as database:
        await Servers(database).set_zone(GUILD, "UTC")
        with closing(sqlite3.connect(sqlite_address, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE servers SET zone = 'Europe/Kyiv'")
            assert await Servers(database).zone(GUILD) == "UTC"


async def test_a_file_that_stays_locked_is_an_error_that_says_so(sqlite_address: str) -> None:
    async with Database.open(sqlite_address, patience_seconds=0.3) as database:
        with (
            locked(sqlite_address),
            pytest.raises(StorageError, match=r"briefbot\.db is locked by another program"),
        ):
            await Servers(database).set_zone(GUILD, "UTC")


async def test_a_lock_that_ends_is_waited_out(sqlite_address: str) -> None:
    async with Database.open(sqlite_address) as database:
        with locked(sqlite_address) as other:
            writing = asyncio.create_task(Servers(database).set_zone(GUILD, "UTC"))
            await asyncio.sleep(0.3)  # SQLite tells nobody that it met the lock
            other.execute("COMMIT")
            await writing
        assert await Servers(database).zone(GUILD) == "UTC"


async def test_a_file_that_is_locked_at_the_start_is_an_error_that_says_so(
    sqlite_address: str,
) -> None:
    with locked(sqlite_address):
        assert "is locked by another program" in await _refusal(sqlite_address)
        with capture_logs() as logs, pytest.raises(UnavailableError):
            async with Database.open(sqlite_address, opening_seconds=0):
                pass
    assert not logs


async def test_a_full_disk_is_an_error_and_loses_nothing_that_was_saved(
    sqlite_address: str,
) -> None:
    async def no_room(connection: AsyncConnection) -> None:
        pages = await connection.scalar(sa.text("PRAGMA page_count"))
        await connection.execute(sa.text(f"PRAGMA max_page_count = {pages}"))

    async with Database.open(sqlite_address) as database:
        revisions = Revisions(database)
        first = await revisions.record("ferry", "h1", "short", NOW)
        await database.write(no_room)
        with pytest.raises(StorageError, match=r"The disk of the database .* is full"):
            await revisions.record("ferry", "h2", "x" * 100_000, NOW)
        assert await revisions.latest("ferry") == first


async def test_a_read_only_file_is_an_error_that_says_so(sqlite_address: str) -> None:
    async with Database.open(sqlite_address):
        pass
    read_only = f"sqlite:///file:{sqlite_address}?mode=ro&uri=true"
    assert "is read-only" in await _refusal(read_only)


async def test_a_folder_that_cannot_be_made_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refusal = await _refusal(str(tmp_path / "file" / "briefbot.db"))
    assert "cannot be created" in refusal
    assert "DATABASE_URL" in refusal


async def test_a_folder_in_place_of_the_file_is_an_error_that_says_so(tmp_path: Path) -> None:
    assert "cannot be opened" in await _refusal(str(tmp_path))


@pytest.fixture
def diary(sqlite_address: str) -> Iterator[None]:
    """A file that somebody else needs; it must be as it was in the end."""
    text = "Dear diary, " * 1_000
    Path(sqlite_address).write_text(text)
    yield
    assert Path(sqlite_address).read_text() == text


@pytest.mark.usefixtures("diary")
async def test_a_file_that_is_no_database_is_left_as_it_is(sqlite_address: str) -> None:
    assert "damaged or not a database" in await _refusal(sqlite_address)
