"""Housekeeping: permissions lost and given back, servers left and come back to."""

# What happened while nobody was connected is made by hand.
# pyright: reportPrivateUsage=false

from datetime import timedelta

import discord
from simcord import ChannelHandle
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.storage.suspensions import LEFT
from tests.commands.desk import Desk

DAILY = {"often": "daily", "at": "09:00", "zone": "Europe/Warsaw"}
STOPPED = "Digest 1 for <#"


async def council(desk: Desk) -> ChannelHandle:
    """The channel where Discord tells managers of news; the digest is subscribed to."""
    channel = desk.room.guild.create_text_channel("council")
    desk.room.env.backend.edit_guild(desk.room.guild.id, {"system_channel_id": channel.id})
    await desk.room.env.settle()
    await desk.manage("subscribe", **DAILY)
    return channel


async def allow(desk: Desk, channel: ChannelHandle, *, send: bool) -> None:
    """Let the bot write in a channel, or not."""
    writing = discord.Permissions(send_messages=True).value
    allowed, denied = (writing, 0) if send else (0, writing)
    bot = desk.room.env.backend.bot_user.id
    rule = Overwrite(bot, OverwriteType.MEMBER, allow=allowed, deny=denied)
    desk.room.env.backend.set_overwrite(channel.id, rule)
    await desk.room.env.settle()


async def keep_house(desk: Desk, **time: float) -> None:
    """Let time pass, look after everything, deliver what is due."""
    desk.now += timedelta(**time)
    with desk.room.env._bot_scope():
        await desk.digests.keep_house()
    await desk.wait(seconds=0)


def _guild(desk: Desk) -> discord.Guild:
    guild = desk.room.env.bot.get_guild(desk.room.guild.id)
    assert guild is not None
    return guild


async def test_managers_are_told_once_that_a_digest_has_stopped_and_nobody_is_pinged(
    desk: Desk,
) -> None:
    told = await council(desk)
    await allow(desk, desk.room.channel, send=False)
    await desk.wait(hours=1)
    for _ in range(3):
        await keep_house(desk, hours=1)
    (notice,) = desk.posts(told)
    assert notice.startswith(f"{STOPPED}{desk.room.channel.id}> has stopped: I may not write")
    sent = [body for body in desk.room.requests("/messages") if STOPPED in body.get("content", "")]
    assert [body["allowed_mentions"]["parse"] for body in sent] == [[]]


async def test_where_the_bot_may_not_speak_nobody_is_told_until_it_may(desk: Desk) -> None:
    told = await council(desk)
    await allow(desk, desk.room.channel, send=False)
    await allow(desk, told, send=False)
    await desk.wait(hours=1)
    await keep_house(desk, hours=1)
    assert desk.posts(told) == []
    await allow(desk, told, send=True)
    await keep_house(desk, hours=1)
    assert len(desk.posts(told)) == 1


async def test_a_digest_goes_on_by_itself_with_the_slot_it_missed(desk: Desk) -> None:
    await council(desk)
    await allow(desk, desk.room.channel, send=False)
    await desk.wait(hours=1)
    await keep_house(desk, hours=2)
    assert desk.posts() == []
    await allow(desk, desk.room.channel, send=True)
    await keep_house(desk, hours=1)
    assert len(desk.posts()) == 1
    assert "Stopped" not in (await desk.manage("show", digest=1)).text
    await keep_house(desk, days=1)
    assert len(desk.posts()) == 1  # nothing changed since


async def test_a_slot_that_was_missed_by_days_is_skipped_and_the_latest_called_late(
    desk: Desk,
) -> None:
    await council(desk)
    await allow(desk, desk.room.channel, send=False)
    await desk.wait(hours=1)
    await allow(desk, desk.room.channel, send=True)
    await keep_house(desk, days=3, hours=2)
    (late,) = desk.posts()
    assert "Late: this was due" in late
    assert "skipped: it would have been too late" in (await desk.manage("show", digest=1)).text


async def test_a_channel_that_is_gone_stops_the_digest_and_is_not_forgotten(desk: Desk) -> None:
    await council(desk)
    gone = desk.room.guild.create_text_channel("gone")
    await desk.manage("edit", digest=1, channel=gone)
    desk.room.env.backend.delete_channel(gone.id)
    await desk.wait(hours=1)
    for _ in range(40):
        await keep_house(desk, days=1)
    shown = await desk.manage("show", digest=1)
    assert "the channel is gone" in shown.text
    assert "Every day at 09:00, Europe/Warsaw time" in shown.text


async def test_a_server_that_threw_the_bot_out_unseen_is_noticed_and_purged_after_a_month(
    desk: Desk,
) -> None:
    await council(desk)
    digests, guild = desk.digests.digests, desk.room.guild.id
    with desk.room.env._bot_scope():
        desk.room.env.bot._connection._remove_guild(_guild(desk))  # while it was down
    desk.room.env.inject_error(
        "GET", f"/guilds/{guild}", status=404, code=10004, message="Unknown Guild"
    )
    await keep_house(desk, hours=1)
    (subscription,) = await digests.subscriptions.of_guild(guild)
    assert subscription.suspended_reason == LEFT
    await keep_house(desk, days=29)
    assert len(await digests.subscriptions.of_guild(guild)) == 1
    await keep_house(desk, days=2)
    assert await digests.subscriptions.of_guild(guild) == []


async def test_a_server_that_only_cannot_be_seen_keeps_its_digests(desk: Desk) -> None:
    await council(desk)
    guild = desk.room.guild.id
    with desk.room.env._bot_scope():
        desk.room.env.bot._connection._remove_guild(_guild(desk))
    desk.room.env.inject_error("GET", f"/guilds/{guild}", status=503, message="Unavailable")
    await keep_house(desk, minutes=1)
    (subscription,) = await desk.digests.digests.subscriptions.of_guild(guild)
    assert subscription.suspended_reason is None


async def test_a_server_that_has_the_bot_back_unseen_goes_on(desk: Desk) -> None:
    await council(desk)
    digests, guild = desk.digests.digests, desk.room.guild.id
    await digests.servers.left(guild, desk.now)
    answer = await desk.manage("show", digest=1)
    assert "I was removed from this server" in answer.text
    await keep_house(desk, minutes=30)
    (subscription,) = await digests.subscriptions.of_guild(guild)
    assert subscription.suspended_reason is None
