"""/digest: subscribe channels to a brief. For those who may manage the server."""

from collections.abc import Mapping
from typing import Generic, Literal, TypeAlias, TypeVar

import discord
import structlog
from discord import app_commands
from discord.ext import commands
from typing_extensions import override

from bot.answers.channels import Channel
from bot.answers.choices import WHICH_BRIEF, choose_brief, choose_digest, choose_zone
from bot.answers.defaults import choose_default
from bot.answers.digests import (
    NOTHING_NEW,
    account_of,
    check_manager,
    digests_view,
    managed,
    show_preview,
)
from bot.answers.editing import edited
from bot.answers.replying import begin, reply
from bot.answers.subscribing import Wishes, paused, resumed, sent_now, subscribed
from bot.domain.schedule import Frequency
from bot.domain.subscription import Include, Quiet, Subscription
from bot.services import Interaction, ServingClient
from bot.storage.errors import StorageError
from bot.views.subscription import INCLUDES, OFTEN, QUIETS
from bot.views.text import literal

log = structlog.get_logger()

Meaning = TypeVar("Meaning")


class Choosing(app_commands.Transformer, Generic[Meaning]):
    """An option that offers a few words, and what each of them means.

    Args:
        meanings: words → meaning.
    """

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._meanings = meanings

    @property
    @override
    def choices(self) -> list[app_commands.Choice[str | int | float]]:
        return [app_commands.Choice(name=words, value=words) for words in self._meanings]

    @override
    async def transform(self, interaction: Interaction, value: str, /) -> Meaning:  # pyright: ignore[reportIncompatibleMethodOverride] -- ours knows its client
        return self._meanings[value]


