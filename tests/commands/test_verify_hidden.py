"""/brief verify tells nobody of messages that they cannot see, not even that they are there."""

from dataclasses import replace

import discord
from simcord.backend.models.channel import Overwrite
from simcord.enums import ChannelType, OverwriteType

from bot.storage.posts import Posts
from tests.demo.desk import Desk
from tests.demo.ferry import SLUG
from tests.storage.making import A_POST, MESSAGE


async def told(desk: Desk, channel_id: int, message: int = MESSAGE) -> str:
    """What the reader is told, in another channel, of a message that was posted in this one."""
    post = replace(
        A_POST,
        guild_id=desk.room.guild.id,
        channel_id=channel_id,
        message_id=message,
        slug=SLUG,
        entries=("ashore",),
    )
    await Posts(desk.database).add(post)
    return await verified(desk, message)


async def verified(desk: Desk, message: int) -> str:
    """What the reader is told of a message."""
    return (await desk.room.ask("brief verify", reference=str(message))).text


def hide(desk: Desk, channel_id: int) -> None:
    """Take the channel out of the reader's sight."""
    denied = discord.Permissions(view_channel=True).value
    rule = Overwrite(desk.room.reader.id, OverwriteType.MEMBER, deny=denied)
    desk.room.env.backend.set_overwrite(channel_id, rule)


async def test_of_a_message_in_a_hidden_channel_is_said_what_is_said_of_none(desk: Desk) -> None:
    other = desk.room.guild.create_text_channel("other")
    assert "`ashore` **✔" in await told(desk, other.id)
    hide(desk, other.id)
    await desk.room.env.settle()
    hidden = await verified(desk, MESSAGE)
    assert "not on record here, or stands where you cannot see it" in hidden
    assert hidden == await verified(desk, MESSAGE + 1)


async def test_a_thread_is_seen_as_its_channel_is_and_a_private_one_by_its_members(
    desk: Desk,
) -> None:
    room, backend = desk.room, desk.room.env.backend
    parent = room.guild.create_text_channel("parent")
    public = backend.create_thread(parent.id, "public", room.manager.id)
    private = backend.create_thread(
        parent.id, "private", room.manager.id, type=ChannelType.PRIVATE_THREAD
    )
    backend.add_thread_member(private.id, backend.bot_user.id)
    await room.env.settle()
    assert "`ashore` **✔" in await told(desk, public.id)
    assert "not on record" in await told(desk, private.id, MESSAGE + 1)
    backend.add_thread_member(private.id, room.reader.id)
    await room.env.settle()
    assert "`ashore` **✔" in await verified(desk, MESSAGE + 1)
    hide(desk, parent.id)
    await room.env.settle()
    assert "not on record" in await verified(desk, MESSAGE)
    assert "not on record" in await verified(desk, MESSAGE + 1)


async def test_a_message_in_a_channel_that_is_gone_is_not_on_record(desk: Desk) -> None:
    other = desk.room.guild.create_text_channel("other")
    assert "`ashore` **✔" in await told(desk, other.id)
    desk.room.env.backend.delete_channel(other.id)
    await desk.room.env.settle()
    assert "not on record" in await verified(desk, MESSAGE)


async def test_a_number_that_no_message_has_is_refused_with_a_sentence(desk: Desk) -> None:
    link = f"https://discord.com/channels/{desk.room.guild.id}/1/{2**63}"
    for reference in (link, str(2**64 - 1)):
        answer = await desk.room.ask("brief verify", reference=reference)
        assert "No message has the number" in answer.text
    answer = await desk.room.ask("brief verify", reference="ferry/hurt@999999999999")
    assert "There is no revision 999999999999." in answer.text
