"""A simulated Discord for the tests of commands, views and the demo."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from discord import app_commands
from simcord import Env, interactions
from simcord.interactions import base_payload
from structlog.testing import capture_logs

from bot.content.folder import Reload
from bot.demo.simulation import simulated
from bot.newsroom import newsroom as delivery
from bot.storage.database import Database
from tests.demo.desk import START
from tests.demo.desk import Desk as NewsDesk
from tests.demo.ferry import SLUG, ferry
from tests.demo.newsroom import Briefs, Logs, Newsroom
from tests.loopback.desk import Desk
from tests.loopback.scene import Scene
from tests.loopback.server import Loopback
from tests.openapi.simulation import checked
from tests.storage.migrated import migrated_file
from tests.storage.postgres import Postgres, serving


@pytest.fixture(autouse=True)
def accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever Discord would refuse of a bot's requests fails the test when SimCord ends."""
    monkeypatch.setattr(Env, "shutdown", checked(Env.shutdown))


@pytest.fixture
def logs() -> Iterator[Logs]:
    """What is logged."""
    with capture_logs() as logged:
        yield logged


@pytest.fixture
def briefs(tmp_path: Path) -> Briefs:
    """A folder with one brief."""
    kept = Briefs(tmp_path)
    kept.save(SLUG, ferry())
    return kept


@pytest.fixture
async def env(briefs: Briefs, logs: Logs) -> AsyncIterator[Env]:
    """A Discord with the bot in it; what nobody answered fails at the end."""
    del logs  # from the start on
    async with simulated(briefs.bot(), check_errors=False) as env:
        yield env
    # SimCord notes what commands raised as well; that is answered, and logged where it is a bug.
    escaped = [error for error in env.errors if not isinstance(error, app_commands.AppCommandError)]
    assert not escaped


@pytest.fixture
def newsroom(env: Env, briefs: Briefs, logs: Logs) -> Iterator[Newsroom]:
    """A server; what a test does not expect to be logged as a bug fails it at the end."""
    newsroom = Newsroom(env, briefs, logs)
    yield newsroom
    assert not newsroom.bugs()


@pytest.fixture
async def desk(tmp_path: Path, briefs: Briefs, logs: Logs) -> AsyncIterator[NewsDesk]:
    """The desk that tests of digests and corrections work at."""
    bot = briefs.bot()
    async with Database.open(migrated_file(tmp_path / "data" / "briefbot.db")) as database:
        async with simulated(bot, now=START, check_errors=False) as env:
            desk = NewsDesk(Newsroom(env, briefs, logs), database)
            terms = delivery.Terms(clock=lambda: desk.now, per_second=1000)
            desk.digests = delivery.Newsroom(database, briefs.folder, bot, terms)
            bot.services = desk.digests.services()
            await desk.digests.publish(Reload(changed=(SLUG,)))
            yield desk
        assert not desk.room.bugs()


@pytest.fixture
def as_user_app(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes what follows happen in a server that the bot is not in, by whoever installed it.

    SimCord knows no such place: it says so of its own servers.
    """

    def outside(*asked: Any, **named: Any) -> tuple[Any, dict[str, Any]]:  # noqa: ANN401 -- as SimCord has it
        record, payload = base_payload(*asked, **named)
        installed = {"1": str(named["user_id"])}
        payload |= {"context": 0, "authorizing_integration_owners": installed}
        payload["guild_id"] = "1"
        return record, payload

    return lambda: monkeypatch.setattr(interactions, "base_payload", outside)


@pytest.fixture
async def process_desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A subscription of the real process, which is not running yet."""
    async with Loopback() as discord:
        scene = Scene(discord, tmp_path)
        async with Database.open(migrated_file(scene.data / "briefbot.db")) as database:
            yield Desk(scene, database)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server, one for each process that runs tests."""
    with serving() as server:
        yield server
        asyncio.run(server.clean())
