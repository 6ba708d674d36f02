"""Buttons and menus of a version of us that runs no more, or not yet again."""

from typing import Any

import discord
from discord import ui

from bot.answers.errors import reply_with_error
from bot.answers.items import kinds
from bot.content.library import Library
from bot.services import Interaction
from bot.views.buttons import open_button
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.registry import OtherVersionError
from bot.views.text import literal

# First letter of a custom_id → the command whose answers have such buttons; else /brief.
_COMMANDS = {"m": "/digest list", "k": "/brief changes"}
_LEADS_ON = "That button is from another version of me. This is where it led:"


async def answer_unknown(interaction: discord.Interaction[Any]) -> None:
    """Answer a press that no item answers with the way to what there is now; never raises."""
    data: dict[str, Any] = interaction.data or {}  # pyright: ignore[reportAssignmentType] -- of a component
    custom_id: str = data.get("custom_id", "")
    if any(kind.__discord_ui_compiled_template__.fullmatch(custom_id) for kind in kinds()):
        return
    try:
        await _lead_on(interaction, custom_id)
    except Exception as error:  # noqa: BLE001 -- the outermost place; it is answered and logged
        await reply_with_error(interaction, error)


async def _lead_on(interaction: Interaction, custom_id: str) -> None:
    library = interaction.client.services.library
    place = nearest_place(library, custom_id)
    if place is None:
        raise OtherVersionError(_COMMANDS.get(custom_id[:1], "/brief"))
    title = literal(library.get(place.slug).title)
    button = open_button(place, TITLES[place.view], role="o")
    view = PersistentView().add_item(ui.TextDisplay[Any](f"{_LEADS_ON} {title}."))
    view.add_item(ui.ActionRow[Any](button))
    await interaction.response.send_message(view=view, ephemeral=True)


def nearest_place(library: Library, custom_id: str) -> Place | None:
    """The page that a custom_id of any version most likely meant; None where it names no brief.

    In all versions so far parts are separated by colons, and one is the brief's slug.
    """
    parts = [part.partition("~")[0] for part in custom_id.split(":")]
    slug = next((part for part in parts if part in library.slugs), None)
    if slug is None:
        return None
    view = next((part for part in parts if part in TITLES and part != slug), "summary")
    return Place(view, slug)
