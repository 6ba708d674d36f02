"""`briefbot demo`: a server with a curator and a reader, and the briefs of a folder."""

import asyncio
import signal
import time
import webbrowser
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import click
import discord
import structlog
import tzlocal
from discord import ui
from simcord import Env, GuildHandle, MemberActor

from bot.app import open_briefs
from bot.config import Settings
from bot.content.folder import BriefFolder, Listener, Reload
from bot.content.library import Library
from bot.demo.example import copy_example, is_bare
from bot.demo.notices import edited_in, elsewhere, reload_notice, welcome
from bot.demo.simulation import LivePage, simulated
from bot.gateway.client import Bot
from bot.gateway.connection import settle_memory
from bot.newsroom.newsroom import Newsroom, Terms
from bot.storage.database import Database
from bot.telemetry import configure_logs

log = structlog.get_logger()

Announce: TypeAlias = Callable[[ui.LayoutView], Coroutine[None, None, None]]


def with_example(folder: Path) -> Path:
    """A folder of briefs, with the shipped one in it where there was nothing; says so first.

    Raises:
        ConfigError: the example cannot be copied there.
    """
    if is_bare(folder):
        click.echo(
            f"There are no briefs here yet, so the example is copied to {folder.resolve()}. "
            "It is yours to edit or delete."
        )
        copy_example(folder)
    return folder


async def run(briefs: Path, *, port: int, browser: bool) -> None:
    """Serve the demo until it is ended in the browser or by Ctrl-C.

    Args:
        briefs: the folder of briefs.
        port: on this machine.
        browser: open the page.

    Raises:
        ConfigError: there is no valid brief.
        PortTakenError: something else listens there.
    """
    started = time.perf_counter()
    configure_logs("console", "warning")
    folder = open_briefs(Settings(briefs=briefs))
    bot = Bot()
    async with AsyncExitStack() as stack:
        data = stack.enter_context(TemporaryDirectory(prefix="briefbot-demo-"))
        database = await stack.enter_async_context(Database.open(str(Path(data) / "demo.db")))
        newsroom = Newsroom(database, folder, bot, Terms())
        bot.services = newsroom.services()
        env = await stack.enter_async_context(simulated(bot, check_errors=False))
        guild = env.create_guild("Newsroom (simulated)")
        channel = guild.create_text_channel("briefs")
        other = guild.create_text_channel("elsewhere")
        zone = tzlocal.get_localzone_name()
        people = _people(env, guild)
        page = LivePage(env, (channel, other), people, port=port, timezone=zone)
        live = await stack.enter_async_context(page)
        await live.as_bot(lambda: stack.enter_async_context(newsroom.working()))
        settle_memory()
        post = partial(_post, live, bot, channel.id)
        await post(welcome(folder.library, _editable(folder), live.urls[1]))
        await _post(live, bot, other.id, elsewhere(live.url))
        folder.start(_announcer(post, live, newsroom, folder))
        stack.callback(folder.stop)
        _say_where(live.urls, _editable(folder), time.perf_counter() - started)
        if browser:
            webbrowser.open(live.url)
        why = await why_ended(live)
    click.echo(f"The demo has ended: {why}.")


def _people(env: Env, guild: GuildHandle) -> list[MemberActor]:
    """A curator, who may manage the server, and a reader, who may not."""
    curators = guild.create_role("Curators", permissions=discord.Permissions(manage_guild=True))
    curator = env.create_user("curator", global_name="Kaja (curator)")
    reader = env.create_user("reader", global_name="Rui (reader)")
    return [guild.add_member(curator, roles=[curators]), guild.add_member(reader)]


async def _post(live: LivePage, bot: Bot, channel_id: int, view: ui.LayoutView) -> None:
    """What the bot says by itself."""
    channel = bot.get_partial_messageable(channel_id)
    await live.as_bot(lambda: channel.send(view=view))


def _announcer(post: Announce, live: LivePage, newsroom: Newsroom, folder: BriefFolder) -> Listener:
    """Publishes an edit, and says in the page what it changed: nobody reads a log there."""
    loop = asyncio.get_running_loop()
    before = folder.library

    def announce(reload: Reload) -> None:
        nonlocal before
        library, earlier = folder.library, before
        before = library
        asyncio.run_coroutine_threadsafe(tell(library, reload, earlier), loop)

    async def tell(library: Library, reload: Reload, earlier: Library) -> None:
        warnings = await live.as_bot(lambda: newsroom.publish(reload))
        await post(reload_notice(library, reload, earlier, warnings))

    return announce


def _editable(folder: BriefFolder) -> Path:
    """What to edit: the one file there is, or the folder of several."""
    held = [folder.held(slug) for slug in folder.library.slugs]
    return held[0].path if len(held) == 1 and held[0] is not None else folder.path


def _say_where(urls: Sequence[str], editable: Path, seconds: float) -> None:
    first, other = urls
    click.echo(
        f"Ready in {seconds:.1f} s: {first}\n"
        f"A second channel: {other}\n"
        f"Type /brief summary there, then edit {edited_in(editable)} and ask again.\n"
        "Press Ctrl-C to stop."
    )


async def why_ended(live: LivePage) -> str:
    """Why it ended, once it has: the page was closed for good, a signal came, or it failed."""
    loop = asyncio.get_running_loop()
    interrupted = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, interrupted.set)
    closing = asyncio.create_task(live.wait_closed())
    waiting = asyncio.create_task(interrupted.wait())
    await asyncio.wait((closing, waiting), return_when=asyncio.FIRST_COMPLETED)
    closing.cancel()
    waiting.cancel()
    await asyncio.wait((closing, waiting))
    if closing.cancelled():
        return "it was told to stop"
    if (error := closing.exception()) is None:
        return "its session was ended in the browser"
    log.error("demo_failed", exc_info=error)
    return f"its page failed ({type(error).__name__}), which is a bug; run it again"
