"""Permissions that come and go, and the rounds of housekeeping."""

# The rounds run as the bot's own.
# pyright: reportPrivateUsage=false

from datetime import timedelta

import discord
from simcord import ChannelHandle

from tests.demo.desk import Desk, deny

DAILY = {"often": "daily", "at": "09:00", "zone": "Europe/Warsaw"}


async def council(desk: Desk) -> ChannelHandle:
    """The channel where Discord tells managers of news; the digest is subscribed to."""
    channel = desk.room.guild.create_text_channel("council")
    desk.room.env.backend.edit_guild(desk.room.guild.id, {"system_channel_id": channel.id})
    await desk.room.env.settle()
    await desk.manage("subscribe", **DAILY)
    return channel


async def allow(desk: Desk, channel: ChannelHandle, *, send: bool) -> None:
    """Let the bot write in a channel, or not."""
    await deny(desk, channel, send_messages=not send)


async def keep_house(desk: Desk, **time: float) -> None:
    """Let time pass, look after everything, deliver what is due."""
    desk.now += timedelta(**time)
    with desk.room.env._bot_scope():
        await desk.digests.keep_house()
    await desk.wait(seconds=0)


def guild_of(desk: Desk) -> discord.Guild:
    guild = desk.room.env.bot.get_guild(desk.room.guild.id)
    assert guild is not None
    return guild
