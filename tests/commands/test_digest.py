"""/digest, by a manager's actions."""

# A channel that is out of sight is made by hand.
# pyright: reportPrivateUsage=false

from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import ui
from simcord import Env
from simcord.backend import serializers

from bot.gateway.client import Bot
from bot.views.buttons import halt_button, preview_button
from bot.views.persistent import PersistentView
from tests.commands.desk import Desk, deny
from tests.demo.ferry import SLUG, ferry, section
from tests.demo.newsroom import Answer
from tests.making import entry


async def test_subscribing_tells_the_next_three_times_in_both_zones(desk: Desk) -> None:
    answer = await desk.manage("subscribe", often="daily", at="09:00", zone="łódź")
    assert answer.is_private
    assert "Every day at 09:00, Europe/Warsaw time" in answer.text
    for day in ("Monday", "Tuesday", "Wednesday"):
        assert f"for you, {day} 09:00 in Europe/Warsaw" in answer.text
    assert "<t:1795420800:F>" in answer.text


async def test_a_first_digest_says_where_the_brief_stands_and_the_next_what_changed(
    desk: Desk,
) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    assert await desk.wait(minutes=59) == []
    (first,) = await desk.wait(minutes=1)
    assert "where it stands on" in first
    assert "A car ferry ran aground in the morning." in first

    events = [*section("timeline"), entry("fined", at="2026-05", text="The owner was fined.")]
    await desk.edit(timeline=events)
    _, second = await desk.wait(days=1)
    assert "### New" in second
    assert "The owner was fined." in second
    assert "ran aground" not in second


async def test_nothing_is_posted_where_nothing_changed_but_one_line_after_a_week(
    desk: Desk,
) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    await desk.wait(hours=1)
    for _ in range(6):
        await desk.wait(days=1)
    assert len(desk.posts()) == 1
    posts = await desk.wait(days=1)
    assert "Nothing in this brief has changed in that time." in posts[-1]


async def test_the_latest_of_several_missed_digests_is_posted_once_and_called_late(
    desk: Desk,
) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    posts = await desk.wait(days=3, hours=4)
    assert len(posts) == 1
    assert "Late: this was due" in posts[0]


async def test_a_digest_that_would_be_half_a_day_late_is_skipped_and_show_says_so(
    desk: Desk,
) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    assert await desk.wait(hours=14) == []
    assert "skipped: it would have been too late" in (await desk.manage("show", digest=1)).text


async def test_a_change_is_told_as_it_happens(desk: Desk) -> None:
    await desk.manage("subscribe", often="as it happens")
    assert len(await desk.wait(seconds=1)) == 1
    await desk.edit(status="closed")
    posts = await desk.wait(minutes=1)
    assert len(posts) == 2
    assert "### Status of the brief" in posts[-1]


async def test_a_digest_is_shown_changed_paused_resumed_and_removed(desk: Desk) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    assert "**1** Ferry aground off Łąkowo" in (await desk.manage("list")).text
    changed = await desk.manage("edit", digest=1, often="weekly", day="Friday")
    assert "Every Friday at 09:00, Europe/Warsaw time" in changed.text
    paused = await desk.manage("pause", digest=1, until="2026-12-24")
    assert "Paused until <t:" in paused.text
    assert await desk.wait(days=7) == []
    assert "Why nothing comes" not in (await desk.manage("resume", digest=1)).text
    assert len(await desk.wait(days=4, hours=1)) == 1
    assert "Removed" in (await desk.manage("unsubscribe", digest=1)).text
    assert "None yet" in (await desk.manage("list")).text


async def test_a_preview_posts_nothing_and_send_now_posts_once(desk: Desk) -> None:
    await desk.manage("subscribe", often="weekly", day="Sunday", at="09:00", zone="UTC")
    preview = await desk.manage("preview", digest=1)
    assert preview.is_private
    assert "where it stands" in preview.text
    assert desk.posts() == []
    await desk.manage("send-now", digest=1)
    assert len(await desk.wait(seconds=1)) == 1


async def test_a_preview_is_a_button_away_for_managers_alone(desk: Desk) -> None:
    answer = await desk.manage("subscribe", often="weekly", day="Sunday", at="09:00", zone="UTC")
    room = desk.room
    preview = Answer(await room.manager.click(answer.message, label="Preview"))
    assert preview.is_private
    assert "where it stands" in preview.text
    assert desk.posts() == []
    await desk.manage("unsubscribe", digest=1)
    gone = Answer(await room.manager.click(answer.message, label="Preview"))
    assert "There is no digest “1” here" in gone.text


