"""What the bot may do in a channel that digests go to, by the names that Discord shows."""

from typing import TypeAlias

import discord

Channel: TypeAlias = discord.TextChannel | discord.Thread | discord.ForumChannel

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
    may = channel.permissions_for(channel.guild.me)
    needed = ["view_channel", "read_message_history"]
    in_thread = isinstance(channel, discord.Thread)
    needed.append("send_messages_in_threads" if in_thread else "send_messages")
    if isinstance(channel, discord.ForumChannel):
        needed.append("send_messages_in_threads")
    return [_NAMES[name] for name in needed if not getattr(may, name)]
