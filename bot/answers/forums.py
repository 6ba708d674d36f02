"""Forums take posts, not messages: the one post of a brief, found again or made."""

import math

import discord

from bot.answers.channels import Channel, channel_now
from bot.domain.brief import Brief
from bot.domain.errors import UserError
from bot.services import Interaction
from bot.storage.errors import TooManySubscriptionsError
from bot.views.text import literal, shortened

_THREAD_NAME = 100  # resources/channel


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
            f"Discord limits how fast I may work: ask again in {seconds} s. Nothing was changed."
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
            f"#{forum.name} requires a tag on every post and has none that I may use: add one "
            "that everybody may use, then ask again."
        )
    return usable[:1]
