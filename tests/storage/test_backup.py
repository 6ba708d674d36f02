import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import bot.storage.backup
from bot.storage.backup import backup
from bot.storage.database import Database
from bot.storage.errors import StorageError, UnavailableError
from bot.storage.servers import Servers
from tests.storage.making import GUILD
from tests.storage.migrated import migrated_file


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_backup_has_all_that_was_saved_and_opens_as_a_database(
    sqlite_address: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    async with Database.open(sqlite_address) as database:
        await Servers(database).set_zone(GUILD, "Europe/Warsaw")
        backup(sqlite_address, copy)
        await Servers(database).set_zone(GUILD, "UTC")
    assert _names(tmp_path) == ["briefbot.db", "copy.db"]
    async with Database.open(str(copy)) as database:
        assert await Servers(database).zone(GUILD) == "Europe/Warsaw"


async def test_a_backup_is_whole_while_others_write(sqlite_address: str, tmp_path: Path) -> None:
    async with Database.open(sqlite_address) as database:
        writes = [Servers(database).set_zone(GUILD + n, "UTC") for n in range(100)]
        writing = asyncio.gather(*writes)
        for n in range(3):
            await asyncio.to_thread(backup, f"sqlite:///{sqlite_address}", tmp_path / f"{n}.db")
        await writing
    for n in range(3):
        with closing(sqlite3.connect(tmp_path / f"{n}.db")) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_a_backup_never_replaces_a_file(sqlite_address: str, tmp_path: Path) -> None:
    async with Database.open(sqlite_address):
        pass
    kept = tmp_path / "kept.db"
    kept.write_text("precious")
    with pytest.raises(StorageError, match="already exists"):
        backup(sqlite_address, kept)
    assert kept.read_text() == "precious"
    assert _names(tmp_path) == ["briefbot.db", "kept.db"]


async def test_a_backup_to_a_folder_that_does_not_exist_is_an_error_that_says_so(
    sqlite_address: str, tmp_path: Path
) -> None:
    async with Database.open(sqlite_address):
        pass
    with pytest.raises(StorageError, match="cannot be written"):
        backup(sqlite_address, tmp_path / "nowhere" / "copy.db")


def test_a_database_that_is_locked_is_waited_for_so_long_and_no_longer(
    sqlite_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.storage.backup, "LONGEST_SECONDS", 0.5)
    monkeypatch.setattr(bot.storage.backup, "_LOCK_SECONDS", 0.1)
    with closing(sqlite3.connect(migrated_file(Path(sqlite_address)))) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnavailableError, match="is locked by another program"):
            backup(sqlite_address, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    backup(sqlite_address, tmp_path / "copy.db")


def test_without_a_database_there_is_no_backup_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no database"):
        backup(str(tmp_path / "none.db"), tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_server_is_backed_up_by_its_own_program(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="pg_dump") as refused:
        backup("postgresql://bot:s3cret@db/brief", tmp_path / "copy.dump")
    assert "s3cret" not in str(refused.value)
