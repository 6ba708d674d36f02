"""Answers to the asker alone that have to wait for the database."""

from collections.abc import Sequence

import discord
from discord import ui

from bot.services import Interaction


async def begin(interaction: Interaction) -> None:
    """Have Discord wait for an answer that the asker alone will see.

    It waits for three seconds, but for a quarter of an hour once it is told to; the database may
    take as long as its patience.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)


async def reply(
    interaction: Interaction, view: ui.LayoutView, files: Sequence[discord.File] = ()
) -> None:
    """Answer the asker alone, after `begin` or at once; with the files that the view shows."""
    if interaction.response.is_done():
        attachments = attached(interaction, files)
        await interaction.edit_original_response(view=view, attachments=attachments)
    else:
        sent = files or discord.utils.MISSING
        await interaction.response.send_message(view=view, ephemeral=True, files=sent)


def attached(interaction: Interaction, files: Sequence[discord.File]) -> Sequence[discord.File]:
    """What an answer that is changed has attached from now on; not said where it has nothing."""
    has_any = interaction.message is not None and bool(interaction.message.attachments)
    return files if files or has_any else discord.utils.MISSING
