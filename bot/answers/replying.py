"""Answers to the asker alone that have to wait for the database."""

from discord import ui

from bot.services import Interaction


async def begin(interaction: Interaction) -> None:
    """Have Discord wait for an answer that the asker alone will see.

    It waits for three seconds, but for a quarter of an hour once it is told to; the database may
    take as long as its patience.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)


async def reply(interaction: Interaction, view: ui.LayoutView) -> None:
    """Answer the asker alone, after `begin` or at once."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)
