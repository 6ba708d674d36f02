"""What pressing a button or choosing from a menu does, found by the custom_id alone."""

import importlib
import pkgutil
import re
from pathlib import Path
from typing import Any, Self, TypeVar

import discord
from discord import ui
from typing_extensions import override

from bot.answers.errors import reply_with_error
from bot.domain.errors import UserError
from bot.services import Interaction

T = TypeVar("T")


class PersistentItem(ui.DynamicItem[ui.Item[Any]], template=r"(?!)"):
    """A button or menu of a message, whoever sent that and however long ago.

    discord.py only logs what a DynamicItem raises, and takes an error in `interaction_check`
    for a refusal; so everything is done in `pressed`. Each class derived from this one has a
    template and `pressed`, nothing else; `bot.gateway.client` registers them all, by `kinds`.

    Args:
        item: as it stands in the message.
        match: of its custom_id with the template.
    """

    def __init__(self, item: ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    @override
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item, match)

    @override
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            await self.pressed(interaction)
        except Exception as error:  # noqa: BLE001 -- the outermost place; it is answered and logged
            await reply_with_error(interaction, error)

    async def pressed(self, interaction: Interaction) -> None:
        """What pressing does; may raise a UserError."""
        raise NotImplementedError


def chosen(item: ui.Item[Any]) -> str:
    """What was chosen from a menu.

    Raises:
        UserError: nothing was.
    """
    values = item.values if isinstance(item, ui.Select) else []
    if not values:
        raise UserError("Nothing was chosen. Please choose once more.")
    return values[0]


def load_answers() -> None:
    """Import every module beside this one, so that all items and forms are known."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)], "bot.answers."):
        importlib.import_module(module.name)


def kinds() -> list[type[PersistentItem]]:
    """Every kind of item that there is in the modules loaded so far."""
    return derived_from(PersistentItem)


def derived_from(base: type[T]) -> list[type[T]]:
    """All classes derived from one, those derived from derived ones among them."""
    nested = [[kind, *derived_from(kind)] for kind in base.__subclasses__()]
    return [kind for kinds in nested for kind in kinds]
