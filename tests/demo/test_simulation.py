"""Canaries: each of our additions to SimCord's inside, and that SimCord still needs it.

One that fails with a new SimCord names what can go from `bot.demo.simulation` or the fixtures.
"""

import asyncio
import inspect
import re
from collections.abc import Callable
from datetime import UTC, datetime

import discord
import pytest
from simcord import Env, SetupError

from bot.demo.simulation import simulated
from bot.services import ServingClient
from tests.demo.newsroom import Briefs, Logs, Newsroom
from tests.demo.tab import opened

NOW = datetime(2027, 5, 4, 12, 30, tzinfo=UTC)


async def test_an_answer_is_awaited_no_longer_than_it_takes(newsroom: Newsroom) -> None:
    declared = inspect.getsource(Env._settle_internal)  # pyright: ignore[reportPrivateUsage] -- what we change
    assert re.search(r"\bidle: float = 0\.05\b", declared)
    loop = asyncio.get_running_loop()
    seconds: list[float] = []
    for _ in range(10):  # the best of ten, as others may be at work here
        start = loop.time()
        await newsroom.offered("brief summary", "brief", "ferry")
        seconds.append(loop.time() - start)
    assert min(seconds) < 0.05


async def test_the_simulated_time_begins_when_we_say(briefs: Briefs, logs: Logs) -> None:
    assert Env(briefs.bot()).now() == datetime(2026, 1, 1, tzinfo=UTC)
    async with simulated(briefs.bot(), now=NOW) as env:
        assert env.now() == NOW
        answer = await Newsroom(env, briefs, logs).ask("brief summary")
        assert answer.message.message.created_at.replace(microsecond=0) == NOW


async def test_the_bot_goes_by_its_own_name(briefs: Briefs) -> None:
    bot = briefs.bot()
    assert Env(bot).backend.bot_user.name != "briefbot"
    async with simulated(bot):
        assert bot.user is not None
        assert bot.user.name == "briefbot"


async def test_the_bot_is_closed_at_the_end(briefs: Briefs) -> None:
    left = briefs.bot()
    env = Env(left)
    await env.start()
    await env.shutdown()
    assert not left.is_closed()
    await left.close()
    ended = briefs.bot()
    async with simulated(ended):
        assert not ended.is_closed()
    assert ended.is_closed()


async def test_a_bug_of_the_bot_s_fails_who_asked_for_that(briefs: Briefs) -> None:
    with pytest.raises(ExceptionGroup) as raised:
        async with simulated(briefs.bot()) as env:
            env._record_error(ZeroDivisionError())  # pyright: ignore[reportPrivateUsage] -- as a task that failed
    assert isinstance(raised.value.exceptions[0], ZeroDivisionError)


async def test_two_things_at_once_are_refused_so_we_keep_them_apart(newsroom: Newsroom) -> None:
    asked = asyncio.create_task(newsroom.ask("brief summary"))
    await asyncio.sleep(0)  # it is under way
    with pytest.raises(SetupError, match="overlaps"):
        await newsroom.env.advance_time(1)
    await asked


async def test_time_does_not_pass_by_itself_so_we_let_it_pass(newsroom: Newsroom) -> None:
    before = newsroom.env.now()
    await asyncio.sleep(0.02)  # what would pass by itself
    assert newsroom.env.now() == before


async def test_a_page_shows_what_happened_unasked_only_after_a_refresh(newsroom: Newsroom) -> None:
    preview = newsroom.env.preview(newsroom.channel, viewers=[newsroom.reader], layout="channel")
    async with preview, opened(preview.url) as tab:
        await newsroom.ask("brief summary")
        await tab.look()
        assert tab.texts == []
        await preview.refresh()
        await tab.look()
        assert "A car ferry ran aground" in tab.texts[0]
        await preview.refresh()
        receipt = await tab.press("Claims")
        assert receipt["rejected"]
        assert [found["code"] for found in receipt["diagnostics"]] == ["stale-revision"]


async def test_simcord_has_no_server_without_the_bot_so_we_make_one(
    newsroom: Newsroom, as_user_app: Callable[[], None]
) -> None:
    seen: list[discord.Interaction] = []

    async def note(interaction: discord.Interaction) -> None:
        seen.append(interaction)

    assert isinstance(newsroom.env.bot, ServingClient)
    newsroom.env.bot.add_listener(note, "on_interaction")
    await newsroom.ask("brief summary")
    as_user_app()
    await newsroom.ask("brief summary")
    known, unknown = seen
    assert known.guild in newsroom.env.bot.guilds
    assert not known.is_guild_integration()
    assert unknown.guild_id is not None
    assert unknown.guild not in newsroom.env.bot.guilds
    assert unknown.is_user_integration()
