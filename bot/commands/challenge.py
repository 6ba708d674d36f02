"""“Challenge or add a source” in the menu of a message."""

import discord
from discord import app_commands

from bot.answers.challenge import open_form
from bot.answers.subjects import subject_of
from bot.services import Interaction, ServingClient
from bot.views.buttons import CHALLENGE


@app_commands.context_menu(name=CHALLENGE)
async def challenge(interaction: Interaction, message: discord.Message) -> None:
    """Say what is wrong in a message of ours."""
    us = interaction.client.user
    await open_form(interaction, subject_of(message, us.id if us else None))


async def setup(bot: ServingClient) -> None:
    """Called by discord.py when the module is loaded."""
    bot.tree.add_command(challenge, override=True)
