"""The chase looks through the posts that corrections may concern."""

from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.plans import Plans
from tests.delivery.room import SLUG, Room
from tests.making import correction
from tests.storage.making import on_time, subscribed
from tests.storage.migrated import migrated_file
from tests.storage.test_sqlite import locked

FIX = correction("fix", "fell", was="Four fell.", now="Three fell.")


async def test_a_database_that_fails_is_no_fault_of_the_posts_looked_through(
    tmp_path: Path,
) -> None:
    path = migrated_file(tmp_path / "briefbot.db")
    async with Database.open(path, patience_seconds=0.3) as database:
        room = Room(database)
        await room.publish()
        await subscribed(database, slug=SLUG)
        await Plans(database).plan(room.now, on_time)
        await room.deliver()
        await room.publish(FIX, text="Three fell.")
        with locked(path), pytest.raises(StorageError):
            await room.chase.plan()
        assert await room.chase.plan() == 2
