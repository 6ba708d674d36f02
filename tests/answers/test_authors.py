"""Nobody has the bot write, or mention, what they could not write or mention themselves."""

from typing import Any

import discord
import pytest
from simcord import ChannelHandle, MemberActor, RoleHandle
from simcord.backend.models.channel import Overwrite
from simcord.enums import ChannelType, OverwriteType

from tests.demo.desk import Desk
from tests.demo.newsroom import Answer, Newsroom

MANAGE = discord.Permissions(manage_guild=True)


def a_manager(room: Newsroom, name: str = "deputy") -> MemberActor:
    """Somebody who manages the server, without Mention Everyone."""
    role = room.guild.create_role(f"{name}s", permissions=MANAGE)
    return room.guild.add_member(room.env.create_user(name), roles=[role])


async def rule(
    room: Newsroom, channel: ChannelHandle, who: MemberActor, *, allow: bool = False, **names: bool
) -> None:
    """What somebody may, or may not, in a channel, by Discord's names; no name ends all rules."""
    bits = discord.Permissions(**names).value
    said = {"allow": bits} if allow else {"deny": bits}
    room.env.backend.set_overwrite(channel.id, Overwrite(who.id, OverwriteType.MEMBER, **said))
    await room.env.settle()


async def asked(
    desk: Desk,
    who: MemberActor,
    command: str,
    /,
    *,
    within: ChannelHandle | None = None,
    **options: Any,  # noqa: ANN401 -- any option
) -> Answer:
    place = within or desk.room.channel
    return Answer(await who.slash(place, f"digest {command}", **options))


def a_thread(room: Newsroom, kind: ChannelType = ChannelType.PUBLIC_THREAD) -> ChannelHandle:
    backend = room.env.backend
    made = backend.create_thread(room.channel.id, "night", backend.bot_user.id, type=kind)
    return ChannelHandle(room.env, room.guild, made)


def watchers(room: Newsroom, *, mentionable: bool = False) -> RoleHandle:
    return room.guild.create_role("watchers", mentionable=mentionable)


async def test_a_role_is_mentioned_for_those_alone_who_could_mention_it(desk: Desk) -> None:
    room, deputy = desk.room, a_manager(desk.room)
    role = watchers(room)
    refused = await asked(desk, deputy, "subscribe", often="as it happens", role=role)
    assert "You may not mention the role watchers in #briefs yourself" in refused.text
    assert "You lack: Mention Everyone." in refused.text
    assert await desk.wait(seconds=1) == []
    await rule(room, room.channel, deputy, allow=True, mention_everyone=True)
    allowed = await asked(desk, deputy, "subscribe", often="as it happens", role=role)
    assert "Mentions <@&" in allowed.text


async def test_a_role_that_anyone_may_mention_is_mentioned_for_anyone(desk: Desk) -> None:
    role, deputy = watchers(desk.room, mentionable=True), a_manager(desk.room)
    answer = await asked(desk, deputy, "subscribe", often="as it happens", role=role)
    assert "Mentions <@&" in answer.text


@pytest.mark.parametrize(
    ("command", "options"),
    [("send-now", {}), ("edit", {"at": "10:00"}), ("edit", {"quiet": "one line"}), ("resume", {})],
)
async def test_the_role_that_another_chose_is_not_rung_for_those_who_could_not(
    desk: Desk, command: str, options: dict[str, Any]
) -> None:
    deputy, role = a_manager(desk.room), watchers(desk.room)
    await desk.manage("subscribe", often="daily", at="09:00", zone="UTC", role=role)
    refused = await asked(desk, deputy, command, digest=1, **options)
    assert "You may not mention the role watchers in #briefs yourself" in refused.text
    assert await desk.wait(seconds=1) == []
    assert "Changed" in (await asked(desk, deputy, "edit", digest=1, nobody=True)).text
    assert "yourself" not in (await asked(desk, deputy, command, digest=1, **options)).text


