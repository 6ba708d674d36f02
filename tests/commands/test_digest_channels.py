"""/digest: which channel and which role, and what the bot may do there."""

# A channel that is out of sight is made by hand.
# pyright: reportPrivateUsage=false

from dataclasses import replace

from simcord import Env

from tests.demo.desk import Desk, deny


async def test_a_channel_that_the_bot_may_not_write_in_is_refused_by_permission(
    desk: Desk,
) -> None:
    notices = desk.room.notices
    answer = await desk.manage("subscribe", often="daily", at="9", channel=notices)
    assert "I cannot post in #notices yet. Give me these permissions" in answer.text
    assert "ask again: Send Messages." in answer.text


async def test_a_lost_permission_stops_the_digest_keeps_it_and_is_named(desk: Desk) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    _refuse(desk.room.env)
    assert await desk.wait(hours=1) == []
    shown = await desk.manage("show", digest=1)
    assert "I may not write in the channel (Send Messages)" in shown.text
    await desk.manage("resume", digest=1)
    assert len(await desk.wait(minutes=1)) == 1


async def test_a_digest_that_moves_keeps_all_but_what_the_new_channel_cannot_do(
    desk: Desk,
) -> None:
    room = desk.room
    role = room.guild.create_role("watchers", mentionable=True)
    news = room.guild.create_news_channel("announcements")
    await desk.manage(
        "subscribe", often="daily", at="09:00", zone="Europe/Warsaw", include="summary and changes",
        quiet="one line", role=role, channel=news, publish=True,
    )  # fmt: skip
    await desk.wait(hours=1)
    subscriptions = desk.digests.digests.subscriptions
    before = await subscriptions.get(room.guild.id, 1)
    await desk.manage("edit", digest=1, channel=room.channel)
    after = await subscriptions.get(room.guild.id, 1)
    moved = {"channel_id": room.channel.id, "target": "text", "publish": False}
    assert after == replace(before, **moved)
    await desk.wait(days=1)
    assert "Nothing in this brief has changed" in desk.posts()[-1]


async def test_a_digest_that_stopped_goes_on_at_once_in_another_channel(desk: Desk) -> None:
    gone = desk.room.guild.create_text_channel("gone")
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw", channel=gone)
    desk.room.env.backend.delete_channel(gone.id)
    await desk.wait(hours=1)
    assert "the channel is gone" in (await desk.manage("show", digest=1)).text
    role = desk.room.guild.create_role("watchers", mentionable=True)
    unseen = await desk.manage("edit", digest=1, role=role)
    assert "I can no longer see the channel that it posts to" in unseen.text
    moved = await desk.manage("edit", digest=1, channel=desk.room.channel)
    assert "Why nothing comes" not in moved.text
    assert len(await desk.wait(minutes=1)) == 1


async def test_a_role_is_judged_by_the_channel_that_it_is_mentioned_in(desk: Desk) -> None:
    room = desk.room
    role = room.guild.create_role("watchers")
    elsewhere = room.guild.create_text_channel("elsewhere")
    await deny(desk, room.channel, mention_everyone=True)
    await desk.manage("subscribe", often="hourly", channel=elsewhere)
    assert "Mentions <@&" in (await desk.manage("edit", digest=1, role=role)).text
    refused = await desk.manage("edit", digest=1, channel=room.channel)
    assert "I may not mention the role watchers in #briefs: let anyone" in refused.text
    both = await desk.manage("edit", digest=1, channel=room.channel, nobody=True)
    assert f"in <#{room.channel.id}>" in both.text


async def test_only_announcements_are_published(desk: Desk) -> None:
    refused = await desk.manage("subscribe", often="hourly", publish=True)
    assert "Only announcements are published" in refused.text
    await desk.manage("subscribe", often="hourly")
    refused = await desk.manage("edit", digest=1, publish=True)
    assert "Only announcements are published" in refused.text
    assert "Is published" not in (await desk.manage("show", digest=1)).text


async def test_a_locked_thread_is_refused_with_what_it_would_take(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    await desk.manage("subscribe", often="hourly", channel=forum)
    (thread,) = forum.threads
    await deny(desk, forum, manage_threads=True)
    desk.room.env.backend.edit_channel(thread.id, {}, thread_metadata={"locked": True})
    await desk.room.env.settle()
    refused = await desk.manage("subscribe", often="hourly", channel=thread)
    assert "Manage Threads (the thread is locked)" in refused.text


async def test_a_thread_of_a_channel_that_the_bot_does_not_see_is_refused(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    await desk.manage("subscribe", often="hourly", channel=forum)
    (thread,) = forum.threads
    with desk.room.env._bot_scope():
        guild = desk.room.env.bot.get_guild(desk.room.guild.id)
        assert guild is not None
        guild._channels.pop(forum.id)
    shown = await desk.manage("show", digest=1)
    assert f"I cannot post in <#{thread.id}> until I have this: View Channel." in shown.text


async def test_a_role_is_taken_away_again(desk: Desk) -> None:
    role = desk.room.guild.create_role("watchers", mentionable=True)
    await desk.manage("subscribe", often="as it happens", role=role)
    assert "Mentions <@&" in (await desk.manage("show", digest=1)).text
    both = await desk.manage("edit", digest=1, role=role, nobody=True)
    assert "not both" in both.text
    assert "Mentions <@&" not in (await desk.manage("edit", digest=1, nobody=True)).text
    await desk.wait(seconds=1)
    assert all(not sent["allowed_mentions"]["roles"] for sent in desk.room.requests("/messages"))


def _refuse(env: Env) -> None:
    env.inject_error(
        "POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions"
    )
