"""A database that was worked with and vanished is not begun anew without a word."""

from pathlib import Path
from shutil import move

import pytest
from structlog.testing import capture_logs

from bot.storage.address import address_of
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.marker import Marker
from bot.storage.probe import Probe
from tests.storage.making import subscribed


@pytest.fixture
def marker(tmp_path: Path) -> Marker:
    return Marker(tmp_path / "database.txt")


async def opened(address: str, marker: Marker) -> None:
    async with Database.open(address, marker=marker):
        pass


async def test_a_file_that_is_gone_is_named_and_not_made_anew(
    marker: Marker, tmp_path: Path
) -> None:
    path = tmp_path / "briefbot.db"
    for _ in range(2):
        await opened(str(path), marker)
    path.unlink()
    with pytest.raises(StorageError, match=r"is gone or empty.* delete .*database\.txt\.$"):
        await opened(str(path), marker)
    assert not path.exists()
    (tmp_path / "database.txt").unlink()
    await opened(str(path), marker)


async def test_a_database_that_is_empty_now_is_left_so(
    empty_address: str, marker: Marker, tmp_path: Path
) -> None:
    marker.write(address_of(empty_address))
    (tmp_path / "briefbot.db").touch()
    for _ in range(2):
        with pytest.raises(StorageError, match="is gone or empty"):
            await opened(empty_address, marker)


async def test_a_database_elsewhere_may_be_new_and_that_is_logged(
    sqlite_address: str, marker: Marker, tmp_path: Path
) -> None:
    await opened(sqlite_address, marker)
    other = str(tmp_path / "other.db")
    with capture_logs() as logs:
        await opened(other, marker)
    events = {each["event"]: each for each in logs}
    assert events["database_made"]["database"] == other
    assert events["database_is_another"]["before"] == sqlite_address


async def test_a_file_is_the_same_from_another_folder(
    marker: Marker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await opened("briefbot.db", marker)
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    assert marker.names(address_of("../briefbot.db"))
    assert not marker.names(address_of("briefbot.db"))


@pytest.mark.parametrize("change", ["deleted", "moved", "replaced"])
async def test_a_file_that_vanishes_while_it_is_open_is_noticed(
    tmp_path: Path, change: str
) -> None:
    path = tmp_path / "briefbot.db"
    async with Database.open(str(path)) as database:
        await subscribed(database)
        probe = Probe(database)
        await probe.look()
        if change == "deleted":
            path.unlink()
        else:
            move(path, path.with_name("elsewhere.db"))
        if change == "replaced":
            path.touch()
        with pytest.raises(StorageError, match="was moved, deleted or replaced"):
            await probe.look()
