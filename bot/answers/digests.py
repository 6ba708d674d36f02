"""Digests, for those who may manage a server: shown, previewed, paused and resumed."""

from discord import ui
from typing_extensions import override

from bot.answers.errors import RefusalError
from bot.answers.items import PersistentItem
from bot.answers.obstacles import obstacles
from bot.answers.replying import begin, reply
from bot.answers.subscribing import resumed
from bot.domain.errors import UserError
from bot.domain.subscription import Subscription
from bot.services import Interaction
from bot.views import buttons
from bot.views.subscription import Account, account_view, accounts_view

_RECENT = 5
NOTHING_NEW = (
    "There is nothing new since the last digest, and this one is set to stay silent then. To have "
    "something posted even so, choose another `quiet` in `/digest edit`: “one line” or “where it "
    "stands”."
)


async def show_preview(interaction: Interaction, subscription_id: int) -> None:
    """Answer with the messages that would be posted, to the asker alone.

    Raises:
        UserError: nothing would be, or they may not manage the server.
    """
    await begin(interaction)
    subscription = await managed(interaction, subscription_id)
    views = await interaction.client.services.digests.preview(subscription)
    if not views:
        raise UserError(f"Nothing would be posted now. {NOTHING_NEW}")
    await reply(interaction, views[0])
    for view in views[1:]:
        await interaction.followup.send(view=view, ephemeral=True)


def check_manager(interaction: Interaction) -> int:
    """Refuse who may not manage the server; Discord's own settings hide, they guard nothing.

    Returns:
        The server's id.

    Raises:
        RefusalError: also where a button was left within reach of others, or outside of servers.
    """
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        raise RefusalError("Only those who may manage this server (Manage Server) can do that.")
    return interaction.guild_id


async def managed(interaction: Interaction, subscription_id: int) -> Subscription:
    """A digest of the server, for whoever may manage it.

    Raises:
        RefusalError: they may not.
        NotFoundError: this server has no such digest.
    """
    guild_id = check_manager(interaction)
    subscriptions = interaction.client.services.digests.subscriptions
    return await subscriptions.get(guild_id, subscription_id)


async def account_of(
    interaction: Interaction, subscription: Subscription, heading: str
) -> ui.LayoutView:
    """One digest as it is at this moment."""
    services = interaction.client.services
    recent = await services.digests.deliveries.recent(subscription.id, _RECENT)
    stops = await obstacles(interaction, subscription, recent)
    account = Account(subscription, recent, stops, services.digests.clock())
    return account_view(services.library, account, heading)


async def digests_view(interaction: Interaction) -> ui.LayoutView:
    """All digests of a server, for whoever may manage it.

    Raises:
        RefusalError: they may not.
    """
    guild_id = check_manager(interaction)
    services = interaction.client.services
    found = await services.digests.subscriptions.of_guild(guild_id)
    return accounts_view(services.library, found)


class PreviewButton(PersistentItem, template=buttons.PREVIEW):
    """Shows what a digest would say now."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        await show_preview(interaction, int(self.match["id"]))


class HaltButton(PersistentItem, template=buttons.HALT):
    """Pauses a digest for good, or has it post again."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        check_manager(interaction)
        await interaction.response.defer()  # the database, or Discord, is asked for this and that
        digests = interaction.client.services.digests
        found = await managed(interaction, int(self.match["id"]))
        if self.match["act"] == "pause":
            # A pause that was made meanwhile keeps its end.
            paused = found if found.paused else await digests.pause(found)
            view = await account_of(interaction, paused, "Paused")
        else:
            view = await account_of(interaction, await resumed(interaction, found), "Resumed")
        await interaction.edit_original_response(view=view)