async def test_a_preview_leads_to_nothing_that_could_be_posted(desk: Desk) -> None:
    await desk.manage("subscribe", often="weekly", day="Sunday", at="09:00", zone="UTC")
    preview = await desk.manage("preview", digest=1)
    (box,) = preview.message.components
    buttons = [button for row in box["components"] for button in row.get("components", [])]
    assert [button["label"] for button in buttons] == ["Summary", "Timeline", "Sources"]
    assert all(button["disabled"] for button in buttons)


async def test_a_digest_is_paused_and_resumed_by_buttons_also_after_a_restart(desk: Desk) -> None:
    answer = await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    paused = await answer.press("Pause", desk.room.manager)
    assert (paused.message.id, paused.is_private) == (answer.message.id, True)
    assert "- Paused: `/digest resume`." in paused.text
    assert await desk.wait(days=1, hours=1) == []
    bot = desk.room.briefs.bot()
    bot.services = desk.digests.services()
    await desk.room.env.restart_bot(bot)
    resumed = await paused.press("Resume", desk.room.manager)
    assert "Why nothing comes" not in resumed.text
    assert "Pause" in resumed.buttons
    assert await desk.wait(hours=1) == []  # what the pause left out is not made up for
    assert len(desk.posts()) == 0


async def test_the_buttons_of_managers_refuse_others_and_other_servers(desk: Desk) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    room = desk.room
    channel = room.env.bot.get_partial_messageable(room.channel.id)
    view = PersistentView().add_item(
        ui.ActionRow[Any](preview_button(1), halt_button(1, "pause"), halt_button(9, "resume"))
    )
    message = await channel.send(view=view)
    await room.env.settle()
    for button in ("Preview", "Pause"):
        refused = Answer(await room.reader.click(message, label=button))
        assert refused.is_private
        assert "Only those who may manage this server" in refused.text
    missing = Answer(await room.manager.click(message, label="Resume"))
    assert "There is no digest “9” here" in missing.text
    assert not (await desk.digests.digests.subscriptions.of_guild(room.guild.id))[0].paused


async def test_what_is_edited_during_a_pause_waits_for_its_end(desk: Desk) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    await desk.manage("pause", digest=1, until="2026-11-25 12:00")
    await desk.manage("edit", digest=1, at="11:00")
    assert await desk.wait(days=2, hours=6) == []
    (post,) = await desk.wait(hours=21)
    assert "Late" not in post


async def test_one_that_turns_to_tell_as_it_happens_tells_what_happened_before(
    desk: Desk,
) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    await desk.wait(hours=1)
    await desk.edit(status="closed")
    await desk.wait(minutes=5)
    await desk.manage("edit", digest=1, often="as it happens")
    assert "### Status of the brief" in (await desk.wait(seconds=1))[-1]


async def test_the_buttons_of_a_digest_answer_whoever_presses(desk: Desk) -> None:
    await desk.manage("subscribe", often="as it happens")
    await desk.wait(seconds=1)
    message = desk.room.channel.last_message
    assert message is not None
    answer = Answer(await desk.room.reader.click(message, label="Timeline"))
    assert answer.is_private
    assert "### Timeline" in answer.text


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"often": "cron", "cron": "* * * * *"}, "at least 10 minutes apart"),
        ({"often": "cron", "cron": "0 0 30 2 *"}, "never"),
        ({"often": "daily", "at": "25:00"}, "There is no 25:00"),
        ({"often": "daily"}, "The time is missing"),
        ({"often": "weekly", "at": "9"}, "The day is missing"),
        ({"often": "daily", "at": "9", "zone": "Warsawa"}, "There is no time zone"),
        ({"often": "daily", "at": "9", "brief": "submarine"}, "There is no brief"),
    ],
)
async def test_what_cannot_be_is_refused_with_the_reason(
    desk: Desk, wishes: dict[str, str], said: str
) -> None:
    answer = await desk.manage("subscribe", **wishes)
    assert answer.is_private
    assert said in answer.text
    assert "None yet" in (await desk.manage("list")).text


