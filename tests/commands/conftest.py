"""The desk that tests of digests and corrections work at."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import newsroom as delivery
from bot.content.folder import Reload
from bot.demo.simulation import simulated
from bot.storage.database import Database
from tests.commands.desk import START, Desk
from tests.demo.ferry import SLUG
from tests.demo.newsroom import Briefs, Logs, Newsroom
from tests.storage.migrated import migrated_file


@pytest.fixture
async def desk(tmp_path: Path, briefs: Briefs, logs: Logs) -> AsyncIterator[Desk]:
    bot = briefs.bot()
    async with Database.open(migrated_file(tmp_path / "data" / "briefbot.db")) as database:
        async with simulated(bot, now=START, check_errors=False) as env:
            desk = Desk(Newsroom(env, briefs, logs), database)
            terms = delivery.Terms(clock=lambda: desk.now, per_second=1000)
            desk.digests = delivery.Newsroom(database, briefs.folder, bot, terms)
            bot.services = desk.digests.services()
            await desk.digests.publish(Reload(changed=(SLUG,)))
            yield desk
        assert not desk.room.bugs()
