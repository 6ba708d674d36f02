"""Housekeeping: what stopped goes on when it can again."""

# What happened while nobody was connected is made by hand.
# pyright: reportPrivateUsage=false

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.demo.desk import Desk, deny
from tests.newsroom.keeping import DAILY, allow, council, guild_of, keep_house


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


async def test_slots_that_were_missed_by_days_become_one_post_that_is_called_late(
    desk: Desk,
) -> None:
    await council(desk)
    await allow(desk, desk.room.channel, send=False)
    await desk.wait(hours=1)
    await allow(desk, desk.room.channel, send=True)
    await keep_house(desk, days=3, hours=2)
    (late,) = desk.posts()
    assert "Late: this was due" in late
    shown = (await desk.manage("show", digest=1)).text
    assert shown.count("posted, late") == shown.count("see it") == 1


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
    assert "I know no time zone Europe/Atlantis" in shown.text
    assert "choose another time zone with `/digest edit`" in shown.text
    await desk.manage("edit", digest=1, zone="Europe/Kyiv")
    await keep_house(desk, hours=1)
    assert "Why nothing comes" not in (await desk.manage("show", digest=1)).text


async def test_a_digest_of_a_frequency_that_is_known_no_more_keeps_no_other_waiting(
    desk: Desk,
) -> None:
    await council(desk)
    await desk.manage("subscribe", **DAILY)
    suspensions = desk.digests.digests.suspensions
    await desk.digests.digests.subscriptions.edit(desk.room.guild.id, 1, frequency="fortnightly")
    for number in (1, 2):
        await suspensions.suspend(number, "no permission", desk.now)
    await keep_house(desk, minutes=1)
    (waiting,) = await suspensions.suspended()
    assert (waiting.id, waiting.told) == (1, True)


async def test_a_task_that_fails_stops_none_of_the_others(desk: Desk) -> None:
    async def spoil(connection: AsyncConnection) -> None:
        refusal = "BEGIN SELECT RAISE(ABORT, 'a bug'); END"
        await connection.execute(
            sa.text(f"CREATE TRIGGER spoilt BEFORE DELETE ON deliveries {refusal}")
        )

    await council(desk)
    await desk.wait(hours=1)
    posts = desk.digests.history.posts
    post = await posts.get(1)
    assert post is not None
    await desk.database.write(spoil)
    await keep_house(desk, days=400)
    assert await posts.get(1) is None
    failed = [line for line in desk.room.logs if line["event"] == "housekeeping_failed"]
    assert [line["task"] for line in failed] == ["deliveries"]
    desk.room.logs.clear()  # it was a bug, and expected


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
    guild_of(desk)._channels.pop(hidden.id)
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
    guild = guild_of(desk)
    guild.unavailable = True
    await keep_house(desk, minutes=1)
    (waiting,) = await suspensions.suspended()
    assert waiting.suspended_reason == "no permission"
    assert desk.posts(told) == []
    guild.unavailable = False
    await keep_house(desk, minutes=1)
    assert await suspensions.suspended() == []
