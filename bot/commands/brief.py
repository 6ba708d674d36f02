"""/brief: read a brief. The asker alone sees the answers; a button posts one to the channel."""

from typing import TypeAlias

from discord import app_commands
from discord.ext import commands

from bot.answers.asking import ask, search, stretch
from bot.answers.challenge import Subject, open_form
from bot.answers.changes import answer_changes
from bot.answers.choices import (
    WHICH_BRIEF,
    choose_brief,
    choose_claim,
    choose_day,
    choose_since,
    choose_speaker,
    choose_state,
)
from bot.answers.forgetting import answer_forget
from bot.answers.opening import AS_OF, default_of
from bot.answers.verifying import answer_verified
from bot.domain import limits
from bot.services import Interaction, ServingClient
from bot.views.claims import claims_place
from bot.views.help import help_view
from bot.views.places import Place
from bot.views.registry import render

PAGE = "Which page to open"
PageNumber: TypeAlias = app_commands.Range[int, 1, 9999]


class BriefCommands(commands.GroupCog, group_name="brief", group_description="Read a brief."):
    """What a reader may ask."""

    @app_commands.command()
    @app_commands.describe(brief=WHICH_BRIEF, as_of=AS_OF)
    @app_commands.autocomplete(brief=choose_brief, as_of=choose_state)
    async def summary(
        self, interaction: Interaction, brief: str | None = None, as_of: str | None = None
    ) -> None:
        """What is known, what is disputed, what is not known."""
        await ask(interaction, Place("summary", ""), brief, as_of)

    @app_commands.command()
    @app_commands.describe(
        brief=WHICH_BRIEF,
        since="From when: 2025-09-10, 10 Sep, 2025-09-10 06:00 or yesterday",
        until="To when, written likewise",
        page=PAGE,
        as_of=AS_OF,
    )
    @app_commands.rename(since="from", until="to")
    @app_commands.autocomplete(
        brief=choose_brief, since=choose_day, until=choose_day, as_of=choose_state
    )
    async def timeline(  # noqa: PLR0913, PLR0917 -- the options of the command
        self,
        interaction: Interaction,
        brief: str | None = None,
        since: str | None = None,
        until: str | None = None,
        page: PageNumber = 1,
        as_of: str | None = None,
    ) -> None:
        """What happened, by time."""
        await ask(interaction, Place("timeline", "", page, stretch(since, until)), brief, as_of)

    @app_commands.command()
    @app_commands.describe(
        claim="One claim: who says what, as of when; or words of some",
        brief=WHICH_BRIEF,
        page=PAGE,
        as_of=AS_OF,
    )
    @app_commands.autocomplete(brief=choose_brief, claim=choose_claim, as_of=choose_state)
    async def claims(
        self,
        interaction: Interaction,
        claim: str | None = None,
        brief: str | None = None,
        page: PageNumber = 1,
        as_of: str | None = None,
    ) -> None:
        """What is claimed, who says what, and how far each answer has got."""
        await ask(interaction, Place("claims", "", page, claim or ""), brief, as_of)

    @app_commands.command()
    @app_commands.describe(brief=WHICH_BRIEF, page=PAGE, as_of=AS_OF)
    @app_commands.autocomplete(brief=choose_brief, as_of=choose_state)
    async def disputes(
        self,
        interaction: Interaction,
        brief: str | None = None,
        page: PageNumber = 1,
        as_of: str | None = None,
    ) -> None:
        """What is contested now, and who says what."""
        await ask(interaction, Place("disputes", "", page), brief, as_of)

    @app_commands.command()
    @app_commands.describe(
        speaker="Only what this person or body said", brief=WHICH_BRIEF, as_of=AS_OF
    )
    @app_commands.autocomplete(brief=choose_brief, speaker=choose_speaker, as_of=choose_state)
    async def quotes(
        self,
        interaction: Interaction,
        speaker: str | None = None,
        brief: str | None = None,
        as_of: str | None = None,
    ) -> None:
        """What was said, word for word."""
        await ask(interaction, Place("quotes", "", 1, speaker or ""), brief, as_of)

    @app_commands.command()
    @app_commands.describe(brief=WHICH_BRIEF, page=PAGE, as_of=AS_OF)
    @app_commands.autocomplete(brief=choose_brief, as_of=choose_state)
    async def sources(
        self,
        interaction: Interaction,
        brief: str | None = None,
        page: PageNumber = 1,
        as_of: str | None = None,
    ) -> None:
        """Where it all comes from, and how reliable each source is."""
        await ask(interaction, Place("sources", "", page), brief, as_of)

    @app_commands.command()
    @app_commands.describe(brief=WHICH_BRIEF, as_of=AS_OF)
    @app_commands.autocomplete(brief=choose_brief, as_of=choose_state)
    async def corrections(
        self, interaction: Interaction, brief: str | None = None, as_of: str | None = None
    ) -> None:
        """What this brief had wrong, and what it says now."""
        await ask(interaction, Place("corrections", ""), brief, as_of)

    @app_commands.command()
    @app_commands.describe(brief=WHICH_BRIEF, page=PAGE, as_of=AS_OF)
    @app_commands.autocomplete(brief=choose_brief, as_of=choose_state)
    async def factchecks(
        self,
        interaction: Interaction,
        brief: str | None = None,
        page: PageNumber = 1,
        as_of: str | None = None,
    ) -> None:
        """What others said that does not hold, and why."""
        await ask(interaction, Place("factchecks", "", page), brief, as_of)

    @app_commands.command()
    @app_commands.describe(
        words="What to look for; accents and small mistakes do not matter",
        brief=WHICH_BRIEF,
        as_of=AS_OF,
    )
    @app_commands.autocomplete(brief=choose_brief, as_of=choose_state)
    async def search(
        self,
        interaction: Interaction,
        words: app_commands.Range[str, 1, limits.QUERY],
        brief: str | None = None,
        as_of: str | None = None,
    ) -> None:
        """Find words anywhere in a brief, or in all of them."""
        await search(interaction, words, brief, as_of)

    @app_commands.command()
    @app_commands.describe(
        since="Since when: a date, a revision, this channel's last digest, your last look",
        brief=WHICH_BRIEF,
    )
    @app_commands.autocomplete(brief=choose_brief, since=choose_since)
    async def changes(
        self, interaction: Interaction, since: str | None = None, brief: str | None = None
    ) -> None:
        """What changed in meaning: was, now, and what was corrected."""
        await answer_changes(interaction, brief, since)

    @app_commands.command()
    @app_commands.describe(
        reference="What stands under a post, such as flood@12 or flood/level@12, or a message link"
    )
    async def verify(self, interaction: Interaction, reference: str) -> None:
        """Whether what was posted, or shown in a picture, is still what the brief says."""
        await answer_verified(interaction, reference)

    @app_commands.command()
    @app_commands.describe(
        claim="The claim that it is about, if it is about one", brief=WHICH_BRIEF
    )
    @app_commands.autocomplete(brief=choose_brief, claim=choose_claim)
    async def challenge(
        self, interaction: Interaction, claim: str | None = None, brief: str | None = None
    ) -> None:
        """Say what is wrong or missing, or add a source; the curators answer you."""
        library = interaction.client.services.library
        found = library.get(brief or await default_of(interaction))
        place = claims_place(library, found, claim) if claim else Place("summary", found.slug)
        await open_form(interaction, Subject.of_place(place))

    @app_commands.command(name="forget-me")
    async def forget_me(self, interaction: Interaction) -> None:
        """Erase what you have read, and that your challenges are yours."""
        await answer_forget(interaction)

    @app_commands.command(name="list")
    async def briefs(self, interaction: Interaction) -> None:
        """Every brief there is."""
        view = render(interaction.client.services.library, Place("list", ""))
        await interaction.response.send_message(view=view, ephemeral=True)

    @app_commands.command(name="help")
    async def get_help(self, interaction: Interaction) -> None:
        """What you can ask, and how."""
        await interaction.response.send_message(view=help_view(), ephemeral=True)


async def setup(bot: ServingClient) -> None:
    """Called by discord.py when the module is loaded."""
    await bot.add_cog(BriefCommands())
