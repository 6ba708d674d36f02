"""Housekeeping: permissions lost and given back, servers left and come back to."""

# What happened while nobody was connected is made by hand.
# pyright: reportPrivateUsage=false

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle

from bot.storage.suspensions import LEFT
from tests.commands.desk import Desk, deny

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
    await deny(desk, channel, send_messages=not send)


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
    assert all(body["enforce_nonce"] and len(body["nonce"]) <= 25 for body in sent)


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


async def test_what_stops_again_each_time_that_it_goes_on_is_told_once(desk: Desk) -> None:
    told = await council(desk)
    desk.room.env.inject_error(
        "POST", f"/channels/{desk.room.channel.id}/messages",
        status=403, code=50013, message="No", times=None,
    )  # fmt: skip
    await desk.wait(hours=1)
    await keep_house(desk, minutes=30)
    assert desk.posts(told) == []  # by its permissions it could post, so it is let go on first
    for _ in range(50):
        await keep_house(desk, hours=1)
    (notice,) = desk.posts(told)
    assert "I may not write in the channel (Send Messages)" in notice


async def test_what_posted_meanwhile_and_stops_again_is_told_again(desk: Desk) -> None:
    told = await council(desk)
    for hours in (1, 24):
        await allow(desk, desk.room.channel, send=False)
        await desk.edit(status="closed" if hours == 24 else "developing")
        await desk.wait(hours=hours)
        await keep_house(desk, minutes=5)
        await allow(desk, desk.room.channel, send=True)
        await keep_house(desk, minutes=5)
    assert len(desk.posts()) == 2
    assert len(desk.posts(told)) == 2


async def test_a_locked_thread_is_not_tried_until_it_is_open_again(desk: Desk) -> None:
    told = await council(desk)
    forum = desk.room.guild.create_forum_channel("incidents")
    await desk.manage("edit", digest=1, channel=forum)
    (thread,) = forum.threads
    await deny(desk, forum, manage_threads=True)
    backend = desk.room.env.backend
    backend.edit_channel(thread.id, {}, thread_metadata={"archived": True, "locked": True})
    await desk.room.env.settle()
    posting = f"/channels/{thread.id}/messages"
    desk.room.env.inject_error("POST", posting, status=400, code=160005, message="Locked")
    await desk.wait(hours=1)
    for _ in range(3):
        await keep_house(desk, hours=1)
    assert "the thread is locked" in desk.posts(told)[0]
    assert len(desk.posts(told)) == len(desk.room.requests(posting)) == 1
    backend.edit_channel(thread.id, {}, thread_metadata={"locked": False})
    await keep_house(desk, hours=1)
    assert len(desk.room.requests(posting)) == 2
    assert "Why nothing comes" not in (await desk.manage("show", digest=1)).text


async def test_a_zone_that_is_known_no_more_stops_it_and_is_told_once(desk: Desk) -> None:
    told = await council(desk)
    subscriptions, guild = desk.digests.digests.subscriptions, desk.room.guild.id
    await subscriptions.edit(guild, 1, zone="Europe/Atlantis")
    await desk.wait(hours=1)
    for _ in range(3):
        await keep_house(desk, hours=1)
    assert len(desk.posts(told)) == 1
    shown = await desk.manage("show", digest=1)
    assert "its schedule cannot be read" in shown.text
    assert "choose another time zone with `/digest edit`" in shown.text
    await desk.manage("edit", digest=1, zone="Europe/Kyiv")
    await keep_house(desk, hours=1)
    assert "Why nothing comes" not in (await desk.manage("show", digest=1)).text


async def test_one_channel_that_discord_does_not_tell_of_keeps_no_other_waiting(
    desk: Desk,
) -> None:
    told = await council(desk)
    hidden = desk.room.guild.create_text_channel("hidden")
    await desk.manage("edit", digest=1, channel=hidden)
    await desk.manage("subscribe", **DAILY)
    suspensions = desk.digests.digests.suspensions
    for number in (1, 2):
        await suspensions.suspend(number, "no permission", desk.now)
    _guild(desk)._channels.pop(hidden.id)
    desk.room.env.inject_error("GET", f"/channels/{hidden.id}", status=500)
    await keep_house(desk, minutes=1)
    (waiting,) = await suspensions.suspended()
    assert (waiting.id, waiting.told) == (1, False)
    assert desk.posts(told) == []
    await keep_house(desk, minutes=1)
    assert await suspensions.suspended() == []


async def test_while_a_server_is_unavailable_nothing_is_judged(desk: Desk) -> None:
    told = await council(desk)
    suspensions = desk.digests.digests.suspensions
    await suspensions.suspend(1, "no permission", desk.now)
    guild = _guild(desk)
    guild.unavailable = True
    await keep_house(desk, minutes=1)
    (waiting,) = await suspensions.suspended()
    assert waiting.suspended_reason == "no permission"
    assert desk.posts(told) == []
    guild.unavailable = False
    await keep_house(desk, minutes=1)
    assert await suspensions.suspended() == []


async def leave_unseen(desk: Desk) -> discord.Guild:
    """Throw the bot out while it is down; what it was in."""
    guild = _guild(desk)
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
    assert "### Status of the brief" in (await desk.wait(hours=1))[-1]


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


async def test_managers_are_told_in_the_other_place_where_the_first_is_closed(desk: Desk) -> None:
    told = await council(desk)
    updates = desk.room.guild.create_text_channel("updates")
    changes = {"public_updates_channel_id": updates.id}
    desk.room.env.backend.edit_guild(desk.room.guild.id, changes)
    await deny(desk, desk.room.channel, send_messages=True)
    await deny(desk, updates, send_messages=True)
    await desk.wait(hours=1)
    await keep_house(desk, hours=1)
    assert (len(desk.posts(updates)), len(desk.posts(told))) == (0, 1)


async def test_managers_are_told_once_where_the_first_place_refuses_or_takes_it(desk: Desk) -> None:
    told = await council(desk)
    updates = desk.room.guild.create_text_channel("updates")
    changes = {"public_updates_channel_id": updates.id}
    desk.room.env.backend.edit_guild(desk.room.guild.id, changes)
    await desk.manage("subscribe", **DAILY)
    suspensions = desk.digests.digests.suspensions
    await deny(desk, desk.room.channel, send_messages=True)
    for number in (1, 2):
        await suspensions.suspend(number, "no permission", desk.now)
    desk.room.env.inject_error(
        "POST", f"/channels/{updates.id}/messages", status=403, code=0, message="No"
    )
    for _ in range(2):
        await keep_house(desk, minutes=1)
    (first,), (second,) = desk.posts(told), desk.posts(updates)
    assert first.startswith("Digest 1 for")
    assert second.startswith("Digest 2 for")