async def test_a_role_goes_to_no_channel_where_whoever_moves_it_could_not_mention_it(
    desk: Desk,
) -> None:
    room, deputy, role = desk.room, a_manager(desk.room), watchers(desk.room)
    elsewhere = room.guild.create_text_channel("elsewhere")
    await desk.manage("subscribe", often="hourly", role=role)
    refused = await asked(desk, deputy, "edit", digest=1, channel=elsewhere)
    assert "You may not mention the role watchers in #elsewhere yourself" in refused.text
    assert f"<#{room.channel.id}>" in (await desk.manage("list")).text
    await rule(room, elsewhere, deputy, allow=True, mention_everyone=True)
    moved = await asked(desk, deputy, "edit", digest=1, channel=elsewhere)
    assert f"in <#{elsewhere.id}>" in moved.text


async def test_nothing_is_subscribed_to_a_channel_for_those_who_may_not_write_there(
    desk: Desk,
) -> None:
    room, deputy = desk.room, a_manager(desk.room)
    closed = room.guild.create_text_channel("closed")
    await rule(room, closed, deputy, send_messages=True)
    refused = await asked(desk, deputy, "subscribe", often="as it happens", channel=closed)
    assert "You may not write in #closed yourself" in refused.text
    assert "You lack: Send Messages." in refused.text
    assert refused.is_private
    await desk.manage("subscribe", often="hourly")
    moved = await asked(desk, deputy, "edit", digest=1, channel=closed)
    assert "You may not write in #closed yourself" in moved.text
    await rule(room, closed, deputy)
    assert (
        f"in <#{closed.id}>" in (await asked(desk, deputy, "edit", digest=1, channel=closed)).text
    )


async def test_a_channel_that_they_do_not_see_is_closed_to_them(desk: Desk) -> None:
    deputy, hidden = a_manager(desk.room), desk.room.guild.create_text_channel("hidden")
    await desk.manage("subscribe", often="as it happens", channel=hidden)
    await rule(desk.room, hidden, deputy, view_channel=True)
    refused = await asked(desk, deputy, "send-now", digest=1)
    assert "You lack: View Channel" in refused.text


@pytest.mark.parametrize(
    ("command", "options"),
    [("send-now", {}), ("edit", {"brief": "ferry"}), ("edit", {"at": "10:00"}), ("resume", {})],
)
async def test_no_digest_is_sent_or_changed_by_those_who_may_not_write_where_it_goes(
    desk: Desk, command: str, options: dict[str, Any]
) -> None:
    room, deputy = desk.room, a_manager(desk.room)
    await desk.manage("subscribe", often="daily", at="09:00", zone="UTC")
    await rule(room, room.channel, deputy, send_messages=True)
    refused = await asked(desk, deputy, command, digest=1, within=room.notices, **options)
    assert "You may not write in #briefs yourself" in refused.text
    assert await desk.wait(seconds=1) == []
    await rule(room, room.channel, deputy)
    allowed = await asked(desk, deputy, command, digest=1, within=room.notices, **options)
    assert "yourself" not in allowed.text


async def test_a_digest_is_not_resumed_by_a_button_for_those_who_may_not_write_there(
    desk: Desk,
) -> None:
    room, deputy = desk.room, a_manager(desk.room)
    await desk.manage("subscribe", often="as it happens")
    await desk.manage("pause", digest=1)
    shown = await asked(desk, deputy, "show", digest=1, within=room.notices)
    await rule(room, room.channel, deputy, send_messages=True)
    (refused,) = (await shown.press("Resume", deputy)).result.followups
    assert "You may not write in #briefs yourself" in refused.content
    assert refused.ephemeral
    assert await desk.wait(seconds=1) == []


async def test_whoever_may_not_write_there_may_silence_a_digest(desk: Desk) -> None:
    room, deputy = desk.room, a_manager(desk.room)
    await desk.manage("subscribe", often="as it happens", role=watchers(room))
    await rule(room, room.channel, deputy, send_messages=True)
    for command, options in (("edit", {"nobody": True}), ("pause", {}), ("unsubscribe", {})):
        answer = await asked(desk, deputy, command, digest=1, within=room.notices, **options)
        assert "yourself" not in answer.text
    assert "None yet" in (await desk.manage("list")).text


