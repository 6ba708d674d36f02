"""`briefbot run` notices who left it or has it back: the real process, on a socket."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.subscription import Subscription
from bot.storage.servers import Servers
from bot.storage.subscriptions import Subscriptions
from bot.storage.suspensions import LEFT
from tests.loopback.desk import Desk
from tests.loopback.payloads import CHANNEL_ID, GUILD_ID, channel, guild
from tests.loopback.state import Fault

pytestmark = pytest.mark.slow

HERE = int(GUILD_ID)
ELSEWHERE = HERE + 1
ASKED = f"/guilds/{ELSEWHERE}"
HOUR = timedelta(hours=1)


async def elsewhere(desk: Desk) -> Subscription:
    """One of a server that the bot is not told of when it connects."""
    return await desk.subscribe(due_in=HOUR, guild_id=ELSEWHERE)


async def test_a_server_that_threw_the_bot_out_while_it_was_down_is_noticed_at_the_start(
    process_desk: Desk,
) -> None:
    theirs = await elsewhere(process_desk)
    ours = await process_desk.subscribe(due_in=HOUR)
    unknown = {"code": 10004, "message": "Unknown Guild"}
    process_desk.state.faults.append(Fault("GET", ASKED, status=404, body=unknown))
    async with process_desk.scene.start() as process:
        noticed = await process.logged("server_left")
        assert await process.stop() == 0
    assert process.is_clean
    assert noticed["server"] == ELSEWHERE
    kept = await Subscriptions(process_desk.database).of_ids([theirs.id, ours.id])
    assert kept[theirs.id].suspended_reason == LEFT
    assert kept[ours.id].suspended_reason is None
    # Who it is still in was not asked for.
    assert process_desk.state.asked("GET", f"/guilds/{HERE}") == []


async def test_a_server_that_discord_cannot_tell_of_keeps_its_digests(
    process_desk: Desk,
) -> None:
    theirs = await elsewhere(process_desk)
    process_desk.state.faults.append(Fault("GET", ASKED, status=503))
    async with process_desk.scene.start() as process:
        await process_desk.state.until(lambda: process_desk.state.asked("GET", ASKED) or None)
        assert await process.stop() == 0
    (kept,) = await Subscriptions(process_desk.database).of_guild(theirs.guild_id)
    assert kept.suspended_reason is None


async def test_a_server_that_had_the_bot_back_while_it_was_down_gets_its_digest(
    process_desk: Desk,
) -> None:
    subscription = await process_desk.subscribe()
    # Longer ago than servers are kept: it must be seen to be back before anything is forgotten.
    long_ago = datetime.now(UTC) - timedelta(days=31)
    await Servers(process_desk.database).left(HERE, long_ago)
    async with process_desk.scene.start() as process:
        await process.logged("server_returned")
        await process.logged("delivery_sent", seconds=30)
        assert await process.stop() == 0
    assert process.is_clean
    assert len(process_desk.posted()) == 1
    assert (await process_desk.look(subscription)).suspended_reason is None


async def test_a_kick_stops_the_digests_an_outage_does_not_and_coming_back_frees_them(
    process_desk: Desk,
) -> None:
    subscription = await process_desk.subscribe(due_in=HOUR)
    gateway = process_desk.scene.discord.gateway
    here = guild([channel(CHANNEL_ID)])
    joined = {name: value for name, value in here.items() if name != "unavailable"}
    async with process_desk.scene.start() as process:
        await process.logged("revision_recorded")
        await gateway.dispatch("GUILD_DELETE", {"id": GUILD_ID, "unavailable": True})
        await gateway.dispatch("GUILD_CREATE", here)
        # An outage stops nothing, or this would come too late.
        await process_desk.make_due(subscription)
        await process.logged("delivery_sent", seconds=30)
        before = await process_desk.look(subscription)
        await gateway.dispatch("GUILD_DELETE", {"id": GUILD_ID})
        stopped = await _once(process_desk, subscription, LEFT)
        assert stopped == replace(
            before, suspended_reason=LEFT, suspended_at=stopped.suspended_at, told=True
        )
        await gateway.dispatch("GUILD_CREATE", joined)
        assert await _once(process_desk, subscription, None) == before
        assert await process.stop() == 0
    assert process.is_clean


async def _once(desk: Desk, subscription: Subscription, reason: str | None) -> Subscription:
    """It, once it is stopped for that reason."""
    for _ in range(200):
        found = await desk.look(subscription)
        if found.suspended_reason == reason:
            return found
        await asyncio.sleep(0.05)  # a database tells nobody that it was written to
    raise AssertionError(f"never stopped for {reason}")
