"""What goes wrong is answered once, to the asker alone, and nothing is raised out."""

import re
from collections.abc import Generator
from contextlib import contextmanager

import aiohttp
import pytest
import simcord.http.client

from bot.content.library import Library
from bot.domain.errors import UserError
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.registry import registered, shows
from bot.views.showing import PRESENT, Showing
from tests.demo.newsroom import Newsroom

TOO_LATE = [10008, 10015, 10062, 40060, 50027]


@contextmanager
def summaries_raise(error: Exception) -> Generator[None]:
    """A bug in one view."""
    whole = registered()["summary"]

    @shows("summary")
    def broken(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
        del library, place, showing
        raise error

    try:
        yield
    finally:
        shows("summary")(whole)


async def test_a_bug_in_a_command_is_answered_with_a_reference_that_stands_in_the_log(
    newsroom: Newsroom,
) -> None:
    bug = ZeroDivisionError("never shown")
    with summaries_raise(bug):
        answer = await newsroom.ask("brief summary")
    found = re.search(r"reference: `(\d+)`", answer.text)
    assert found
    assert answer.is_private
    assert "never shown" not in answer.text
    (logged,) = newsroom.bugs()
    assert logged["interaction"] == int(found[1])
    assert logged["exc_info"] is bug


async def test_a_bug_behind_a_button_is_answered_with_a_reference_too(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief timeline")
    with summaries_raise(ZeroDivisionError()):
        after = await answer.choose("Summary", newsroom.reader)
    (logged,) = newsroom.bugs()
    assert f"`{logged['interaction']}`" in after.text
    assert after.is_private
    assert "### Timeline" in answer.text


async def test_a_refusal_is_no_bug(newsroom: Newsroom) -> None:
    with summaries_raise(UserError("Not *today*.")):
        answer = await newsroom.ask("brief summary")
    assert answer.text == "Not \\*today\\*."
    assert newsroom.bugs() == []


@pytest.mark.parametrize("code", TOO_LATE)
async def test_where_it_is_too_late_to_answer_nothing_more_is_tried(
    newsroom: Newsroom, code: int
) -> None:
    before = await newsroom.ask("brief summary")
    for act in (
        lambda: newsroom.reader.slash(newsroom.channel, "brief claims"),
        lambda: newsroom.reader.click(before.message, label="Claims"),
    ):
        sent = len(newsroom.env.http_requests)
        newsroom.env.inject_error("POST", "/interactions/*/callback", status=404, code=code)
        result = await act()
        assert result.response is None
        assert len(newsroom.env.http_requests) == sent + 1
        assert newsroom.logs[-1]["event"] == "interaction_too_late"


@pytest.mark.parametrize("code", [10003, 50001, 50013])
async def test_where_the_bot_may_not_answer_the_asker_is_told(
    newsroom: Newsroom, code: int
) -> None:
    answer = await newsroom.ask("brief summary")
    newsroom.env.inject_error("POST", "/interactions/*/callback", status=403, code=code)
    refused = await answer.press("Post to channel", newsroom.reader)
    assert "I am not allowed to do that in this channel." in refused.text
    assert refused.is_private
    assert newsroom.logs[-1]["event"] == "missing_permission"


async def test_where_the_answer_to_an_error_fails_as_well_it_is_left_at_that(
    newsroom: Newsroom,
) -> None:
    answer = await newsroom.ask("brief summary")
    sent = len(newsroom.env.http_requests)
    newsroom.env.inject_error(
        "POST", "/interactions/*/callback", status=403, code=50013, times=None
    )
    await newsroom.reader.click(answer.message, label="Claims")
    await newsroom.ask_in_vain("brief claims")
    assert len(newsroom.env.http_requests) == sent + 4
    assert newsroom.logs[-1]["event"] == "error_reply_failed"


async def test_a_network_that_is_down_is_logged_and_nothing_is_raised_out(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await newsroom.ask("brief summary")

    async def unreachable(*_asked: object, **_named: object) -> None:
        raise aiohttp.ClientOSError(104, "Connection reset by peer")

    monkeypatch.setattr(simcord.http.client.FakeWebhookAdapter, "request", unreachable)
    await newsroom.reader.click(answer.message, label="Claims")
    await newsroom.ask_in_vain("brief claims")
    assert len(newsroom.bugs()) == 2
    assert newsroom.logs[-1]["event"] == "error_reply_failed"
