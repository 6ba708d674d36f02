"""A simulated Discord for the tests of commands, answers, views and the demo."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from discord import app_commands
from hypothesis import settings
from simcord import Env, interactions
from simcord.interactions import base_payload
from structlog.testing import capture_logs

from bot.content.folder import Reload
from bot.demo.simulation import simulated
from bot.newsroom import newsroom as delivery
from bot.storage.database import Database
from tests.demo.desk import START, Desk
from tests.demo.ferry import SLUG, ferry
from tests.demo.newsroom import Briefs, Logs, Newsroom
from tests.loopback.desk import Desk as ProcessDesk
from tests.loopback.scene import Scene
from tests.loopback.server import Loopback
from tests.openapi.simulation import checked
from tests.storage.migrated import migrated_file
from tests.storage.postgres import Postgres, serving

# Each test that draws its examples draws so many, unless it says otherwise.
settings.register_profile("suite", max_examples=20)
settings.load_profile("suite")

# Longer than the busiest machine takes for an answer.
SETTLE_SECONDS = 30


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
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty one, of SQLite."""
    async with Database.open(migrated_file(tmp_path / "data" / "briefbot.db")) as database:
        yield database


@pytest.fixture
def briefs(tmp_path: Path, database: Database) -> Briefs:
    """A folder with one brief."""
    kept = Briefs(tmp_path, database)
    kept.save(SLUG, ferry())
    return kept


@pytest.fixture
async def env(briefs: Briefs, logs: Logs) -> AsyncIterator[Env]:
    """A Discord with the bot in it; what nobody answered fails at the end."""
    del logs  # from the start on
    async with simulated(briefs.bot(), check_errors=False, settle_seconds=SETTLE_SECONDS) as env:
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
async def desk(database: Database, briefs: Briefs, logs: Logs) -> AsyncIterator[Desk]:
    """A server whose manager subscribes, with an outbox that delivers when told to."""
    bot = briefs.bot()
    async with simulated(bot, now=START, check_errors=False, settle_seconds=SETTLE_SECONDS) as env:
        desk = Desk(Newsroom(env, briefs, logs), database)
        terms = delivery.Terms(clock=lambda: desk.now, per_second=1000)
        desk.digests = delivery.Newsroom(database, briefs.folder, bot, terms)
        bot.services = desk.digests.services()
        await desk.digests.publish(Reload(changed=(SLUG,)))
        yield desk
    assert not desk.room.bugs()


@pytest.fixture
async def process_desk(tmp_path: Path) -> AsyncIterator[ProcessDesk]:
    """A subscription of the real process, which is not running yet."""
    async with Loopback() as discord:
        scene = Scene(discord, tmp_path)
        async with Database.open(migrated_file(scene.data / "briefbot.db")) as database:
            yield ProcessDesk(scene, database)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server, one for each process that runs tests."""
    with serving() as server:
        yield server
        asyncio.run(server.clean())


@pytest.fixture
async def postgres_address(postgres: Postgres) -> AsyncIterator[str]:
    """A new, empty database."""
    async with postgres.database() as address:
        yield address
