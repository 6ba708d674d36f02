"""Those who have the bot write in a channel: nobody has more written than they could write."""

import discord

from bot.answers.channels import Channel, may_mention, missing_to_write
from bot.answers.errors import RefusalError
from bot.domain.errors import UserError
from bot.services import Interaction


def may_write(interaction: Interaction) -> bool:
    """Whether the person may send messages where they are; in direct messages they may."""
    if interaction.guild_id is None:
        return True
    may, thread = interaction.permissions, interaction.channel
    if isinstance(thread, discord.Thread):
        return may.send_messages_in_threads and (may.manage_threads or not thread.locked)
    return may.send_messages


def check_author(
    interaction: Interaction, channel: Channel, role: discord.Role | None = None
) -> None:
    """Refuse to write for somebody, on a schedule or at once, what they could not write there.

    Args:
        interaction: who asks for it.
        channel: where it is to be posted.
        role: whom it is to mention.

    Raises:
        UserError: with the permission that they lack.
    """
    author = interaction.user
    if not isinstance(author, discord.Member):  # there are no digests outside of servers
        raise RefusalError("That is done within a server.")
    missing = missing_to_write(channel, author)
    if _is_closed_to(author, channel) and interaction.channel_id != channel.id:
        missing.append("Manage Threads (the thread is private; or ask within it)")
    if missing:
        raise UserError(
            f"You may not write in #{channel.name} yourself, so I do not write there for you. "
            f"You lack: {', '.join(missing)}."
        )
    if role is not None and not may_mention(role, channel, author):
        raise UserError(
            f"You may not mention the role {role.name} in #{channel.name} yourself, so I do not "
            "mention it for you. You lack: Mention Everyone. Let anyone mention the role, or "
            "choose none."
        )


def _is_closed_to(author: discord.Member, channel: Channel) -> bool:
    """Whether it is seen by those alone who were added to it, which we are not told of."""
    if not isinstance(channel, discord.Thread) or not channel.is_private():
        return False
    return channel.parent is None or not channel.permissions_for(author).manage_threads
