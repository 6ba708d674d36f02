"""Servers that the bot was thrown out of unseen, and came back to."""

# What happened while nobody was connected is made by hand.
# pyright: reportPrivateUsage=false

from datetime import timedelta

import discord
import pytest

from bot.storage.suspensions import LEFT
from tests.demo.desk import Desk
from tests.newsroom.keeping import council, guild_of, keep_house


async def leave_unseen(desk: Desk) -> discord.Guild:
    """Throw the bot out while it is down; what it was in."""
    guild = guild_of(desk)
    with desk.room.env._bot_scope():
        desk.room.env.bot._connection._remove_guild(guild)
    return guild


async def come_back(desk: Desk, guild: discord.Guild) -> None:
    """Have the bot in a server again, unseen."""
    with desk.room.env._bot_scope():
        desk.room.env.bot._connection._add_guild(guild)


@pytest.mark.parametrize(("status", "code"), [(404, 10004), (403, 50001)])
async def test_a_server_that_threw_the_bot_out_unseen_is_noticed_and_purged_after_a_month(
    desk: Desk, status: int, code: int
) -> None:
    await council(desk)
    subscriptions, guild = desk.digests.digests.subscriptions, desk.room.guild.id
    await leave_unseen(desk)
    desk.room.env.inject_error("GET", f"/guilds/{guild}", status=status, code=code, message="No")
    await keep_house(desk, hours=1)
    (subscription,) = await subscriptions.of_guild(guild)
    assert subscription.suspended_reason == LEFT
    await keep_house(desk, days=29, hours=23)
    assert len(await subscriptions.of_guild(guild)) == 1
    await keep_house(desk, hours=1, minutes=1)
    assert await subscriptions.of_guild(guild) == []


@pytest.mark.parametrize(
    ("status", "code"), [(503, 0), (500, 0), (403, 0), (403, 40001), (429, 0), (401, 0)]
)
async def test_a_server_that_only_cannot_be_seen_keeps_its_digests(
    desk: Desk, status: int, code: int
) -> None:
    await council(desk)
    guild = desk.room.guild.id
    await leave_unseen(desk)
    desk.room.env.inject_error("GET", f"/guilds/{guild}", status=status, code=code, message="No")
    await keep_house(desk, minutes=1)
    (subscription,) = await desk.digests.digests.subscriptions.of_guild(guild)
    assert subscription.suspended_reason is None


async def test_a_server_that_has_the_bot_back_within_a_month_finds_all_as_it_was(
    desk: Desk,
) -> None:
    await council(desk)
    await desk.manage("subscribe", often="weekly", day="Friday", at="18:00", zone="Asia/Tokyo")
    await desk.manage("pause", digest=2)
    await desk.wait(hours=1)
    subscriptions, number = desk.digests.digests.subscriptions, desk.room.guild.id
    before = await subscriptions.of_guild(number)
    guild = await leave_unseen(desk)
    desk.room.env.inject_error(
        "GET", f"/guilds/{number}", status=404, code=10004, message="Unknown Guild"
    )
    await keep_house(desk, hours=1)
    assert {one.suspended_reason for one in await subscriptions.of_guild(number)} == {LEFT}
    desk.now += timedelta(days=29, hours=22)
    await come_back(desk, guild)
    with desk.room.env._bot_scope():
        await desk.digests.keep_house()
    assert await subscriptions.of_guild(number) == before
    assert await desk.digests.digests.servers.zone(number) == "Asia/Tokyo"
    await desk.edit(status="closed")
    assert "Status: ~~developing~~ **closed**" in (await desk.wait(hours=1))[-1]


async def test_a_server_that_has_the_bot_back_unseen_is_not_purged_at_the_next_start(
    desk: Desk,
) -> None:
    await council(desk)
    digests, guild = desk.digests.digests, desk.room.guild.id
    await digests.servers.left(guild, desk.now)
    answer = await desk.manage("show", digest=1)
    assert "I was removed from this server" in answer.text
    await keep_house(desk, days=40)  # all that time the process was down
    (subscription,) = await digests.subscriptions.of_guild(guild)
    assert subscription.suspended_reason is None