async def test_a_channel_that_the_bot_may_not_write_in_is_refused_by_permission(
    desk: Desk,
) -> None:
    notices = desk.room.notices
    answer = await desk.manage("subscribe", often="daily", at="9", channel=notices)
    assert "I cannot post in #notices yet. Give me there: Send Messages; then" in answer.text


async def test_a_lost_permission_stops_the_digest_keeps_it_and_is_named(desk: Desk) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    _refuse(desk.room.env)
    assert await desk.wait(hours=1) == []
    shown = await desk.manage("show", digest=1)
    assert "I may not write in the channel (Send Messages)" in shown.text
    await desk.manage("resume", digest=1)
    assert len(await desk.wait(minutes=1)) == 1


async def test_those_who_may_not_manage_the_server_are_refused(desk: Desk) -> None:
    room = desk.room
    assert isinstance(room.env.bot, Bot)
    told = await room.env.bot.tree.fetch_commands()
    digest = next(command for command in told if command.name == "digest")
    # A server's owner may show a command to anybody; that makes nobody a manager.
    room.guild.set_command_permissions(digest.id, {room.reader: True})
    answer = Answer(await room.reader.slash(room.channel, "digest list"))
    assert "Only those who may manage this server" in answer.text


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
    assert "wants a tag on each post, and has none that I may use" in answer.text
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
    assert "I no longer see the channel that it posts to" in unseen.text
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


async def test_an_announcement_is_published_where_that_is_wanted(desk: Desk) -> None:
    news = desk.room.guild.create_news_channel("announcements")
    await desk.manage("subscribe", often="as it happens", channel=news, publish=True)
    await desk.wait(seconds=1)
    posted = news.history()
    assert len(desk.room.requests("/crosspost")) == len(posted) > 0
    assert not [entry for entry in desk.room.logs if entry["event"] == "publishing_failed"]


async def test_a_role_is_mentioned_only_where_a_manager_chose_one(desk: Desk) -> None:
    role = desk.room.guild.create_role("watchers", mentionable=True)
    await desk.manage("subscribe", often="as it happens", role=role)
    await desk.wait(seconds=1)
    first, *others = desk.room.requests("/messages")
    assert first["allowed_mentions"] == {"parse": [], "roles": [str(role.id)]}
    assert all(other["allowed_mentions"] == {"parse": [], "roles": []} for other in others)


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


async def test_pressing_late_changes_no_pause_and_no_slot(desk: Desk) -> None:
    answer = await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    paused = await desk.manage("pause", digest=1, until="2026-11-24")
    assert "Paused until <t:" in (await answer.press("Pause", desk.room.manager)).text
    await desk.manage("resume", digest=1)
    desk.now += timedelta(hours=1)  # it is due, and nobody has looked yet
    await paused.press("Resume", desk.room.manager)
    assert len(await desk.wait(seconds=0)) == 1


async def test_a_thread_of_a_channel_that_the_bot_does_not_see_is_refused(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    await desk.manage("subscribe", often="hourly", channel=forum)
    (thread,) = forum.threads
    with desk.room.env._bot_scope():
        guild = desk.room.env.bot.get_guild(desk.room.guild.id)
        assert guild is not None
        guild._channels.pop(forum.id)
    shown = await desk.manage("show", digest=1)
    assert f"I may not post in <#{thread.id}>: View Channel is missing." in shown.text


async def test_a_role_is_taken_away_again(desk: Desk) -> None:
    role = desk.room.guild.create_role("watchers", mentionable=True)
    await desk.manage("subscribe", often="as it happens", role=role)
    assert "Mentions <@&" in (await desk.manage("show", digest=1)).text
    both = await desk.manage("edit", digest=1, role=role, nobody=True)
    assert "not both" in both.text
    assert "Mentions <@&" not in (await desk.manage("edit", digest=1, nobody=True)).text
    await desk.wait(seconds=1)
    assert all(not sent["allowed_mentions"]["roles"] for sent in desk.room.requests("/messages"))


async def test_zones_and_digests_are_offered_while_one_types(desk: Desk) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    room = desk.room
    zones = await room.manager.autocomplete(
        room.channel, "digest subscribe", "zone", "krak", often="daily"
    )
    assert zones[0]["value"] == "Europe/Warsaw"
    assert "08:00 now" in zones[0]["name"]
    (digest,) = await room.manager.autocomplete(room.channel, "digest show", "digest", "")
    assert digest["value"] == 1


def _refuse(env: Env) -> None:
    env.inject_error(
        "POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions"
    )
