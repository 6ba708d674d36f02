"""Channels that digests go to: what kind they are, and what is missing to post there."""

from typing import TypeAlias, TypeGuard

import discord

from bot.answers.errors import UNREACHABLE
from bot.domain.errors import UserError
from bot.domain.subscription import Target

Channel: TypeAlias = discord.TextChannel | discord.Thread | discord.ForumChannel

_LOCKED = "Manage Threads (the thread is locked)"
_NAMES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
}


def missing_permissions(channel: Channel) -> list[str]:
    """What the bot may not do there and would have to, by the names Discord shows.

    Read Message History is among them: without it nobody could tell, after a failure, whether a
    digest was posted.
    """
    return _missing(channel, channel.guild.me, "view_channel", "read_message_history")


def missing_to_write(channel: Channel, who: discord.Member) -> list[str]:
    """What somebody may not do there and would have to, so as to write what a digest is."""
    return _missing(channel, who, "view_channel")


def _missing(channel: Channel, who: discord.Member, *first: str) -> list[str]:
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return [_NAMES["view_channel"]]  # of the channel that the thread belongs to
    may = channel.permissions_for(who)
    needed = list(first)
    in_thread = isinstance(channel, discord.Thread)
    needed.append("send_messages_in_threads" if in_thread else "send_messages")
    if isinstance(channel, discord.ForumChannel):
        needed.append("send_messages_in_threads")
    missing = [_NAMES[name] for name in needed if not getattr(may, name)]
    if isinstance(channel, discord.Thread) and channel.locked and not may.manage_threads:
        missing.append(_LOCKED)
    return missing


def may_mention(role: discord.Role, channel: Channel, who: discord.Member) -> bool:
    """Whether those with the role are told when somebody mentions it there."""
    return role.mentionable or channel.permissions_for(who).mention_everyone


async def channel_now(client: discord.Client, channel_id: int) -> Channel | None:
    """A channel as it is now; discord.py forgets threads that are archived, so Discord is asked.

    Returns:
        None where it is gone, hidden, or none to post in.

    Raises:
        discord.DiscordException: Discord did not tell.
    """
    channel = client.get_channel(channel_id)
    if channel is None:
        try:
            channel = await client.fetch_channel(channel_id)
        except (discord.NotFound, discord.Forbidden):
            return None
    return channel if isinstance(channel, Channel) else None


async def may_see(
    client: discord.Client, person: discord.User | discord.Member, channel_id: int
) -> bool:
    """Whether somebody may see a channel or a thread of the server that they are in.

    Where Discord does not tell, it counts as hidden.
    """
    if not isinstance(person, discord.Member):
        return False
    try:
        channel = client.get_channel(channel_id) or await client.fetch_channel(channel_id)
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return False
        may = channel.permissions_for(person)
        if may.view_channel and _is_closed(channel) and not may.manage_threads:
            await channel.fetch_member(person.id)
    except UNREACHABLE:  # no such channel, no such member, or no answer
        return False
    return may.view_channel


def _is_closed(
    channel: discord.abc.GuildChannel | discord.Thread,
) -> TypeGuard[discord.Thread]:
    """Whether it shows itself to its members alone."""
    return isinstance(channel, discord.Thread) and channel.is_private()


def target_of(channel: Channel) -> Target:
    """What kind of channel it is, as subscriptions call it."""
    if isinstance(channel, discord.ForumChannel):
        return "forum"
    if isinstance(channel, discord.Thread):
        return "thread"
    return "announcement" if channel.is_news() else "text"


def check_target(channel: Channel) -> None:
    """Refuse a channel that the bot cannot post to.

    Raises:
        UserError: with the missing permissions named.
    """
    if missing := missing_permissions(channel):
        raise UserError(
            f"I cannot post in #{channel.name} yet. Give me these permissions there, then ask "
            f"again: {', '.join(missing)}."
        )


def check_role(role: discord.Role | None, channel: Channel) -> None:
    """Refuse a role that nobody would be told by.

    Raises:
        UserError: the role cannot be mentioned by the bot there.
    """
    if role is None:
        return
    if role.is_default():
        raise UserError("I do not mention everyone. Choose a role, or none.")
    if not may_mention(role, channel, channel.guild.me):
        raise UserError(
            f"I may not mention the role {role.name} in #{channel.name}: let anyone mention it, "
            "or choose none."
        )


def check_publishing(target: Target) -> None:
    """Refuse to publish where Discord publishes nothing.

    Raises:
        UserError: it is no announcement channel.
    """
    if target != "announcement":
        raise UserError(
            "Only announcements are published to servers that follow: choose an announcement "
            "channel, or leave out `publish`."
        )
