"""/quote: one quotation word for word; the asker sees it first and may post it."""

from discord import app_commands
from discord.ext import commands

from bot.answers.choices import choose_brief, choose_speaker, choose_state
from bot.answers.opening import AS_OF
from bot.answers.quoting import answer_quote
from bot.domain import limits
from bot.services import Interaction, ServingClient


class QuoteCommand(commands.Cog):
    """What a reader may show to others."""

    @app_commands.command()
    @app_commands.describe(
        speaker="Who said it",
        words="Words of it, or of its translation; accents and small mistakes do not matter",
        brief="Only from this brief; all of them if left out",
        as_of=AS_OF,
    )
    @app_commands.autocomplete(brief=choose_brief, speaker=choose_speaker, as_of=choose_state)
    async def quote(
        self,
        interaction: Interaction,
        speaker: str | None = None,
        words: app_commands.Range[str, 1, limits.QUERY] | None = None,
        brief: str | None = None,
        as_of: str | None = None,
    ) -> None:
        """Find somebody's exact words, with the source; you may then post them."""
        await answer_quote(interaction, speaker, words, brief, as_of)


async def setup(bot: ServingClient) -> None:
    """Called by discord.py when the module is loaded."""
    await bot.add_cog(QuoteCommand())
