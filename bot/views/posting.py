"""Answers that everybody reads, and the record of what each of them carried."""

import json

import structlog

from bot.content.library import Library
from bot.services import Interaction
from bot.storage.errors import StorageError
from bot.storage.posts import NewPost
from bot.views.buttons import PersistentView
from bot.views.showing import PRESENT, Showing

log = structlog.get_logger()


async def of_present(interaction: Interaction, library: Library, slug: str) -> Showing:
    """What a view says of itself that shows the present to everybody."""
    services = interaction.client.services
    if services.kept_history is None or slug not in library.slugs:
        return Showing(is_posted=True)
    number = await services.history.number(library.get(slug))
    return Showing(is_posted=True, revision=number)


async def post(
    interaction: Interaction, view: PersistentView, slug: str, showing: Showing = PRESENT
) -> None:
    """Answer for everybody to read, and keep what was said, so that a correction finds it.

    Not kept is what is marked as past, what carries nothing, and what stands in a server that
    the bot is not in: there it could not be edited.

    Args:
        interaction: not answered yet.
        view: the answer.
        slug: the brief.
        showing: which state the view is of.
    """
    answered = await interaction.response.send_message(view=view)
    services, message = interaction.client.services, answered.message_id
    is_kept = (
        services.kept_history is not None
        and message is not None
        and showing.past is None
        and showing.revision is not None
        and (interaction.guild_id is None or interaction.guild is not None)
    )
    if not is_kept or not view.carries:
        return
    try:
        await services.history.posts.add(
            NewPost(
                guild_id=interaction.guild_id,
                channel_id=interaction.channel_id or 0,
                message_id=message or 0,
                slug=slug,
                revision=showing.revision or 0,
                entries=view.carries,
                content=json.dumps({"components": view.to_components()}),
                posted_at=services.history.clock(),
            )
        )
    except StorageError as error:  # the answer stands; a correction will not find it
        log.warning("post_not_recorded", message=message, reason=str(error))
