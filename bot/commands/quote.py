"""/quote: one quotation for everybody to read."""

from discord import app_commands
from discord.ext import commands

from bot.answers.authors import may_write
from bot.answers.choices import choose_brief, choose_speaker, choose_state
from bot.answers.opening import AS_OF
from bot.answers.quoting import post_quote, quotes_asked_for
from bot.answers.replying import begin, reply
from bot.domain import limits
from bot.services import Interaction, ServingClient


class QuoteCommand(commands.Cog):
    """What a reader may show to others."""

    @app_commands.command()
    @app_commands.describe(
        speaker="Who said it",
        words="Words of it, or of its translation; accents and small mistakes do not matter",
        brief="Only from this brief; all of them if left out",
        private="Show it to me alone",
        as_of=AS_OF,
    )
    @app_commands.autocomplete(brief=choose_brief, speaker=choose_speaker, as_of=choose_state)
    async def quote(  # noqa: PLR0913, PLR0917 -- the options of the command
        self,
        interaction: Interaction,
        speaker: str | None = None,
        words: app_commands.Range[str, 1, limits.QUERY] | None = None,
        brief: str | None = None,
        private: bool = False,  # noqa: FBT001, FBT002 -- an option of the command
        as_of: str | None = None,
    ) -> None:
        """Quote somebody word for word, with the source."""
        private = private or not may_write(interaction)
        if private and as_of:  # what everybody reads cannot be begun: a refusal would be read, too
            await begin(interaction)
        found = await quotes_asked_for(interaction, speaker, words, brief, as_of)
        if private:
            await reply(interaction, found.view())
        else:
            await post_quote(interaction, found)


async def setup(bot: ServingClient) -> None:
    """Called by discord.py when the module is loaded."""
    await bot.add_cog(QuoteCommand())
