"""/digest show names the stage that stops a digest."""

import discord
import pytest
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from tests.commands.desk import Desk
from tests.demo.ferry import SLUG

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
    assert (await stops(desk)).startswith("- Paused until <t:")


async def test_a_permission_that_is_missing_now_is_named_before_anything_failed(
    desk: Desk,
) -> None:
    await subscribed(desk)
    backend = desk.room.env.backend
    reading = discord.Permissions(read_message_history=True).value
    rule = Overwrite(backend.bot_user.id, OverwriteType.MEMBER, deny=reading)
    backend.set_overwrite(desk.room.channel.id, rule)
    await desk.room.env.settle()
    assert "Read Message History is missing" in await stops(desk)


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


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (429, 0, "Discord limits the rate: it is tried again <t:"),
        (400, 50035, "The last one was given up: Discord takes no such message"),
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
