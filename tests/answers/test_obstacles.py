"""/digest show names the stage that stops a digest."""

from datetime import timedelta

import pytest

from bot.storage.leases import Leases
from bot.storage.suspensions import LEFT
from tests.demo.desk import Desk, deny
from tests.demo.ferry import SLUG, ferry

DAILY = {"often": "daily", "at": "09:00", "zone": "Europe/Warsaw"}


async def subscribed(desk: Desk, **options: object) -> None:
    await desk.manage("subscribe", **{**DAILY, **options})


async def stops(desk: Desk) -> str:
    """What stands under “Why nothing comes”; empty where nothing stops it."""
    shown = (await desk.manage("show", digest=1)).text
    return shown.partition("### Why nothing comes")[2].partition("### Next")[0].strip()


async def test_nothing_stops_a_digest_that_waits_for_its_time(desk: Desk) -> None:
    await subscribed(desk)
    assert await stops(desk) == ""


async def test_a_pause_is_named_with_its_end(desk: Desk) -> None:
    await subscribed(desk)
    await desk.manage("pause", digest=1)
    assert await stops(desk) == "- Paused: `/digest resume`."
    await desk.manage("pause", digest=1, until="2026-12-24")
    assert (await stops(desk)).startswith("- Paused until <t:1798066800:")


async def test_a_permission_that_is_missing_now_is_named_before_anything_failed(
    desk: Desk,
) -> None:
    await subscribed(desk)
    await deny(desk, desk.room.channel, read_message_history=True)
    assert "until I have this: Read Message History." in await stops(desk)


async def test_a_permission_that_came_back_is_not_said_to_be_missing_now(desk: Desk) -> None:
    await subscribed(desk)
    await deny(desk, desk.room.channel, send_messages=True)
    await desk.wait(hours=1)
    told = await stops(desk)
    assert "Stopped since <t:" in told
    assert "I cannot post in" in told
    assert "Last error" not in told  # it is not tried while it is stopped
    await deny(desk, desk.room.channel)
    assert "I cannot post in" not in await stops(desk)


async def test_an_archived_thread_stops_nothing_a_locked_or_deleted_one_does(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    await subscribed(desk, channel=forum)
    (thread,) = forum.threads
    await deny(desk, forum, manage_threads=True)
    backend = desk.room.env.backend
    for state, said in (
        ({"archived": True}, ""),
        ({"archived": True, "locked": True}, "I have this: Manage Threads (the thread is locked)"),
    ):
        backend.edit_channel(thread.id, {}, thread_metadata=state)
        await desk.room.env.settle()
        told = await stops(desk)
        assert told == "" if not said else said in told
    backend.delete_channel(thread.id)
    await desk.room.env.settle()
    assert f"I see no channel <#{thread.id}>" in await stops(desk)


async def test_what_discord_does_not_tell_is_not_guessed(desk: Desk) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    await subscribed(desk, channel=forum)
    (thread,) = forum.threads
    desk.room.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    await desk.room.env.settle()
    desk.room.env.inject_error("GET", f"/channels/{thread.id}", status=500)
    assert "Discord is not telling me at the moment" in await stops(desk)


async def test_that_the_bot_was_removed_is_named(desk: Desk) -> None:
    await subscribed(desk)
    digests = desk.digests.digests
    await digests.servers.left(desk.room.guild.id, desk.now)
    (subscription,) = await digests.subscriptions.of_guild(desk.room.guild.id)
    assert subscription.suspended_reason == LEFT
    assert await stops(desk) == "- I was removed from this server meanwhile."


async def test_a_channel_that_is_gone_is_named(desk: Desk) -> None:
    other = desk.room.guild.create_text_channel("other")
    await subscribed(desk, channel=other)
    desk.room.env.backend.delete_channel(other.id)
    await desk.room.env.settle()
    assert f"I see no channel <#{other.id}>: it is gone, or hidden from me." in await stops(desk)


async def test_a_brief_that_is_gone_is_named(desk: Desk) -> None:
    await subscribed(desk)
    desk.room.briefs.remove(SLUG)
    assert f"There is no brief “{SLUG}” any more." in await stops(desk)


async def test_a_role_that_is_gone_is_named(desk: Desk) -> None:
    role = desk.room.guild.create_role("watchers", mentionable=True)
    await subscribed(desk, role=role)
    desk.room.env.backend.delete_role(desk.room.guild.id, role.id)
    await desk.room.env.settle()
    assert "The role that it mentions is gone" in await stops(desk)


async def test_a_role_that_cannot_be_mentioned_any_more_is_named(desk: Desk) -> None:
    role = desk.room.guild.create_role("watchers")
    await subscribed(desk, role=role)
    assert await stops(desk) == ""
    await deny(desk, desk.room.channel, mention_everyone=True)
    assert "I may not mention the role watchers any more" in await stops(desk)


async def test_a_brief_that_is_not_on_record_yet_is_named(desk: Desk) -> None:
    desk.room.briefs.save("harbour", ferry())
    await subscribed(desk, brief="harbour")
    assert await stops(desk) == (
        "- No state of the brief is on record yet, so there is nothing to post."
    )


@pytest.mark.parametrize(
    "kept",
    ["disconnected: broken pipe", "the connection failed: broken pipe"],
    ids=["code", "words of an earlier version"],
)
async def test_how_often_it_was_tried_and_when_again_is_named(desk: Desk, kept: str) -> None:
    await subscribed(desk)
    claims, lease = Leases(desk.database), timedelta(seconds=90)
    plans, subscriptions = desk.digests.digests.plans, desk.digests.digests.subscriptions
    await plans.add(await subscriptions.get(desk.room.guild.id, 1), desk.now)
    for _ in range(2):
        (delivery,) = await claims.claim(desk.now, "another process", lease, 1)
        assert await claims.sending(delivery, desk.now, lease, desk.room.channel.id)
        await claims.retry(delivery, desk.now, kept)
    again = int(desk.now.timestamp())
    assert await stops(desk) == (
        f"- After 2 tries, again <t:{again}:f>. Last error: the connection failed: broken pipe."
    )
    # A later one that waits for it does not hide it.
    await plans.add(await subscriptions.get(desk.room.guild.id, 1), desk.now + timedelta(seconds=1))
    assert "After 2 tries" in await stops(desk)


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (429, 0, "Discord limits the rate: it is tried again <t:"),
        (400, 50035, "The last one was given up: Discord rejects the message"),
        (403, 50013, "I may not write in the channel (Send Messages)"),
    ],
)
async def test_what_discord_said_is_named(desk: Desk, status: int, code: int, said: str) -> None:
    await subscribed(desk)
    desk.room.env.inject_error(
        "POST", "/channels/*/messages", status=status, code=code, message="No"
    )
    await desk.wait(hours=1)
    assert said in await stops(desk)


async def test_a_late_one_that_was_skipped_is_named(desk: Desk) -> None:
    await subscribed(desk)
    await desk.wait(hours=20)
    assert "The last one was skipped" in await stops(desk)


async def test_silence_because_nothing_changed_is_counted(desk: Desk) -> None:
    await subscribed(desk)
    await desk.wait(hours=1)
    for _ in range(3):
        await desk.wait(days=1)
    assert "Nothing changed: it has stayed silent for 3 slots." in await stops(desk)
