"""What commands and views may use, and how they reach it: `interaction.client.services`."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import discord
from discord.ext import commands

from bot.content.folder import BriefFolder
from bot.content.library import Library


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a command may use."""

    folder: BriefFolder

    @property
    def library(self) -> Library:
        """The briefs as they are now; take it once, so that an answer is of one moment."""
        return self.folder.library


class ServingClient(commands.Bot):
    """A Discord client that carries the services."""

    def __init__(self, services: Services, **options: Any) -> None:  # noqa: ANN401 -- as discord.py has it
        super().__init__(**options)
        self.services = services


Interaction: TypeAlias = discord.Interaction[ServingClient]
