"""A picture in a message: attached to it, and shown on its card with the same in words."""

from typing import Any

import discord
from discord import ui

from bot.pictures.alt import alt_text
from bot.pictures.charts import Chart
from bot.views.bodies import Body
from bot.views.text import small

_TEXT, _GALLERY = 10, 12  # Discord's types of components (components/reference)
_REMOVED = "The picture was removed: it may show what has been corrected."


def gallery(chart: Chart) -> ui.MediaGallery[Any]:
    """The picture of a chart, which is attached to the message; see `attached_as`."""
    image = discord.MediaGalleryItem(
        f"attachment://{attached_as(chart)}", description=alt_text(chart)
    )
    return ui.MediaGallery(image)


def attached_as(chart: Chart) -> str:
    """The name of the file."""
    return f"{chart.slug}-{chart.kind}.png"


def without_picture(components: list[Body]) -> list[Body]:
    """The components of a message with words in the place of its picture.

    A mark says what was wrong in a text; a picture that is wrong goes.
    """
    return [_without(component) for component in components]


def _without(component: Body) -> Body:
    if component["type"] == _GALLERY:
        return {"type": _TEXT, "content": small(_REMOVED)}
    if "components" in component:
        return {**component, "components": without_picture(component["components"])}
    return component
