"""Builds every part, and closes them in reverse."""

import asyncio
import contextlib
import math
import os
import signal
from collections.abc import Generator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import structlog
from discord.http import Route

from bot.config import ConfigError, Settings
from bot.content.folder import BriefFolder, Listener
from bot.content.problems import shortened
from bot.gateway.client import Bot
from bot.gateway.connection import REFUSED, connect
from bot.newsroom.newsroom import Newsroom, Terms
from bot.services import Services
from bot.storage.database import Database
from bot.telemetry import Health, serve_health

log = structlog.get_logger()


def open_briefs(settings: Settings) -> BriefFolder:
    """The folder of briefs, loaded. What is invalid is logged; the others serve.

    Raises:
        ConfigError: there is not one valid brief; with the reasons.
    """
    folder = BriefFolder(settings.briefs)
    if not settings.briefs.is_dir():
        raise ConfigError(f"There is no folder {settings.briefs}: set BRIEFS to where they are.")
    folder.load()
    if not folder.library.briefs:
        reasons = "\n".join(problem.shown for problem in shortened(folder.problems))
        raise ConfigError(f"No valid brief in {settings.briefs}.\n{reasons}".rstrip())
    return folder


def _make_data_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"DATA: the folder {path} cannot be made: {error.strerror}.") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise ConfigError(f"DATA: nothing can be written to the folder {path}.")


async def run(settings: Settings) -> None:
    """Serve until a signal ends it.

    Raises:
        ConfigError: something that an operator has to put right.
        StorageError: the database cannot be used.
    """
    token = settings.token()
    folder = open_briefs(settings)
    _make_data_folder(settings.data)
    Route.BASE = settings.discord_api
    async with AsyncExitStack() as stack:
        stopped = asyncio.Event()
        stack.enter_context(_stopping(stopped))
        database = await stack.enter_async_context(Database.open(settings.database))
        bot = Bot(Services(folder), synced=settings.data / "commands.sha256")
        newsroom = Newsroom(database, folder, bot, _terms(settings))
        bot.services = newsroom.services()
        if settings.health_port:
            health = await serve_health(settings.health_port, lambda: _health(bot))
            stack.push_async_callback(health.cleanup)
        await stack.enter_async_context(newsroom.recording())
        folder.start(_publisher(newsroom))
        stack.callback(folder.stop)
        await stack.enter_async_context(bot)
        await _serve(bot, newsroom, token, stopped)
    log.info("stopped")


def _terms(settings: Settings) -> Terms:
    return Terms(
        per_server=settings.digests_per_server,
        per_second=settings.digests_per_second,
        skip_after=timedelta(hours=settings.skip_after_hours),
        quiet_slots=settings.quiet_slots,
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
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    if waiting.done():
        log.info("stopping")
    waiting.cancel()
    delivering.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await delivering
    await bot.close()
    serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving


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


def _health(bot: Bot) -> Health:
    folder = bot.services.folder
    # Once ready, discord.py calls itself so for ever; what tells is the connection.
    connected = bot.is_ready() and not bot.is_closed() and bot.ws.open
    is_measured = connected and math.isfinite(bot.latency)
    return {
        "ok": connected,
        "reason": "" if connected else "not connected to Discord",
        "latency_ms": round(bot.latency * 1000) if is_measured else None,
        "briefs": len(folder.library.briefs),
        "invalid_files": len({problem.path for problem in folder.problems}),
    }
