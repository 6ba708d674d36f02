"""/brief: read a brief. The asker alone sees the answers; a button posts one to the channel."""

from typing import TypeAlias

from discord import app_commands
from discord.ext import commands

from bot.domain import limits
from bot.services import Interaction, ServingClient
from bot.views.choices import choose_brief, choose_claim, choose_speaker
from bot.views.claims import claims_place
from bot.views.places import Place
from bot.views.quotes import quotes_place
from bot.views.registry import render
from bot.views.search import search_place
from bot.views.timeline import timeline_place

BRIEF = "Which brief; may be left out where there is one"
PAGE = "Which page to open"
Page: TypeAlias = app_commands.Range[int, 1, 9999]


class BriefCommands(commands.GroupCog, group_name="brief", group_description="Read a brief."):
    """What a reader may ask."""

    @app_commands.command()
    @app_commands.describe(brief=BRIEF)
    @app_commands.autocomplete(brief=choose_brief)
    async def summary(self, interaction: Interaction, brief: str | None = None) -> None:
        """What is known, what is disputed, what is not known."""
        found = interaction.client.services.library.get(brief)
        await _answer(interaction, Place("summary", found.slug))

    @app_commands.command()
    @app_commands.describe(
        brief=BRIEF,
        since="From when, such as 2025-09-10 or 2025-09-10 06:00",
        until="To when, such as 2025-09-12",
        page=PAGE,
    )
    @app_commands.rename(since="from", until="to")
    @app_commands.autocomplete(brief=choose_brief)
    async def timeline(
        self,
        interaction: Interaction,
        brief: str | None = None,
        since: str | None = None,
        until: str | None = None,
        page: Page = 1,
    ) -> None:
        """What happened, by time."""
        found = interaction.client.services.library.get(brief)
        await _answer(interaction, timeline_place(found, since, until).at_page(page))

    @app_commands.command()
    @app_commands.describe(
        claim="One claim: who says what, as of when; or words of some", brief=BRIEF, page=PAGE
    )
    @app_commands.autocomplete(brief=choose_brief, claim=choose_claim)
    async def claims(
        self,
        interaction: Interaction,
        claim: str | None = None,
        brief: str | None = None,
        page: Page = 1,
    ) -> None:
        """What is claimed, who says what, and how far each answer has got."""
        library = interaction.client.services.library
        found = library.get(brief)
        place = claims_place(library, found, claim) if claim else Place("claims", found.slug)
        await _answer(interaction, place.at_page(page))

    @app_commands.command()
    @app_commands.describe(speaker="Only what this person or body said", brief=BRIEF)
    @app_commands.autocomplete(brief=choose_brief, speaker=choose_speaker)
    async def quotes(
        self, interaction: Interaction, speaker: str | None = None, brief: str | None = None
    ) -> None:
        """What was said, word for word."""
        found = interaction.client.services.library.get(brief)
        await _answer(interaction, quotes_place(found, speaker))

    @app_commands.command()
    @app_commands.describe(brief=BRIEF, page=PAGE)
    @app_commands.autocomplete(brief=choose_brief)
    async def sources(
        self, interaction: Interaction, brief: str | None = None, page: Page = 1
    ) -> None:
        """Where it all comes from, and how reliable each source is."""
        found = interaction.client.services.library.get(brief)
        await _answer(interaction, Place("sources", found.slug, page))

    @app_commands.command()
    @app_commands.describe(brief=BRIEF)
    @app_commands.autocomplete(brief=choose_brief)
    async def corrections(self, interaction: Interaction, brief: str | None = None) -> None:
        """What the record had wrong, and what it says now."""
        found = interaction.client.services.library.get(brief)
        await _answer(interaction, Place("corrections", found.slug))

    @app_commands.command()
    @app_commands.describe(
        words="What to look for; accents and small mistakes do not matter", brief=BRIEF
    )
    @app_commands.autocomplete(brief=choose_brief)
    async def search(
        self,
        interaction: Interaction,
        words: app_commands.Range[str, 1, limits.QUERY],
        brief: str | None = None,
    ) -> None:
        """Find words anywhere in a brief."""
        found = interaction.client.services.library.get(brief)
        await _answer(interaction, search_place(found, words))

    @app_commands.command(name="list")
    async def briefs(self, interaction: Interaction) -> None:
        """Every brief there is."""
        await _answer(interaction, Place("list", ""))


async def _answer(interaction: Interaction, place: Place) -> None:
    view = render(interaction.client.services.library, place)
    await interaction.response.send_message(view=view, ephemeral=True)


async def setup(bot: ServingClient) -> None:
    """Called by discord.py when the module is loaded."""
    await bot.add_cog(BriefCommands())
