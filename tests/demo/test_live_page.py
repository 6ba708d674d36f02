"""The demo's page, as a browser tab speaks with it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from simcord import Env

from bot.content.folder import Reload
from bot.demo.notices import reload_notice, welcome
from bot.demo.simulation import LivePage, simulated
from bot.telemetry import PortTakenError
from tests.demo.ferry import SLUG, ferry
from tests.demo.newsroom import Briefs, Logs, Newsroom
from tests.demo.tab import Tab, opened
from tests.loopback.state import Json
from tests.making import document
from tests.waiting import until


class Demo:
    """A page of a newsroom's channel, open in a tab.

    Args:
        newsroom: that is shown.
        live: the page.
        tab: in which the manager looks at it.
    """

    def __init__(self, newsroom: Newsroom, live: LivePage, tab: Tab) -> None:
        self.newsroom = newsroom
        self.live = live
        self.tab = tab

    async def say(self, title: str) -> None:
        """Give the brief another title, and have the bot say so."""
        self.newsroom.briefs.save(SLUG, ferry(title=title))
        await self.post(Reload(changed=(SLUG,)))

    async def post(self, reload: Reload) -> None:
        """Have the bot say what an edit changed."""
        view = reload_notice(self.newsroom.briefs.folder.library, reload)
        channel = self.newsroom.env.bot.get_partial_messageable(self.newsroom.channel.id)
        await self.live.as_bot(lambda: channel.send(view=view))

    async def until_shown(self, text: str) -> None:
        """Look twenty times a second until it is there."""
        async with asyncio.timeout(5):
            while not any(text in shown for shown in self.tab.texts):
                await asyncio.sleep(0.05)  # a page has to ask, as a browser's does
                await self.tab.look()


# An Env among a test's fixtures would give the test its time; a browser has the machine's.
@pytest.fixture
async def demo(briefs: Briefs, logs: Logs) -> AsyncIterator[Demo]:
    async with simulated(briefs.bot()) as env:
        newsroom = Newsroom(env, briefs, logs)
        async with page_of(newsroom, env) as live, opened(live.url) as tab:
            yield Demo(newsroom, live, tab)
        assert not newsroom.bugs()


def page_of(newsroom: Newsroom, env: Env, port: int = 0) -> LivePage:
    people = [newsroom.manager, newsroom.reader]
    return LivePage(env, [newsroom.channel], people, port=port, timezone="Europe/Warsaw")


def is_taken(receipt: Json) -> bool:
    return not receipt["rejected"] and receipt["settlement"] == "settled"


async def test_a_command_is_answered_and_a_button_changes_the_answer(demo: Demo) -> None:
    assert is_taken(await demo.tab.ask("brief summary"))
    await demo.tab.look()
    assert "A car ferry ran aground" in demo.tab.texts[-1]
    assert is_taken(await demo.tab.press("Claims"))
    await demo.tab.look()
    assert "### Claims" in demo.tab.texts[-1]
    assert len(demo.tab.texts) == 1


async def test_what_the_bot_says_by_itself_is_shown_at_once(demo: Demo) -> None:
    await demo.say("Ferry afloat")
    await demo.tab.look()
    assert "Reloaded: **Ferry afloat**." in demo.tab.texts[-1]


async def test_a_new_brief_is_called_new_and_one_that_is_gone_by_its_title(demo: Demo) -> None:
    briefs = demo.newsroom.briefs
    before = briefs.folder.library
    briefs.save("pier", document(title="Pier"))
    after = briefs.folder.library
    new = reload_notice(after, Reload(changed=("pier", SLUG)), before)
    gone = reload_notice(before, Reload(removed=("pier",)), after)
    for view in (new, gone):
        await demo.newsroom.post(view)
    await demo.until_shown("Removed: **Pier**.")
    await demo.until_shown("New: **Pier**.")
    await demo.until_shown("Reloaded: **")


async def test_quotes_that_were_checked_anew_are_told(demo: Demo) -> None:
    library = demo.newsroom.briefs.folder.library
    await demo.newsroom.post(reload_notice(library, Reload(checked=(SLUG,))))
    await demo.until_shown("Quotes checked again: **")


async def test_what_happens_unasked_is_shown_soon(demo: Demo) -> None:
    await demo.newsroom.post(
        welcome(demo.newsroom.briefs.folder.library, demo.newsroom.briefs.path)
    )
    await demo.until_shown("ready to be asked about")


async def test_a_press_on_what_was_shown_before_the_bot_spoke_is_taken(demo: Demo) -> None:
    await demo.tab.ask("brief summary")
    await demo.tab.look()
    for title in ("Ferry afloat", "Ferry ashore"):
        await demo.say(title)
    assert is_taken(await demo.tab.press("Timeline"))
    await demo.tab.look()
    assert any("Ferry ashore" in text and "### Timeline" in text for text in demo.tab.texts)


async def test_a_press_is_taken_after_something_was_done_in_another_tab(demo: Demo) -> None:
    await demo.tab.ask("brief summary")
    await demo.tab.look()
    async with opened(demo.live.url) as other:
        assert is_taken(await other.ask("brief summary"))
        await demo.tab.look()
        assert is_taken(await demo.tab.press("Claims"))


async def test_many_actions_in_quick_succession_while_briefs_change_wedge_nothing(
    demo: Demo,
) -> None:
    await demo.tab.ask("brief summary")
    reloads: list[asyncio.Future[None]] = []
    loop = asyncio.get_running_loop()

    def announce(reload: Reload) -> None:
        reloads.append(
            asyncio.wrap_future(
                asyncio.run_coroutine_threadsafe(demo.post(reload), loop), loop=loop
            )
        )

    folder = demo.newsroom.briefs.folder
    folder.start(announce)
    try:
        for number in range(30):
            if number % 5 == 0:
                demo.newsroom.briefs.write("pier", document(title=f"Pier {number}"))
            await demo.tab.look()
            receipt = await demo.tab.choose(("Timeline", "Claims", "Quotes")[number % 3])
            assert is_taken(receipt), receipt["diagnostics"]
            await asyncio.sleep(0.02)  # a person's pace, so that the edits fall between
        await demo.until_shown("Pier 25")
    finally:
        folder.stop()
    await asyncio.gather(*reloads)
    await demo.tab.look()
    receipt = await demo.tab.choose("Timeline")
    assert is_taken(receipt), receipt["diagnostics"]


async def test_a_person_and_the_bot_may_act_at_the_same_time(demo: Demo) -> None:
    asked = asyncio.create_task(demo.tab.ask("quote"))
    await asyncio.gather(*(demo.say(f"Ferry {number}") for number in range(10)))
    assert is_taken(await asked)
    await demo.tab.look()
    assert len(demo.tab.texts) == 11


async def test_time_passes_as_it_does_on_the_machine(demo: Demo) -> None:
    env = demo.newsroom.env
    start = env.now()
    async with asyncio.timeout(5):
        while env.now() - start < timedelta(seconds=1):
            await demo.tab.look()


async def test_work_that_takes_longer_than_the_bot_is_given_does_not_end_it(
    briefs: Briefs, logs: Logs
) -> None:
    async with (
        simulated(briefs.bot(), settle_seconds=0.2) as env,
        page_of(Newsroom(env, briefs, logs), env) as live,
    ):
        ready = asyncio.get_running_loop().create_future()
        with env._bot_scope():  # pyright: ignore[reportPrivateUsage] -- as the bot's own task
            at_work = asyncio.create_task(_wait_for(ready))
        closing = asyncio.create_task(live.wait_closed())
        # Time passes each second: some turns at which it would end.
        assert await asyncio.wait((closing,), timeout=3) == (set(), {closing})
        ready.set_result(None)
        await at_work
        start = env.now()
        await until(lambda: env.now() - start >= timedelta(seconds=2))
        closing.cancel()


async def _wait_for(ready: asyncio.Future[None]) -> None:
    await ready


async def test_it_ends_when_the_session_is_ended_in_the_browser(demo: Demo) -> None:
    closing = asyncio.create_task(demo.live.wait_closed())
    await asyncio.sleep(0)  # it has begun to wait
    assert not closing.done()
    await demo.tab.act("close")
    await asyncio.wait_for(closing, 5)


async def test_a_port_that_is_taken_is_explained(briefs: Briefs, logs: Logs) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        async with simulated(briefs.bot()) as env:
            live = page_of(Newsroom(env, briefs, logs), env, port)
            with pytest.raises(PortTakenError, match=f"Port {port} .* choose another with --port"):
                await live.__aenter__()