async def test_in_a_thread_the_right_to_write_in_threads_counts(desk: Desk) -> None:
    room, deputy = desk.room, a_manager(desk.room)
    thread = a_thread(room)
    await room.env.settle()
    await rule(room, room.channel, deputy, send_messages=True)
    allowed = await asked(desk, deputy, "subscribe", often="hourly", channel=thread)
    assert f"in <#{thread.id}>" in allowed.text
    await rule(room, room.channel, deputy, send_messages_in_threads=True)
    refused = await asked(desk, deputy, "subscribe", often="hourly", channel=thread)
    assert "You lack: Send Messages in Threads." in refused.text


async def test_a_locked_thread_is_written_in_for_those_who_manage_threads(desk: Desk) -> None:
    room, deputy = desk.room, a_manager(desk.room)
    thread = a_thread(room)
    room.env.backend.edit_channel(thread.id, {}, thread_metadata={"locked": True})
    bot = room.env.backend.bot_user.id
    may = Overwrite(bot, OverwriteType.MEMBER, allow=discord.Permissions(manage_threads=True).value)
    room.env.backend.set_overwrite(room.channel.id, may)
    await room.env.settle()
    refused = await asked(desk, deputy, "subscribe", often="hourly", channel=thread)
    assert "You may not write in #night yourself" in refused.text
    assert "Manage Threads (the thread is locked)" in refused.text


async def test_a_private_thread_is_subscribed_from_within(desk: Desk) -> None:
    room, deputy = desk.room, a_manager(desk.room)
    thread = a_thread(room, ChannelType.PRIVATE_THREAD)
    room.env.backend.add_thread_member(thread.id, deputy.id)
    await room.env.settle()
    refused = await asked(desk, deputy, "subscribe", often="hourly", channel=thread)
    assert "Manage Threads (the thread is private; or ask within it)" in refused.text
    within = await asked(desk, deputy, "subscribe", often="hourly", within=thread)
    assert f"in <#{thread.id}>" in within.text


@pytest.mark.parametrize("lacking", ["send_messages", "send_messages_in_threads"])
async def test_in_a_forum_it_takes_the_right_to_post_and_to_write_in_posts(
    desk: Desk, lacking: str
) -> None:
    room, deputy = desk.room, a_manager(desk.room)
    forum = room.guild.create_forum_channel("incidents")
    await rule(room, forum, deputy, **{lacking: True})
    refused = await asked(desk, deputy, "subscribe", often="hourly", channel=forum)
    assert "You may not write in #incidents yourself" in refused.text
    assert forum.threads == []


@pytest.mark.parametrize(
    ("denied", "posted"), [("send_messages", True), ("send_messages_in_threads", False)]
)
async def test_a_page_is_posted_in_a_thread_for_those_who_may_write_in_threads(
    newsroom: Newsroom, denied: str, *, posted: bool
) -> None:
    thread = a_thread(newsroom)
    await rule(newsroom, newsroom.channel, newsroom.reader, **{denied: True})
    answer = Answer(await newsroom.reader.slash(thread, "brief summary"))
    after = await answer.press("Post to channel", newsroom.reader)
    assert after.is_private is not posted
    assert ("You may not write in this channel" in after.text) is not posted


async def test_no_page_is_posted_in_a_locked_thread(newsroom: Newsroom) -> None:
    thread = a_thread(newsroom)
    await newsroom.env.settle()
    answer = Answer(await newsroom.reader.slash(thread, "brief summary"))
    newsroom.env.backend.edit_channel(thread.id, {}, thread_metadata={"locked": True})
    await newsroom.env.settle()
    refused = await answer.press("Post to channel", newsroom.reader)
    assert "You may not write in this channel" in refused.text
