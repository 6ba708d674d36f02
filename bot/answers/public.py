"""Answers that everybody reads, and the record of what each of them carried."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from hashlib import blake2b

import discord
import structlog

from bot.answers.errors import UNREACHABLE
from bot.answers.picturing import pictures_of
from bot.content.library import Library
from bot.services import History, Interaction
from bot.storage.errors import StorageError
from bot.storage.posts import NewPost
from bot.storage.shares import Share
from bot.views.bodies import Body
from bot.views.gallery import without_picture
from bot.views.persistent import PersistentView
from bot.views.showing import PRESENT, Showing

log = structlog.get_logger()

# Discord waits three seconds for an answer, and the database is asked twice before. It is to be
# given even where the database is away.
_NUMBER_SECONDS = 1.0
# Whoever posts a picture has seen it, so that it is mostly kept.
_PICTURE_SECONDS = 0.8


async def of_present(interaction: Interaction, library: Library, slug: str) -> Showing:
    """What a view says of itself that shows the present to everybody.

    It says no revision where the database does not tell which one it is.
    """
    services = interaction.client.services
    if slug not in library.slugs:
        return Showing(is_posted=True)
    try:
        async with asyncio.timeout(_NUMBER_SECONDS):
            number = await services.history.published(library.get(slug))
    except (StorageError, TimeoutError) as error:
        log.warning("revision_unknown", brief=slug, reason=str(error) or type(error).__name__)
        number = None
    return Showing(is_posted=True, revision=number)


async def post(
    interaction: Interaction,
    view: PersistentView,
    slug: str,
    showing: Showing = PRESENT,
    *,
    answer: str = "",
) -> int | None:
    """Answer for everybody to read, once, and keep what was said, so that a correction finds it.

    Not kept is what is marked as past, what carries nothing, and what stands where the bot is
    not: there it could not be edited.

    Args:
        interaction: not answered yet.
        view: the answer.
        slug: the brief.
        showing: which state the view is of.
        answer: tells it from all others; whoever has it posted again is told where it is. It is
            one of its own if left out.

    Returns:
        The id of the message; None where it was posted before, or Discord does not tell.

    Raises:
        UserError: they had as many posted here as they may for now, see `limits.SHARES`; or its
            picture is not ready.
    """
    files = await pictures_of(interaction, view, _PICTURE_SECONDS)
    share = _share(interaction, answer)
    if (earlier := await _earlier(interaction, share)) is not None:
        await interaction.response.send_message(_where(interaction, earlier), ephemeral=True)
        return None
    try:
        answered = await interaction.response.send_message(
            view=view, files=files or discord.utils.MISSING
        )
    except discord.HTTPException:  # refused; where nobody knows, it is free again in a minute
        await _noted(interaction, lambda history: history.shares.release(share.key))
        raise
    message = answered.message_id
    if message is not None:
        await _noted(interaction, lambda history: history.shares.posted(share.key, message))
    await _keep(interaction, view, slug, showing, message)
    return message


async def confirm(interaction: Interaction, message: int | None) -> None:
    """Tell whoever had an answer posted where it is."""
    if message is None:
        return
    try:
        await interaction.followup.send(f"Posted: {_address(interaction, message)}", ephemeral=True)
    except UNREACHABLE as error:  # it is posted all the same
        log.info("receipt_failed", message=message, reason=str(error))


def _share(interaction: Interaction, answer: str) -> Share:
    key = blake2b((answer or f"interaction {interaction.id}").encode(), digest_size=16)
    return Share(
        key=key.hexdigest(),  # an answer may be to words that somebody typed
        user_id=interaction.user.id,
        channel_id=interaction.channel_id or 0,
        interaction_id=interaction.id,
        shared_at=interaction.client.services.history.clock(),
    )


async def _earlier(interaction: Interaction, share: Share) -> Share | None:
    """How an answer was posted before; None also where the database does not tell."""
    try:
        async with asyncio.timeout(_NUMBER_SECONDS):
            return await interaction.client.services.history.shares.claim(share)
    except (StorageError, TimeoutError) as error:
        log.warning("share_unknown", reason=str(error) or type(error).__name__)
        return None


def _where(interaction: Interaction, earlier: Share) -> str:
    if earlier.message_id is None:
        return "This is being posted already."
    return f"This was posted already: {_address(interaction, earlier.message_id)}"


def _address(interaction: Interaction, message: int) -> str:
    server = interaction.guild_id or "@me"
    return f"https://discord.com/channels/{server}/{interaction.channel_id}/{message}"


async def _noted(interaction: Interaction, noting: Callable[[History], Awaitable[object]]) -> None:
    """Note what became of an answer that was given, if the database takes it."""
    try:
        await noting(interaction.client.services.history)
    except StorageError as error:
        log.warning("post_not_recorded", reason=str(error))


async def _keep(
    interaction: Interaction,
    view: PersistentView,
    slug: str,
    showing: Showing,
    message: int | None,
) -> None:
    if showing.is_history or not view.carries:
        return
    if not _is_within_reach(interaction):
        return
    if showing.revision is None or message is None:
        log.warning("post_not_recorded", message=message, reason="its revision is not known")
        return
    new = NewPost(
        guild_id=interaction.guild_id,
        channel_id=interaction.channel_id or 0,
        message_id=message,
        slug=slug,
        revision=showing.revision,
        entries=view.carries,
        content=json.dumps(_kept(view)),
        posted_at=interaction.client.services.history.clock(),
    )
    # Without it the answer stands, and a correction will not find it.
    await _noted(interaction, lambda history: history.posts.add(new))


def _kept(view: PersistentView) -> Body:
    """What a mark is put above, should it be wrong; a picture is taken away with that."""
    components = view.to_components()
    if view.chart is None:
        return {"components": components}
    return {"components": without_picture(components), "attachments": []}


def _is_within_reach(interaction: Interaction) -> bool:
    """Whether the bot itself is where it was asked, and not only whoever installed it."""
    if interaction.guild_id is None:
        return bool(interaction.context.dm_channel)
    # `interaction.guild` is made up where the bot is not in the server.
    return interaction.client.get_guild(interaction.guild_id) is not None
