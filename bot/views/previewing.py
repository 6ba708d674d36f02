"""What a digest would say now, shown to whoever manages it; nothing is posted."""

import re
from typing import Any, Self

import discord
from discord import ui
from typing_extensions import override

from bot.domain.errors import UserError
from bot.services import Interaction
from bot.storage.subscription import Subscription
from bot.views.buttons import PersistentItem
from bot.views.errors import RefusalError

NOTHING = "Nothing would be posted now: nothing changed since the last digest."


async def show_preview(interaction: Interaction, subscription: Subscription) -> None:
    """Answer with the messages that would be posted, to the asker alone.

    Raises:
        UserError: nothing would be.
    """
    views = await interaction.client.services.digests.preview(subscription)
    if not views:
        raise UserError(NOTHING)
    await interaction.response.send_message(view=views[0], ephemeral=True)
    for view in views[1:]:
        await interaction.followup.send(view=view, ephemeral=True)


def check_manager(interaction: Interaction) -> None:
    """Refuse who may not manage the server; Discord's own settings hide, they guard nothing.

    Raises:
        RefusalError: also where a button was left within reach of others.
    """
    if not interaction.permissions.manage_guild:
        raise RefusalError("Only those who may manage this server (Manage Server) can do that.")


async def managed(interaction: Interaction, subscription_id: int) -> Subscription:
    """A digest of the server, for whoever may manage it.

    Raises:
        RefusalError: they may not.
        NotFoundError: this server has no such digest.
    """
    check_manager(interaction)
    subscriptions = interaction.client.services.digests.subscriptions
    return await subscriptions.get(interaction.guild_id or 0, subscription_id)


class PreviewButton(PersistentItem[ui.Button[Any]], template=r"m1:preview:(?P<id>\d{1,18})"):
    """Shows what a digest would say now.

    Args:
        subscription_id: whose.
    """

    def __init__(self, subscription_id: int) -> None:
        super().__init__(ui.Button(label="Preview", custom_id=f"m1:preview:{subscription_id}"))
        self.subscription_id = subscription_id

    @classmethod
    @override
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["id"]))

    @override
    async def pressed(self, interaction: Interaction) -> None:
        await show_preview(interaction, await managed(interaction, self.subscription_id))
