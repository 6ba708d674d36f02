"""“Verify” in the menu of a message: whether it is still what the brief says."""

import discord
from discord import app_commands

from bot.answers.verifying import answer_message_verified
from bot.services import Interaction, ServingClient


@app_commands.context_menu(name="Verify")
async def verify(interaction: Interaction, message: discord.Message) -> None:
    """Hold a message against the record."""
    await answer_message_verified(interaction, message.id)


async def setup(bot: ServingClient) -> None:
    """Called by discord.py when the module is loaded."""
    bot.tree.add_command(verify, override=True)
