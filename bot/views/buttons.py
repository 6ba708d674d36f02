"""Buttons and menus that outlive a restart: all they know is in their custom_id."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

import discord
from discord import ui
from typing_extensions import override

from bot.services import Interaction
from bot.views.errors import reply_with_error

ItemT_co = TypeVar("ItemT_co", bound=ui.Item[Any], covariant=True)


class PersistentItem(ui.DynamicItem[ItemT_co], template=r"(?!)"):
    """A button or menu whose failures are answered.

    discord.py only logs what a DynamicItem raises, and takes an error in `interaction_check`
    for a refusal; so everything is done in `pressed`. `from_custom_id` must not raise.
    """

    @override
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            await self.pressed(interaction)
        except Exception as error:  # noqa: BLE001 -- the outermost place; it is answered and logged
            await reply_with_error(interaction, error)

    async def pressed(self, interaction: Interaction) -> None:
        """What pressing does; may raise a UserError."""
        raise NotImplementedError


class PersistentView(ui.LayoutView):
    """A view that is sent and forgotten.

    discord.py keeps a sent view to route its buttons, and drops it, with classes of buttons,
    when it times out; ours are routed by their custom_ids, so it need keep nothing. It keeps
    nothing of a view that is stopped before it is sent.
    """

    def __init__(self, carries: Iterable[str] = ()) -> None:
        super().__init__(timeout=None)
        self.carries = tuple(dict.fromkeys(carries))
        """Ids of the entries whose words stand in it."""
        self.stop()

    @override
    def add_item(self, item: ui.Item[Any]) -> Self:
        super().add_item(item)
        return self
