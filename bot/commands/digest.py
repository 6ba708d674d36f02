"""/digest: subscribe channels to a brief. For those who may manage the server."""

from typing import Literal, TypeAlias

import discord
from discord import app_commands
from discord.ext import commands
from typing_extensions import override

from bot.answers.channels import Channel
from bot.answers.choices import choose_brief, choose_digest, choose_zone
from bot.answers.digests import check_manager, digest_view, digests_view, managed, show_preview
from bot.answers.subscribing import Wishes, edited, paused, sent_now, subscribed
from bot.domain.subscription import Subscription
from bot.services import Interaction, ServingClient

Often: TypeAlias = Literal["hourly", "daily", "weekdays", "weekly", "as it happens", "cron"]
Include: TypeAlias = Literal["changes only", "summary and changes"]
Quiet: TypeAlias = Literal["stay silent", "one line", "where it stands"]
Day: TypeAlias = Literal[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
]
BRIEF = "Which brief; may be left out where there is one"
WHICH = "Which digest"
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
    @app_commands.describe(brief=BRIEF, **_OPTIONS)
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
        include: Include = "changes only",
        quiet: Quiet = "stay silent",
        role: discord.Role | None = None,
        publish: bool = False,  # noqa: FBT001, FBT002 -- an option of the command
        cron: str | None = None,
    ) -> None:
        """Post a digest of a brief to a channel, on a schedule."""
        await _begin(interaction)
        wishes = Wishes(brief, often, at, day, zone, channel, include, quiet, role, publish, cron)
        await _show(interaction, await subscribed(interaction, wishes), "Subscribed")

    @app_commands.command(name="list")
    async def listed(self, interaction: Interaction) -> None:
        """All digests of this server."""
        view = await digests_view(interaction)
        await interaction.response.send_message(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(digest=WHICH)
    @app_commands.autocomplete(digest=choose_digest)
    async def show(self, interaction: Interaction, digest: int) -> None:
        """One digest: when it comes next, what came last, and what stops it."""
        await _begin(interaction)
        await _show(interaction, await managed(interaction, digest), "Digest")

    @app_commands.command()
    @app_commands.describe(
        digest=WHICH, brief="Another brief", nobody="Mention no role any more", **_OPTIONS
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
        include: Include | None = None,
        quiet: Quiet | None = None,
        role: discord.Role | None = None,
        publish: bool | None = None,  # noqa: FBT001 -- an option of the command
        cron: str | None = None,
        nobody: bool = False,  # noqa: FBT001, FBT002 -- an option of the command
    ) -> None:
        """Change a digest; what you leave out stays as it is."""
        await _begin(interaction)
        wishes = Wishes(
            brief, often, at, day, zone, channel, include, quiet, role, publish, cron, nobody
        )
        subscription = await edited(interaction, await managed(interaction, digest), wishes)
        await _show(interaction, subscription, "Changed")

    @app_commands.command()
    @app_commands.describe(
        digest=WHICH, until="Until when, such as 2026-12-27; for good if left out"
    )
    @app_commands.autocomplete(digest=choose_digest)
    async def pause(self, interaction: Interaction, digest: int, until: str | None = None) -> None:
        """Post nothing for a while; the settings stay."""
        await _begin(interaction)
        subscription = await paused(interaction, await managed(interaction, digest), until)
        await _show(interaction, subscription, "Paused")

    @app_commands.command()
    @app_commands.describe(digest=WHICH)
    @app_commands.autocomplete(digest=choose_digest)
    async def resume(self, interaction: Interaction, digest: int) -> None:
        """Post again after a pause."""
        await _begin(interaction)
        found = await managed(interaction, digest)
        resumed = await interaction.client.services.digests.resume(found)
        await _show(interaction, resumed, "Resumed")

    @app_commands.command()
    @app_commands.describe(digest=WHICH)
    @app_commands.autocomplete(digest=choose_digest)
    async def unsubscribe(self, interaction: Interaction, digest: int) -> None:
        """Remove a digest and its history."""
        subscription = await managed(interaction, digest)
        removed = interaction.client.services.digests.subscriptions.remove
        await removed(subscription.guild_id, subscription.id)
        await interaction.response.send_message(
            f"Removed: no more digests of this kind in <#{subscription.channel_id}>.",
            ephemeral=True,
        )

    @app_commands.command()
    @app_commands.describe(digest=WHICH)
    @app_commands.autocomplete(digest=choose_digest)
    async def preview(self, interaction: Interaction, digest: int) -> None:
        """See for yourself what would be posted now; nothing is posted in the channel."""
        await show_preview(interaction, await managed(interaction, digest))

    @app_commands.command(name="send-now")
    @app_commands.describe(digest=WHICH)
    @app_commands.autocomplete(digest=choose_digest)
    async def send_now(self, interaction: Interaction, digest: int) -> None:
        """Post a digest at once, out of turn; the schedule stays as it is."""
        subscription = await managed(interaction, digest)
        await sent_now(interaction, subscription)
        await interaction.response.send_message(
            f"On its way to <#{subscription.place_id}>.", ephemeral=True
        )


async def _begin(interaction: Interaction) -> None:
    """Have Discord wait for the answer: what follows may ask it for a channel, or for a post in a
    forum. Who is told in vain that it failed would subscribe once more.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)


async def _show(interaction: Interaction, subscription: Subscription, heading: str) -> None:
    view = await digest_view(interaction, subscription, heading)
    await interaction.edit_original_response(view=view)


async def setup(bot: ServingClient) -> None:
    """Called by discord.py when the module is loaded."""
    await bot.add_cog(DigestCommands())
