"""The demo says why it ended."""

import asyncio
import os
import signal

import pytest
from simcord import Env

from bot.demo.run import why_ended
from bot.demo.simulation import simulated
from tests.demo.newsroom import Briefs, Logs, Newsroom
from tests.demo.tab import opened
from tests.demo.test_live_page import page_of


async def test_it_tells_of_a_session_that_was_ended_in_the_browser(
    briefs: Briefs, logs: Logs
) -> None:
    async with simulated(briefs.bot()) as env:
        newsroom = Newsroom(env, briefs, logs)
        async with page_of(newsroom, env) as live, opened(live.url) as tab:
            ended = asyncio.create_task(why_ended(live))
            await tab.act("close")
            assert await ended == "its session was ended in the browser"


async def test_it_tells_of_a_signal(briefs: Briefs, logs: Logs) -> None:
    async with (
        simulated(briefs.bot()) as env,
        page_of(Newsroom(env, briefs, logs), env) as live,
    ):
        ended = asyncio.create_task(why_ended(live))
        await asyncio.sleep(0)  # it listens from then on
        os.kill(os.getpid(), signal.SIGTERM)
        assert await ended == "it was told to stop"


async def test_it_tells_of_an_error_and_logs_it(
    briefs: Briefs, logs: Logs, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_env: Env, _seconds: float) -> None:
        raise RuntimeError("time stands still")

    async with simulated(briefs.bot()) as env:
        newsroom = Newsroom(env, briefs, logs)
        async with page_of(newsroom, env) as live:
            monkeypatch.setattr(Env, "advance_time", fail)
            said = await why_ended(live)
            monkeypatch.undo()
    assert said == "its page failed (RuntimeError), which is a bug; run it again"
    (line,) = newsroom.bugs()
    assert line["event"] == "demo_failed"
    assert "time stands still" in repr(line["exc_info"])
