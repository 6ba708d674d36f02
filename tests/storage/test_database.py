"""What holds for both kinds of database."""

import asyncio
import traceback
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.errors import NothingRecordedError
from bot.storage.revisions import Revisions
from bot.storage.servers import Servers
from bot.storage.tables import bookmarks, rate
from tests.storage.making import GUILD, NOW


async def increment(connection: AsyncConnection) -> None:
    """Add one to a row, as a careless program does: read it, then write it."""
    before = await connection.scalar(sa.select(rate.c.arrival).with_for_update())
    await connection.execute(sa.update(rate).values(arrival=(before or 0) + 1))


async def test_no_update_is_lost_among_many_writers_of_several_engines(address: str) -> None:
    async with Database.open(address) as one, Database.open(address) as two:
        await one.write(lambda c: c.execute(sa.insert(rate).values(name="x", arrival=0)))
        await asyncio.gather(*(base.write(increment) for _ in range(200) for base in (one, two)))
        assert await two.read(lambda c: c.scalar(sa.select(rate.c.arrival))) == 400


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    async def half(connection: AsyncConnection) -> None:
        await connection.execute(sa.insert(rate).values(name="x", arrival=0))
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        await database.write(half)
    assert await database.read(lambda c: c.scalar(sa.select(rate.c.arrival))) is None


async def test_a_mistake_of_ours_is_not_taken_for_the_databases(database: Database) -> None:
    with pytest.raises(DBAPIError):
        await database.write(lambda c: c.execute(sa.text("SELECT * FROM nowhere")))


@pytest.mark.parametrize(
    "values",
    [
        {"user_id": None, "slug": "hunter2", "revision": 1, "read_at": NOW},
        {"user_id": 1, "slug": "hunter2", "revision": None, "read_at": NOW},
        {"user_id": 9223372036854775808, "slug": "hunter2", "revision": 1, "read_at": NOW},
    ],
)
async def test_an_error_shows_nothing_of_what_was_to_be_saved(
    database: Database, values: dict[str, object]
) -> None:
    statement = sa.insert(bookmarks).values(values)
    with pytest.raises((DBAPIError, OverflowError)) as raised:
        await database.write(lambda c: c.execute(statement))
    told = "".join(traceback.format_exception(raised.value)).partition("Traceback")[2]
    assert "hunter2" not in told
    assert "9223372036854775808" not in told


async def test_many_who_give_up_waiting_do_not_keep_others_from_writing(
    database: Database,
) -> None:
    servers = Servers(database)
    tasks = [asyncio.create_task(servers.set_zone(GUILD, f"zone-{n}")) for n in range(60)]
    for n, task in enumerate(tasks):
        if n % 3:
            await asyncio.sleep(0.002)  # so that each gives up at another point of its way
            task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.wait_for(servers.set_zone(GUILD, "UTC"), 5)
    assert await servers.zone(GUILD) == "UTC"


async def test_a_moment_is_kept_to_the_millisecond_in_whatever_zone_it_was(
    database: Database,
) -> None:
    revisions = Revisions(database)
    moment = datetime(2026, 3, 29, 3, 30, 0, 123_999, timezone(timedelta(hours=2)))
    await revisions.record("ferry", "h1", "", moment)
    (kept,) = await revisions.listed("ferry")
    assert kept.published_at == datetime(2026, 3, 29, 1, 30, 0, 123_000, UTC)
    assert kept.published_at.tzinfo is UTC


async def test_a_moment_without_a_zone_is_a_bug(database: Database) -> None:
    with pytest.raises(StatementError, match="has no time zone"):
        await Revisions(database).record("ferry", "h1", "", NOW.replace(tzinfo=None))


async def test_moments_before_1970_are_kept_too(database: Database) -> None:
    long_ago = datetime(1939, 9, 1, 4, 45, tzinfo=UTC)
    await Revisions(database).record("ferry", "h1", "", long_ago)
    latest = await Revisions(database).latest("ferry")
    assert latest is not None
    assert latest.published_at == long_ago


async def test_who_looks_makes_nothing_of_a_database_without_anything(empty_address: str) -> None:
    for _ in range(2):
        with pytest.raises(NothingRecordedError, match="is missing or empty"):
            async with Database.look(empty_address):
                pass


def _is_file(path: str) -> bool:
    return Path(path).exists()


@pytest.mark.parametrize("form", ["sqlite:///{}?timeout=5", "sqlite:///file:{}?uri=true"])
async def test_who_looks_makes_no_file_whatever_follows_its_path(
    sqlite_address: str, form: str
) -> None:
    address = form.format(sqlite_address)
    with pytest.raises(NothingRecordedError, match="is missing or empty"):
        async with Database.look(address):
            pass
    assert not _is_file(sqlite_address)
    async with Database.open(address):
        pass
    async with Database.look(address):
        assert _is_file(sqlite_address)


async def test_who_looks_sees_what_is_written_meanwhile(address: str) -> None:
    async with Database.open(address) as database, Database.look(address) as looking:
        await Revisions(database).record("ferry", "h1", "title: Ferry", NOW)
        found = await Revisions(looking).latest("ferry")
        assert found is not None
        assert found.hash == "h1"