Often: TypeAlias = app_commands.Transform[Frequency, Choosing(OFTEN)]
ChooseInclude: TypeAlias = app_commands.Transform[Include, Choosing(INCLUDES)]
ChooseQuiet: TypeAlias = app_commands.Transform[Quiet, Choosing(QUIETS)]
Day: TypeAlias = Literal[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
]
_WHICH = "Which digest"
_OPTIONS = {
    "often": "How often",
    "at": "At what time, such as 09:00; of an hourly digest the minute, such as :15",
    "day": "On which day, for a weekly one",
    "zone": "Whose time: a zone or a city; your server's last choice if left out",
    "channel": "Where; this channel if left out",
    "include": "What to post: changes, or the summary with them",
    "quiet": "What to post when nothing changed",
    "role": "A role to mention; nobody if left out",
    "publish": "In an announcement channel: publish it to the servers that follow",
    "cron": "For experts: five fields, such as 0 9 * * MON-FRI",
}


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class DigestCommands(
    commands.GroupCog, group_name="digest", group_description="Post what changed, on a schedule."
):
    """What a manager may do."""

    @override
    async def interaction_check(self, interaction: Interaction, /) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride] -- ours knows its client
        check_manager(interaction)
        return True

    @app_commands.command()
    @app_commands.describe(brief=WHICH_BRIEF, **_OPTIONS)
    @app_commands.autocomplete(brief=choose_brief, zone=choose_zone)
    async def subscribe(  # noqa: PLR0913, PLR0917 -- the options of the command
        self,
        interaction: Interaction,
        often: Often,
        brief: str | None = None,
        at: str | None = None,
        day: Day | None = None,
        zone: str | None = None,
        channel: Channel | None = None,
        include: ChooseInclude = "changes",
        quiet: ChooseQuiet = "silent",
        role: discord.Role | None = None,
        publish: bool = False,  # noqa: FBT001, FBT002 -- an option of the command
        cron: str | None = None,
    ) -> None:
        """Post a digest of a brief to a channel, on a schedule."""
        await begin(interaction)
        wishes = Wishes(
            brief=brief,
            often=often,
            at=at,
            day=day,
            zone=zone,
            channel=channel,
            include=include,
            quiet=quiet,
            role=role,
            publish=publish,
            cron=cron,
        )
        await _show(interaction, await subscribed(interaction, wishes), "Subscribed")

    @app_commands.command(name="list")
    async def listed(self, interaction: Interaction) -> None:
        """All digests of this server."""
        await begin(interaction)
        await reply(interaction, await digests_view(interaction))

    @app_commands.command()
    @app_commands.describe(digest=_WHICH)
    @app_commands.autocomplete(digest=choose_digest)
    async def show(self, interaction: Interaction, digest: int) -> None:
        """One digest: when it comes next, what came last, and what stops it."""
        await begin(interaction)
        view = await account_of(interaction, await managed(interaction, digest), "Digest")
        await interaction.edit_original_response(view=view)

    @app_commands.command()
    @app_commands.describe(
        digest=_WHICH, brief="Another brief", nobody="Mention no role any more", **_OPTIONS
    )
    @app_commands.autocomplete(digest=choose_digest)
    @app_commands.autocomplete(brief=choose_brief, zone=choose_zone)
    async def edit(  # noqa: PLR0913, PLR0917 -- the options of the command
        self,
        interaction: Interaction,
        digest: int,
        brief: str | None = None,
        often: Often | None = None,
        at: str | None = None,
        day: Day | None = None,
        zone: str | None = None,
        channel: Channel | None = None,
        include: ChooseInclude | None = None,
        quiet: ChooseQuiet | None = None,
        role: discord.Role | None = None,
        publish: bool | None = None,  # noqa: FBT001 -- an option of the command
        cron: str | None = None,
        nobody: bool = False,  # noqa: FBT001, FBT002 -- an option of the command
    ) -> None:
        """Change a digest; what you leave out stays as it is."""
        await begin(interaction)
        wishes = Wishes(
            brief=brief,
            often=often,
            at=at,
            day=day,
            zone=zone,
            channel=channel,
            include=include,
            quiet=quiet,
            role=role,
            publish=publish,
            cron=cron,
            nobody=nobody,
        )
        subscription = await edited(interaction, await managed(interaction, digest), wishes)
        await _show(interaction, subscription, "Changed")

    @app_commands.command()
    @app_commands.describe(
        digest=_WHICH, until="Until when, such as 2026-12-27; for good if left out"
    )
    @app_commands.autocomplete(digest=choose_digest)
    async def pause(self, interaction: Interaction, digest: int, until: str | None = None) -> None:
        """Post nothing for a while; the settings stay."""
        await begin(interaction)
        subscription = await paused(interaction, await managed(interaction, digest), until)
        await _show(interaction, subscription, "Paused")

    @app_commands.command()
    @app_commands.describe(digest=_WHICH)
    @app_commands.autocomplete(digest=choose_digest)
    async def resume(self, interaction: Interaction, digest: int) -> None:
        """Post again after a pause."""
        await begin(interaction)
        subscription = await resumed(interaction, await managed(interaction, digest))
        await _show(interaction, subscription, "Resumed")

    @app_commands.command()
    @app_commands.describe(digest=_WHICH)
    @app_commands.autocomplete(digest=choose_digest)
    async def unsubscribe(self, interaction: Interaction, digest: int) -> None:
        """Remove a digest and its history."""
        await begin(interaction)
        subscription = await managed(interaction, digest)
        removed = interaction.client.services.digests.subscriptions.remove
        await removed(subscription.guild_id, subscription.id)
        told = f"Removed: this digest no longer posts in <#{subscription.place_id}>."
        await interaction.edit_original_response(content=told)

    @app_commands.command()
    @app_commands.describe(digest=_WHICH)
    @app_commands.autocomplete(digest=choose_digest)
    async def preview(self, interaction: Interaction, digest: int) -> None:
        """See for yourself what would be posted now; nothing is posted in the channel."""
        await show_preview(interaction, digest)

    @app_commands.command(name="send-now")
    @app_commands.describe(digest=_WHICH)
    @app_commands.autocomplete(digest=choose_digest)
    async def send_now(self, interaction: Interaction, digest: int) -> None:
        """Post a digest at once, out of turn; the schedule stays as it is."""
        await begin(interaction)
        subscription = await managed(interaction, digest)
        told = f"Nothing was posted. {NOTHING_NEW}"
        if await sent_now(interaction, subscription):
            told = f"On its way to <#{subscription.place_id}>."
        await interaction.edit_original_response(content=told)

    @app_commands.command(name="default")
    @app_commands.describe(brief="Which brief; none any more if left out")
    @app_commands.autocomplete(brief=choose_brief)
    async def choose(self, interaction: Interaction, brief: str | None = None) -> None:
        """The brief that commands in this channel mean when they name none."""
        await begin(interaction)
        told = await choose_default(interaction, brief)
        await interaction.edit_original_response(content=literal(told))


async def _show(interaction: Interaction, subscription: Subscription, heading: str) -> None:
    """Show a digest after something was done with it, which stands even if it cannot be shown."""
    try:
        view = await account_of(interaction, subscription, heading)
    except StorageError as error:
        log.warning("digest_not_shown", interaction=interaction.id, reason=str(error))
        told = (
            f"{heading}: digest {subscription.id} is saved. I cannot reach my database at the "
            "moment to show it to you; try `/digest show` in a minute."
        )
        await interaction.edit_original_response(content=told)
        return
    await interaction.edit_original_response(view=view)


async def setup(bot: ServingClient) -> None:
    """Called by discord.py when the module is loaded."""
    await bot.add_cog(DigestCommands())
