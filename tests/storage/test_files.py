"""Nobody but its owner reads a database."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.storage.backup import backup
from bot.storage.database import Database
from bot.storage.servers import Servers
from tests.storage.making import GUILD


@pytest.fixture(autouse=True, params=[0o000, 0o022])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    """The permissions of each file."""
    return {path.name: f"{stat.S_IMODE(path.stat().st_mode):o}" for path in folder.iterdir()}


async def test_a_database_and_what_stands_beside_it_are_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "briefbot.db"
    with capture_logs() as logs:
        async with Database.open(str(path)) as database:
            await Servers(database).set_zone(GUILD, "UTC")
            beside = {"briefbot.db": "600", "briefbot.db-wal": "600", "briefbot.db-shm": "600"}
            assert modes(path.parent) == beside
    assert not [each for each in logs if each["event"] == "database_closed_to_others"]


async def test_a_backup_is_its_owners_alone(sqlite_address: str, tmp_path: Path) -> None:
    async with Database.open(sqlite_address):
        pass
    backup(sqlite_address, tmp_path / "copy.db")
    assert modes(tmp_path)["copy.db"] == "600"


async def test_files_that_others_could_read_are_closed_to_them_and_that_is_logged(
    sqlite_address: str,
) -> None:
    path = Path(sqlite_address)
    async with Database.open(sqlite_address) as database:
        await Servers(database).set_zone(GUILD, "UTC")
        for each in path.parent.iterdir():
            each.chmod(0o644)
        with capture_logs() as logs:
            async with Database.open(sqlite_address):
                assert set(modes(path.parent).values()) == {"600"}
    closed = [each["file"] for each in logs if each["event"] == "database_closed_to_others"]
    assert closed == [f"{path}{suffix}" for suffix in ("", "-wal", "-shm")]
