"""The pictures of an answer, drawn before it is sent."""

from io import BytesIO

import discord

from bot.services import Interaction
from bot.views.gallery import attached_as
from bot.views.persistent import PersistentView


async def pictures_of(
    interaction: Interaction, view: PersistentView, within_seconds: float | None = None
) -> list[discord.File]:
    """The files that a view shows; none for most.

    Args:
        interaction: waiting, unless `within_seconds` is short.
        view: the answer.
        within_seconds: for how long is waited, beside what drawing may take at all.

    Raises:
        UserError: the picture cannot be drawn, or not in time.
    """
    if view.chart is None:
        return []
    studio = interaction.client.services.pictures
    picture = await studio.draw(view.chart, within_seconds)
    name = attached_as(view.chart)
    return [discord.File(BytesIO(picture.png), name, description=picture.alt)]
