"""Builds every part, and closes them in reverse."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncGenerator, Coroutine, Generator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import structlog
from discord.http import Route

from bot.config import ConfigError, Settings
from bot.content.folder import BriefFolder, Listener
from bot.content.problems import first_of_each
from bot.gateway.client import Bot
from bot.gateway.connection import connect
from bot.gateway.refusals import REFUSED
from bot.newsroom.checkup import Checkup
from bot.newsroom.newsroom import Newsroom, Terms
from bot.storage.database import Database
from bot.storage.marker import Marker
from bot.storage.probe import Probe
from bot.telemetry import serve_health

log = structlog.get_logger()

T = TypeVar("T")

# How long a database that is locked or away at the start is waited for.
_OPENING_SECONDS = 60.0


def open_briefs(settings: Settings) -> BriefFolder:
    """The folder of briefs, loaded. What is invalid is logged; the others serve.

    Raises:
        ConfigError: there is not one valid brief; with the reasons.
    """
    folder = BriefFolder(settings.briefs)
    if not settings.briefs.is_dir():
        raise ConfigError(f"There is no folder {settings.briefs}: set BRIEFS to the right one.")
    folder.load()
    if not folder.library.briefs:
        reasons = "\n".join(problem.shown for problem in first_of_each(folder.problems))
        raise ConfigError(f"No valid brief in {settings.briefs}.\n{reasons}".rstrip())
    return folder


def _make_data_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"DATA: the folder {path} cannot be created: {error.strerror}.") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise ConfigError(f"DATA: the bot may not write to the folder {path}.")


async def run(settings: Settings) -> None:
    """Serve until a signal ends it.

    Raises:
        ConfigError: something that an operator has to put right.
        UnavailableError: the database is locked or away, and stays so.
        StorageError: the database cannot be used.
    """
    token = settings.token()
    folder = open_briefs(settings)
    _make_data_folder(settings.data)
    Route.BASE = settings.discord_api
    async with AsyncExitStack() as stack:
        stopped = asyncio.Event()
        stack.enter_context(_stopping(stopped))
        opening = stack.enter_async_context(_database(settings))
        database = await _unless(stopped, opening)
        if database is None:
            log.info("stopped")
            return
        bot = Bot(synced=settings.data / "commands.sha256")
        newsroom = Newsroom(database, folder, bot, _terms(settings))
        bot.services = newsroom.services()
        if settings.health_port:
            checkup = Checkup(bot, newsroom, Probe(database))
            health = await serve_health(settings.health_port, checkup.health)
            stack.push_async_callback(health.cleanup)
            await stack.enter_async_context(_beside(checkup.keep_looking()))
        await stack.enter_async_context(newsroom.recording())
        folder.start(_publisher(newsroom))
        stack.callback(folder.stop)
        await stack.enter_async_context(bot)
        await _serve(bot, newsroom, token, stopped)
    log.info("stopped")


def _database(settings: Settings) -> AbstractAsyncContextManager[Database]:
    marker = Marker(settings.data / "database.txt")
    return Database.open(settings.database, opening_seconds=_OPENING_SECONDS, marker=marker)


async def _unless(stopped: asyncio.Event, work: Coroutine[None, None, T]) -> T | None:
    """What some work comes to; None where a signal comes first, which ends it."""
    working = asyncio.create_task(work)
    waiting = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
    if working.done():
        return working.result()
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working
    return None


def _terms(settings: Settings) -> Terms:
    return Terms(
        per_server=settings.digests_per_server,
        per_second=settings.digests_per_second,
        skip_after=timedelta(hours=settings.skip_after_hours),
        quiet_slots=settings.quiet_slots,
        settle=timedelta(minutes=settings.settle_minutes),
    )


def _publisher(newsroom: Newsroom) -> Listener:
    """Hands what the folder's thread saw to the event loop."""
    loop = asyncio.get_running_loop()
    return lambda reload: newsroom.publish_soon(reload, loop)


async def _serve(bot: Bot, newsroom: Newsroom, token: str, stopped: asyncio.Event) -> None:
    """Stay connected until told to stop, or until serving ends by itself with an error."""
    waiting = asyncio.create_task(stopped.wait())
    serving = asyncio.create_task(connect(bot, token))
    delivering = asyncio.create_task(_deliver(bot, newsroom))
    tasks = (waiting, serving, delivering)
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            log.info("stopping")
    finally:
        waiting.cancel()
        # First what is under way, which needs the connection.
        delivering.cancel()
        await asyncio.wait([delivering])
        await bot.close()
        serving.cancel()
        await asyncio.wait([serving])
    for task in (serving, delivering):
        _look_at(task, ended_itself=task in ended)


def _look_at(task: asyncio.Task[Any], *, ended_itself: bool) -> None:
    """Raise what ended everything; log what only went wrong on the way out."""
    if task.cancelled():
        return
    if ended_itself:
        task.result()
    elif error := task.exception():
        log.warning("stopping_failed", reason=repr(error))


async def _deliver(bot: Bot, newsroom: Newsroom) -> None:
    """Deliver digests once we are connected.

    Raises:
        ConfigError: Discord refuses the token.
    """
    await bot.serving.wait()
    bot.add_listener(newsroom.left, "on_guild_remove")
    bot.add_listener(newsroom.returned, "on_guild_join")
    async with newsroom.working():
        await newsroom.courier.refused_token.wait()
    raise ConfigError(REFUSED)


@contextlib.asynccontextmanager
async def _beside(work: Coroutine[None, None, None]) -> AsyncGenerator[None]:
    """Have something done until the end."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


@contextlib.contextmanager
def _stopping(stopped: asyncio.Event) -> Generator[None]:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
