"""What Discord's answers come to for a delivery, over real sockets."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from discord.http import Route

from bot.delivery.poster import BusyError, UncertainError
from bot.domain.obstacles import Obstacle
from bot.gateway.poster import DiscordPoster
from tests.loopback.server import Loopback
from tests.loopback.state import TOKEN, Fault

CHANNEL, MESSAGE, GUILD = 1_130_000_000_000_000_001, 1_140_000_000_000_000_001, 1_120_000_000_000


@pytest.fixture
async def loopback(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Loopback]:
    """A Discord on this machine."""
    async with Loopback() as loopback:
        monkeypatch.setattr(Route, "BASE", loopback.address)
        yield loopback


@pytest.fixture
async def poster(loopback: Loopback) -> AsyncIterator[DiscordPoster]:
    """Logged in, and told of nothing by the gateway."""
    del loopback  # is there first
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(TOKEN)
        yield DiscordPoster(client)


async def post(poster: DiscordPoster) -> object:
    return await poster.post(CHANNEL, {"content": "news"}, "nonce")


async def edit(poster: DiscordPoster) -> object:
    return await poster.edit(CHANNEL, MESSAGE, {"content": "news"})


async def publish(poster: DiscordPoster) -> object:
    return await poster.publish(CHANNEL, MESSAGE)


@pytest.mark.parametrize(("ask", "seconds"), [(post, 60), (edit, 600), (publish, 60)])
async def test_a_limit_that_names_no_time_is_waited_out(
    loopback: Loopback,
    poster: DiscordPoster,
    ask: Callable[[DiscordPoster], Awaitable[object]],
    seconds: float,
) -> None:
    body: dict[str, Any] = {"code": 20016, "message": "Slowly"}
    headers = {"Via": "1.1 loopback"}
    for method in ("POST", "PATCH"):
        loopback.state.faults.append(
            Fault(method, ".*/messages.*", status=429, body=body, headers=headers)
        )
    with pytest.raises(BusyError) as busy:
        await ask(poster)
    assert busy.value.seconds == seconds


async def test_whether_a_thread_may_be_read_is_not_known_while_its_channel_is_not(
    loopback: Loopback, poster: DiscordPoster
) -> None:
    thread: dict[str, Any] = {
        "id": str(CHANNEL), "type": 11, "guild_id": str(GUILD), "parent_id": "1", "owner_id": "2",
        "name": "ferry", "message_count": 0, "member_count": 0,
        "thread_metadata": {
            "archived": False, "auto_archive_duration": 60, "locked": False,
            "archive_timestamp": "2026-11-20T09:00:00+00:00",
        },
    }  # fmt: skip
    loopback.state.faults.append(Fault("GET", f".*/channels/{CHANNEL}", status=200, body=thread))
    with pytest.raises(UncertainError) as unknown:
        await poster.find(CHANNEL, "mark", datetime(2026, 11, 20, tzinfo=UTC))
    assert unknown.value.cause.obstacle is Obstacle.CHANNEL_UNKNOWN
