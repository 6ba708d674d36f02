"""Channels that digests go to: what kind they are, and what is missing to post there."""

import discord

from bot.domain.brief import Brief
from bot.domain.errors import UserError
from bot.services import Digests
from bot.storage.errors import TooManySubscriptionsError
from bot.storage.subscription import Target
from bot.views.permissions import Channel, missing_permissions
from bot.views.text import literal, shortened

_THREAD_NAME = 100  # resources/channel


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
            f"I cannot post in {channel.mention} yet. Give me there: {', '.join(missing)}; "
            "then ask again."
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
    may = channel.permissions_for(channel.guild.me).mention_everyone
    if not (role.mentionable or may):
        raise UserError(
            f"I may not mention the role {role.name}: let anyone mention it, or choose none."
        )


async def thread_in(digests: Digests, channel: Channel, brief: Brief) -> int | None:
    """A forum takes posts, not messages: one post for a brief, all of its digests within.

    Returns:
        The post's thread; None for a channel that takes messages.

    Raises:
        TooManySubscriptionsError: no post is made in vain.
        UserError: Discord does not let us make one.
    """
    if not isinstance(channel, discord.ForumChannel):
        return None
    others = await digests.subscriptions.of_guild(channel.guild.id)
    for other in others:
        if (other.channel_id, other.slug) == (channel.id, brief.slug) and other.thread_id:
            thread = channel.get_thread(other.thread_id)
            if thread is not None and not thread.locked:
                return thread.id
    if len(others) >= digests.most_per_server:
        raise TooManySubscriptionsError(digests.most_per_server)
    try:
        made = await channel.create_thread(
            name=shortened(brief.title, _THREAD_NAME),
            content=f"Digests of: {literal(brief.title)}",
            applied_tags=channel.available_tags[: int(channel.flags.require_tag)],
        )
    except discord.HTTPException as error:
        raise UserError(
            f"I could not make a post in {channel.mention}: {error.text or error}. "
            "Nothing was changed."
        ) from error
    return made.thread.id
