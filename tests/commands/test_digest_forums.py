"""/digest in forums: one post for each brief, and the digests within."""

import discord
import pytest
from simcord.backend import serializers

from tests.demo.desk import Desk, deny
from tests.demo.ferry import SLUG, ferry


async def test_a_forum_gets_one_post_for_the_brief_and_the_digests_within(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    answer = await desk.manage("subscribe", often="as it happens", channel=forum)
    assert "Subscribed" in answer.text
    (thread,) = forum.threads
    await desk.wait(seconds=1)
    await desk.edit(status="closed")
    await desk.wait(minutes=1)
    assert [post.id for post in forum.threads] == [thread.id]
    assert len(thread.history()) == 3  # the post's beginning, and two digests


async def test_two_digests_of_a_brief_share_the_post_of_a_forum(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    for often in ("as it happens", "hourly"):
        await desk.manage("subscribe", often=often, channel=forum)
    (thread,) = forum.threads
    await desk.manage("edit", digest=2, channel=desk.room.channel)
    back = await desk.manage("edit", digest=2, channel=forum)
    assert f"<#{thread.id}>" in back.text
    assert len(forum.threads) == 1


async def test_a_forum_that_takes_no_post_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    desk.room.env.inject_error(
        "POST", "/channels/*/threads", status=400, code=40067, message="A tag is required"
    )
    answer = await desk.manage("subscribe", often="hourly", channel=forum)
    assert "I could not make a post in" in answer.text
    assert "A tag is required" in answer.text
    assert "None yet" in (await desk.manage("list")).text


async def test_a_post_that_is_archived_is_used_and_one_that_is_gone_or_locked_is_not(
    desk: Desk,
) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    backend = desk.room.env.backend
    await desk.manage("subscribe", often="hourly", channel=forum)
    (first,) = forum.threads

    async def subscribe() -> str:
        await desk.room.env.settle()
        return (await desk.manage("subscribe", often="hourly", channel=forum)).text

    backend.edit_channel(first.id, {}, thread_metadata={"archived": True})
    assert f"in <#{first.id}>" in await subscribe()
    backend.edit_channel(first.id, {}, thread_metadata={"archived": True, "locked": True})
    assert f"in <#{first.id}>" not in await subscribe()
    second = next(post for post in forum.threads if post.id != first.id)
    backend.delete_channel(second.id)
    assert f"in <#{second.id}>" not in await subscribe()
    assert len(forum.threads) == 2


async def test_another_brief_gets_a_post_of_its_own_in_the_same_forum(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    desk.room.briefs.save("harbour", ferry(title="A name longer than a post's may be " * 3 + "!"))
    await desk.manage("subscribe", brief=SLUG, often="hourly", channel=forum)
    (first,) = forum.threads
    changed = await desk.manage("edit", digest=1, brief="harbour")
    (second,) = [post for post in forum.threads if post.id != first.id]
    assert f"in <#{second.id}>" in changed.text
    back = await desk.manage("edit", digest=1, brief=SLUG, at=":30")
    assert "Every hour at :30" in back.text
    assert f"in <#{first.id}>" in back.text
    assert len(forum.threads) == 2


@pytest.mark.parametrize("open_to_all", [False, True])
async def test_a_forum_that_wants_a_tag_gets_one_that_we_may_use(
    desk: Desk, *, open_to_all: bool
) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    backend = desk.room.env.backend
    tags = [
        {
            "id": str(number),
            "name": name,
            "moderated": moderated,
            "emoji_id": None,
            "emoji_name": None,
        }
        for number, name, moderated in ((1, "checked", True), (2, "incident", False))
        if moderated or open_to_all
    ]
    backend.edit_channel(forum.id, {"available_tags": tags})
    await deny(desk, forum, manage_threads=True)
    payload = serializers.channel_payload(backend, backend.get_channel(forum.id))
    requiring = discord.ChannelFlags(require_tag=True).value
    backend.emit("CHANNEL_UPDATE", {**payload, "flags": requiring})  # SimCord keeps no flags
    await desk.room.env.settle()
    answer = await desk.manage("subscribe", often="hourly", channel=forum)
    if open_to_all:
        (thread,) = forum.threads
        assert backend.get_channel(thread.id).applied_tags == [2]
        return
    assert "requires a tag on every post and has none that I may use" in answer.text
    assert forum.threads == []
    assert "None yet" in (await desk.manage("list")).text


async def test_what_cannot_be_makes_no_post_in_a_forum(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    await desk.manage("subscribe", often="daily", at="25:00", channel=forum)
    await desk.manage("subscribe", often="daily", at="09:00", zone="UTC")
    refused = await desk.manage("edit", digest=1, at="25:00", channel=forum)
    assert "There is no 25:00" in refused.text
    assert forum.threads == []


async def test_where_discord_does_not_tell_of_a_post_no_second_one_is_made(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    await desk.manage("subscribe", often="hourly", channel=forum)
    (thread,) = forum.threads
    backend = desk.room.env.backend
    backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    await desk.room.env.settle()
    desk.room.env.inject_error("GET", f"/channels/{thread.id}", status=500)
    refused = await desk.manage("subscribe", often="daily", at="09:00", channel=forum)
    assert "I could not make a post in #incidents" in refused.text
    assert len(forum.threads) == 1


async def test_discord_is_told_to_wait_before_a_post_is_made_in_a_forum(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    await desk.manage("subscribe", often="hourly", channel=forum)
    asked = [sent.path.rpartition("/")[2] for sent in desk.room.env.http_requests]
    assert asked.index("callback") < asked.index("threads") < asked.index("@original")


async def test_a_post_that_is_left_in_a_forum_is_used_again(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    for number in (1, 2):
        await desk.manage("subscribe", often="hourly", channel=forum)
        await desk.manage("unsubscribe", digest=number)
    assert len(forum.threads) == 1


async def test_where_all_room_is_taken_a_digest_can_move_into_a_forum_still(desk: Desk) -> None:
    for _ in range(25):
        await desk.manage("subscribe", often="hourly")
    forum = desk.room.guild.create_forum_channel("incidents")
    refused = await desk.manage("subscribe", often="hourly", channel=forum)
    assert "25" in refused.text
    assert forum.threads == []
    assert "Changed" in (await desk.manage("edit", digest=7, channel=forum)).text
    assert len(forum.threads) == 1
