"""/digest: showing, changing, pausing and previewing, by command and button."""

from datetime import timedelta
from typing import Any

import pytest
from discord import ui

from bot.gateway.client import Bot
from bot.views.buttons import halt_button, preview_button
from bot.views.persistent import PersistentView
from tests.demo.desk import Desk
from tests.demo.newsroom import Answer


async def test_a_digest_is_shown_changed_paused_resumed_and_removed(desk: Desk) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    assert "**1** Ferry aground off Łąkowo" in (await desk.manage("list")).text
    changed = await desk.manage("edit", digest=1, often="weekly", day="Friday")
    assert "Every Friday at 09:00, Europe/Warsaw time" in changed.text
    paused = await desk.manage("pause", digest=1, until="2026-12-24")
    assert "Paused until <t:1798066800:" in paused.text  # midnight in Warsaw
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
    (missing,) = (await room.manager.click(message, label="Resume")).followups
    assert "There is no digest “9” here" in missing.content
    assert missing.ephemeral
    assert not (await desk.digests.digests.subscriptions.of_guild(room.guild.id))[0].paused


async def test_what_is_edited_during_a_pause_waits_for_its_end(desk: Desk) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    await desk.manage("pause", digest=1, until="2026-11-25 12:00")
    await desk.manage("edit", digest=1, at="11:00")
    assert await desk.wait(days=2, hours=6) == []
    (post,) = await desk.wait(hours=21)
    assert "Late" not in post


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


async def test_those_who_may_not_manage_the_server_are_refused(desk: Desk) -> None:
    room = desk.room
    assert isinstance(room.env.bot, Bot)
    told = await room.env.bot.tree.fetch_commands()
    digest = next(command for command in told if command.name == "digest")
    # A server's owner may show a command to anybody; that makes nobody a manager.
    room.guild.set_command_permissions(digest.id, {room.reader: True})
    answer = Answer(await room.reader.slash(room.channel, "digest list"))
    assert "Only those who may manage this server" in answer.text


async def test_pressing_late_changes_no_pause_and_no_slot(desk: Desk) -> None:
    answer = await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    paused = await desk.manage("pause", digest=1, until="2026-11-24")
    pressed = await answer.press("Pause", desk.room.manager)
    assert "Paused until <t:1795474800:" in pressed.text  # midnight in Warsaw, as before
    await desk.manage("resume", digest=1)
    desk.now += timedelta(hours=1)  # it is due, and nobody has looked yet
    await paused.press("Resume", desk.room.manager)
    assert len(await desk.wait(seconds=0)) == 1


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


async def test_who_sends_now_what_would_be_silent_is_told_why_and_what_to_set(desk: Desk) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    assert "On its way to <#" in (await desk.manage("send-now", digest=1)).text
    assert len(await desk.wait(seconds=1)) == 1
    told = await desk.manage("send-now", digest=1)
    assert told.is_private
    assert told.text.startswith(
        "Nothing was posted. There is nothing new since the last digest, and this one is set to "
        "stay silent then."
    )
    assert await desk.digests.digests.deliveries.open_count() == 0
    preview = await desk.manage("preview", digest=1)
    assert "Nothing would be posted now. There is nothing new since" in preview.text
    await desk.manage("edit", digest=1, quiet="one line")
    assert "On its way to <#" in (await desk.manage("send-now", digest=1)).text
    assert len(await desk.wait(seconds=1)) == 2
