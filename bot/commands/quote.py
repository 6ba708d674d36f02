"""/quote: one quotation for everybody to read."""

from discord import app_commands
from discord.ext import commands

from bot.domain import limits
from bot.services import Interaction, ServingClient
from bot.views.choices import choose_brief, choose_speaker
from bot.views.navigation import may_write
from bot.views.quoting import best_quotes, quote_answer


class QuoteCommand(commands.Cog):
    """What a reader may show to others."""

    @app_commands.command()
    @app_commands.describe(
        speaker="Who said it",
        words="Words of it, or of its translation; accents and small mistakes do not matter",
        brief="Only from this brief; all of them if left out",
        private="Show it to me alone",
    )
    @app_commands.autocomplete(brief=choose_brief, speaker=choose_speaker)
    async def quote(
        self,
        interaction: Interaction,
        speaker: str | None = None,
        words: app_commands.Range[str, 1, limits.QUERY] | None = None,
        brief: str | None = None,
        private: bool = False,  # noqa: FBT001, FBT002 -- an option of the command
    ) -> None:
        """Quote somebody word for word, with the source."""
        library = interaction.client.services.library
        matches = best_quotes(library, speaker, words, brief)
        alone = private or not may_write(interaction)
        view = quote_answer(library, matches, posted=not alone)
        await interaction.response.send_message(view=view, ephemeral=alone)


async def setup(bot: ServingClient) -> None:
    """Called by discord.py when the module is loaded."""
    await bot.add_cog(QuoteCommand())
