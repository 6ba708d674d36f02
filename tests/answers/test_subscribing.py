"""What a manager types, as `bot.answers.subscribing` reads it."""

import discord
import pytest
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.domain.subscription import Subscription
from tests.demo.desk import Desk, deny

DAILY = {"often": "daily", "at": "09:00", "zone": "Europe/Warsaw"}


async def kept(desk: Desk) -> list[Subscription]:
    return await desk.digests.digests.subscriptions.of_guild(desk.room.guild.id)


async def test_everyone_is_never_mentioned(desk: Desk) -> None:
    everyone = desk.room.guild.default_role
    refused = await desk.manage("subscribe", **DAILY, role=everyone)
    assert "I do not mention everyone. Choose a role, or none." in refused.text
    assert await kept(desk) == []
    await desk.manage("subscribe", **DAILY)
    refused = await desk.manage("edit", digest=1, role=everyone)
    assert "I do not mention everyone." in refused.text


async def test_a_role_that_the_bot_may_not_mention_is_refused_at_subscribing(desk: Desk) -> None:
    await deny(desk, desk.room.channel, mention_everyone=True)
    role = desk.room.guild.create_role("watchers")
    refused = await desk.manage("subscribe", **DAILY, role=role)
    assert "I may not mention the role watchers in #briefs" in refused.text
    assert await kept(desk) == []
    told = desk.room.guild.create_role("listeners", mentionable=True)
    assert "Mentions <@&" in (await desk.manage("subscribe", **DAILY, role=told)).text


async def test_a_role_that_nobody_mentions_but_the_bot_is_mentioned(desk: Desk) -> None:
    backend, role = desk.room.env.backend, desk.room.guild.create_role("watchers")
    may = discord.Permissions(mention_everyone=True).value
    rule = Overwrite(backend.bot_user.id, OverwriteType.MEMBER, allow=may)
    backend.set_overwrite(desk.room.channel.id, rule)
    await desk.room.env.settle()
    assert "Mentions <@&" in (await desk.manage("subscribe", **DAILY, role=role)).text


async def test_a_digest_moves_to_no_channel_that_the_bot_may_not_write_in(desk: Desk) -> None:
    await desk.manage("subscribe", **DAILY)
    await deny(desk, desk.room.notices, send_messages=True)
    refused = await desk.manage("edit", digest=1, channel=desk.room.notices)
    assert (
        "I cannot post in #notices yet. Give me these permissions there, then ask again: Send"
        in refused.text
    )
    assert [each.channel_id for each in await kept(desk)] == [desk.room.channel.id]


@pytest.mark.parametrize("lacking", ["send_messages", "send_messages_in_threads"])
async def test_a_forum_takes_both_rights_of_the_bot_to_write(desk: Desk, lacking: str) -> None:
    forum = desk.room.guild.create_forum_channel("incidents")
    await deny(desk, forum, **{lacking: True})
    refused = await desk.manage("subscribe", **DAILY, channel=forum)
    name = {
        "send_messages": "Send Messages",
        "send_messages_in_threads": "Send Messages in Threads",
    }
    assert f"Give me these permissions there, then ask again: {name[lacking]}." in refused.text
    assert forum.threads == []


async def test_a_pause_ends_by_the_clock_of_the_digest_s_zone(desk: Desk) -> None:
    await desk.manage("subscribe", **DAILY)
    await desk.manage("pause", digest=1, until="2026-11-24 08:30")
    (paused,) = await kept(desk)
    assert paused.paused_until is not None
    assert f"{paused.paused_until:%Y-%m-%d %H:%M}" == "2026-11-24 07:30"
    # In UTC it would end after the slot of 09:00 in Warsaw.
    assert len(await desk.wait(days=1, hours=1)) == 1


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("whenever", "The option `until`: I don't understand “whenever” as a date. Try 2025-09-10"),
        ("2026-12-24 to 2026-12-27", "The option `until` takes one time, such as 2025-09-10"),
        ("about 2026-12-27", "The option `until` takes one time, such as 2025-09-10"),
        ("yesterday", "The option `until`: yesterday has passed."),
        ("2026-11-22", "The option `until`: 2026-11-22 has passed."),
    ],
)
async def test_a_pause_until_no_time_to_come_is_refused(desk: Desk, until: str, said: str) -> None:
    await desk.manage("subscribe", **DAILY)
    refused = await desk.manage("pause", digest=1, until=until)
    assert said in refused.text.replace("\\", "")
    assert not (await kept(desk))[0].paused


@pytest.mark.parametrize(
    ("command", "options"), [("pause", {"until": "2026-12-24"}), ("resume", {})]
)
async def test_a_zone_that_this_machine_does_not_know_is_no_bug(
    desk: Desk, command: str, options: dict[str, str]
) -> None:
    await desk.manage("subscribe", **DAILY)
    await desk.manage("pause", digest=1)
    subscriptions = desk.digests.digests.subscriptions
    await subscriptions.edit(desk.room.guild.id, 1, zone="Europe/Warsav")
    refused = await desk.manage(command, digest=1, **options)
    assert "I know no time zone “Europe/Warsav”; did you mean" in refused.text
    assert "Choose another with \\`/digest edit\\`." in refused.text
    assert desk.room.bugs() == []
    assert "Changed" in (await desk.manage("edit", digest=1, zone="Europe/Warsaw")).text


@pytest.mark.parametrize("stopped", ["paused", "suspended"])
async def test_what_is_stopped_is_not_sent_now(desk: Desk, stopped: str) -> None:
    await desk.manage("subscribe", **DAILY)
    if stopped == "paused":
        await desk.manage("pause", digest=1)
    else:
        backend, here = desk.room.env.backend, desk.room.channel
        desk.room.env.inject_error(
            "POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions"
        )
        await desk.wait(hours=1)
        assert backend.get_channel(here.id) is not None
    refused = await desk.manage("send-now", digest=1)
    assert "This digest is stopped at present: \\`/digest resume\\` it first." in refused.text
    assert await desk.wait(seconds=1) == []
