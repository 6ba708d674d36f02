"""Answers that everybody reads, and the record of what each of them carried."""

import asyncio
import json

import structlog

from bot.content.library import Library
from bot.services import Interaction
from bot.storage.errors import StorageError
from bot.storage.posts import NewPost
from bot.views.persistent import PersistentView
from bot.views.showing import PRESENT, Showing

log = structlog.get_logger()

# Discord waits three seconds for an answer. It is to be given even where the database is away.
_NUMBER_SECONDS = 1.5


async def of_present(interaction: Interaction, library: Library, slug: str) -> Showing:
    """What a view says of itself that shows the present to everybody.

    It says no revision where the database does not tell which one it is.
    """
    services = interaction.client.services
    if services.kept_history is None or slug not in library.slugs:
        return Showing(is_posted=True)
    try:
        async with asyncio.timeout(_NUMBER_SECONDS):
            number = await services.history.number(library.get(slug))
    except (StorageError, TimeoutError) as error:
        log.warning("revision_unknown", brief=slug, reason=str(error) or type(error).__name__)
        number = None
    return Showing(is_posted=True, revision=number)


async def post(
    interaction: Interaction, view: PersistentView, slug: str, showing: Showing = PRESENT
) -> None:
    """Answer for everybody to read, and keep what was said, so that a correction finds it.

    Not kept is what is marked as past, what carries nothing, and what stands where the bot is
    not: there it could not be edited.

    Args:
        interaction: not answered yet.
        view: the answer.
        slug: the brief.
        showing: which state the view is of.
    """
    answered = await interaction.response.send_message(view=view)
    services, message = interaction.client.services, answered.message_id
    if services.kept_history is None or showing.is_history or not view.carries:
        return
    if not _is_within_reach(interaction):
        return
    if showing.revision is None or message is None:
        log.warning("post_not_recorded", message=message, reason="its revision is not known")
        return
    try:
        await services.history.posts.add(
            NewPost(
                guild_id=interaction.guild_id,
                channel_id=interaction.channel_id or 0,
                message_id=message,
                slug=slug,
                revision=showing.revision,
                entries=view.carries,
                content=json.dumps({"components": view.to_components()}),
                posted_at=services.history.clock(),
            )
        )
    except StorageError as error:  # the answer stands; a correction will not find it
        log.warning("post_not_recorded", message=message, reason=str(error))


def _is_within_reach(interaction: Interaction) -> bool:
    """Whether the bot itself is where it was asked, and not only whoever installed it."""
    if interaction.guild_id is None:
        return bool(interaction.context.dm_channel)
    # `interaction.guild` is made up where the bot is not in the server.
    return interaction.client.get_guild(interaction.guild_id) is not None
