"""Channels that digests go to: what kind they are, and what is missing to post there."""

import math

import discord

from bot.domain.brief import Brief
from bot.domain.errors import UserError
from bot.services import Interaction
from bot.storage.errors import TooManySubscriptionsError
from bot.storage.subscription import Target
from bot.views.permissions import Channel, channel_now, may_mention, missing_permissions
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
            f"I cannot post in #{channel.name} yet. Give me there: {', '.join(missing)}; "
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
    if not may_mention(role, channel):
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


async def thread_in(
    interaction: Interaction, channel: Channel, brief: Brief, *, adding: bool
) -> int | None:
    """A forum takes posts, not messages: one post for a brief, all of its digests within.

    Args:
        interaction: who asks.
        channel: a forum, or what takes messages.
        brief: what the digests tell.
        adding: a subscription is to be added, for which there has to be room.

    Returns:
        The post's thread; None for a channel that takes messages.

    Raises:
        TooManySubscriptionsError: no post is made in vain.
        UserError: Discord does not let us make one.
    """
    if not isinstance(channel, discord.ForumChannel):
        return None
    digests = interaction.client.services.digests
    others = await digests.subscriptions.of_guild(channel.guild.id)
    try:
        for other in others:
            if (other.channel_id, other.slug) == (channel.id, brief.slug) and other.thread_id:
                thread = await channel_now(interaction.client, other.thread_id)
                if isinstance(thread, discord.Thread) and not thread.locked:
                    return thread.id
        if adding and len(others) >= digests.most_per_server:
            raise TooManySubscriptionsError(digests.most_per_server)
        return await _made(channel, brief)
    except discord.RateLimited as error:
        seconds = math.ceil(error.retry_after)
        raise UserError(
            f"Discord makes me wait: ask again in {seconds} s. Nothing was changed."
        ) from error
    except discord.HTTPException as error:
        raise UserError(
            f"I could not make a post in #{channel.name}: {error.text or error}. "
            "Nothing was changed."
        ) from error


async def _made(forum: discord.ForumChannel, brief: Brief) -> int:
    name, ours = shortened(brief.title, _THREAD_NAME), forum.guild.me.id
    for thread in forum.threads:
        # Of a subscription that is gone, or that could not be saved.
        if (thread.owner_id, thread.name) == (ours, name) and not thread.locked:
            return thread.id
    made = await forum.create_thread(
        name=name,
        content=f"Digests of: {literal(brief.title)}",
        applied_tags=_tags(forum),
    )
    return made.thread.id


def _tags(forum: discord.ForumChannel) -> list[discord.ForumTag]:
    """The tag of a post, where the forum wants one on each.

    Raises:
        UserError: there is none that we may use.
    """
    if not forum.flags.require_tag:
        return []
    may = forum.permissions_for(forum.guild.me).manage_threads
    usable = [tag for tag in forum.available_tags if may or not tag.moderated]
    if not usable:
        raise UserError(
            f"#{forum.name} wants a tag on each post, and has none that I may use: add one that "
            "everybody may use, then ask again."
        )
    return usable[:1]
