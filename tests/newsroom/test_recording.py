"""What is saved while the database fails is recorded once it works, without another edit."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import discord
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.newsroom.newsroom import Newsroom, Terms
from bot.storage.database import Database
from bot.storage.revisions import Revisions
from bot.storage.subscriptions import Subscriptions
from tests.demo.ferry import SLUG, ferry
from tests.demo.newsroom import Briefs, Logs
from tests.storage.making import GUILD, subscribed
from tests.storage.outage import Line, fill, make_room
from tests.storage.postgres import Postgres
from tests.storage.test_sqlite import locked
from tests.waiting import until


class Room:
    """A folder that is watched, and the database that its briefs are recorded in.

    Args:
        briefs: the folder.
        database: open.
        logs: what is logged.
    """

    def __init__(self, briefs: Briefs, database: Database, logs: Logs) -> None:
        self.briefs = briefs
        self.database = database
        self.logs = logs
        client = discord.Client(intents=discord.Intents.none())
        self.newsroom = Newsroom(database, briefs.folder, client, Terms())

    async def save(self, title: str) -> None:
        """Save the brief with another title, and wait until that is loaded."""
        self.briefs.write(SLUG, ferry(title=title))
        await until(lambda: self.briefs.folder.library.get(SLUG).title == title)

    async def logged(self, event: str) -> str:
        """Wait for a log line; returns the reason that it gives."""
        await until(lambda: self._lines(event))
        return str(self._lines(event)[0].get("reason"))

    def _lines(self, event: str) -> Logs:
        return [line for line in self.logs if line["event"] == event]

    async def recorded(self) -> list[str]:
        """The titles that are recorded, the oldest first, once nothing waits any more."""
        await until(lambda: not self.newsroom.unrecorded)
        revisions = Revisions(self.database)
        numbers = range(1, len(await revisions.listed(SLUG)) + 1)
        texts = [revision.content for n in numbers if (revision := await revisions.get(SLUG, n))]
        return [title for text in texts for title in ("First", "Second", "Third") if title in text]


@pytest.fixture(autouse=True)
def first(briefs: Briefs) -> None:
    briefs.save(SLUG, ferry(title="First"))


@asynccontextmanager
async def working(briefs: Briefs, address: str, logs: Logs) -> AsyncGenerator[Room]:
    """All that records, as the process has it, but less patient with the database."""
    loop = asyncio.get_running_loop()
    async with Database.open(address, patience_seconds=0.3) as database:
        room = Room(briefs, database, logs)
        async with room.newsroom.recording():
            briefs.folder.start(lambda reload: room.newsroom.publish_soon(reload, loop))
            try:
                yield room
            finally:
                await asyncio.to_thread(briefs.folder.stop)


async def test_what_was_saved_while_the_file_was_locked_is_recorded_in_order(
    briefs: Briefs, logs: Logs, tmp_path: Path
) -> None:
    address = str(tmp_path / "briefbot.db")
    async with working(briefs, address, logs) as room:
        assert await room.recorded() == ["First"]
        await subscribed(room.database, slug=SLUG, cron="", next_run_at=None)
        with locked(address):
            await room.save("Second")
            await room.save("Third")
            assert "is locked by another program" in await room.logged("recording_waits")
            assert [noted.slug for noted in room.newsroom.unrecorded] == [SLUG, SLUG]
        assert await room.recorded() == ["First", "Second", "Third"]
        (woken,) = await Subscriptions(room.database).of_guild(GUILD)
        assert woken.next_run_at is not None


async def test_what_was_saved_while_the_server_was_away_is_recorded(
    briefs: Briefs, logs: Logs, postgres: Postgres
) -> None:
    async with (
        postgres.migrated() as direct,
        Line.to(direct) as (line, address),
        working(briefs, address, logs) as room,
    ):
        assert await room.recorded() == ["First"]
        await line.cut()
        await room.save("Second")
        assert "cannot be reached" in await room.logged("recording_waits")
        await line.mend()
        assert await room.recorded() == ["First", "Second"]


async def test_what_was_saved_while_the_disk_was_full_is_recorded(
    briefs: Briefs, logs: Logs, tmp_path: Path
) -> None:
    async with working(briefs, str(tmp_path / "briefbot.db"), logs) as room:
        assert await room.recorded() == ["First"]
        await fill(room.database)
        await room.save("Second")
        assert "is full" in await room.logged("recording_waits")
        await make_room(room.database)
        assert await room.recorded() == ["First", "Second"]


async def test_what_was_loaded_at_the_start_is_recorded_once_the_database_works(
    briefs: Briefs, logs: Logs, tmp_path: Path
) -> None:
    address = str(tmp_path / "briefbot.db")
    async with working(briefs, address, logs) as room:
        await room.recorded()
    briefs.save(SLUG, ferry(title="Second"))  # while no process ran
    async with Database.open(address, patience_seconds=0.3) as database:
        room = Room(briefs, database, logs)
        with locked(address):
            async with room.newsroom.recording(), room.newsroom.working():
                await room.logged("recording_waits")
        async with room.newsroom.recording():
            assert await room.recorded() == ["First", "Second"]


async def test_an_error_that_nobody_foresaw_is_tried_again_and_keeps_no_other_brief_back(
    briefs: Briefs, logs: Logs, tmp_path: Path
) -> None:
    async def run(connection: AsyncConnection, statement: str) -> None:
        await connection.execute(sa.text(statement))

    refuse = (
        "CREATE TRIGGER refusal BEFORE INSERT ON revisions WHEN new.slug = 'ferry' "
        "BEGIN SELECT RAISE(ABORT, 'not today'); END"
    )
    async with working(briefs, str(tmp_path / "briefbot.db"), logs) as room:
        await room.recorded()
        await room.database.write(lambda link: run(link, refuse))
        await room.save("Second")
        await room.logged("recording_failed")
        briefs.write("pier", ferry(title="Pier"))
        recorded = {"event": "revision_recorded", "brief": "pier", "revision": 1}
        await until(lambda: any(recorded.items() <= line.items() for line in logs))
        await room.database.write(lambda link: run(link, "DROP TRIGGER refusal"))
        assert await room.recorded() == ["First", "Second"]
    logs.clear()  # it was a bug, and expected


async def test_a_state_that_can_never_be_recorded_keeps_no_newer_one_of_its_brief_back(
    briefs: Briefs, logs: Logs, tmp_path: Path
) -> None:
    async def refuse(connection: AsyncConnection) -> None:
        await connection.execute(
            sa.text(
                "CREATE TRIGGER refusal BEFORE INSERT ON revisions WHEN new.content LIKE "
                "'%Second%' BEGIN SELECT RAISE(ABORT, 'never'); END"
            )
        )

    async with working(briefs, str(tmp_path / "briefbot.db"), logs) as room:
        await room.recorded()
        await room.database.write(refuse)
        await room.save("Second")
        await room.logged("recording_failed")
        assert [noted.slug for noted in room.newsroom.unrecorded] == [SLUG]
        await room.save("Third")
        assert await room.recorded() == ["First", "Third"]
    told = [line["event"] for line in logs if line["log_level"] == "error"]
    assert told == ["recording_failed", "state_unrecorded"]
    logs.clear()  # it was a bug, and expected


async def test_how_long_something_waits_is_known(
    briefs: Briefs, logs: Logs, tmp_path: Path
) -> None:
    address = str(tmp_path / "briefbot.db")
    before = discord.utils.utcnow()
    async with working(briefs, address, logs) as room:
        await room.recorded()
        with locked(address):
            await room.save("Second")
            await room.logged("recording_waits")
            (waiting,) = room.newsroom.unrecorded
            assert timedelta(0) <= waiting.noted_at - before
        await room.recorded()
