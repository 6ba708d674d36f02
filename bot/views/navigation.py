"""Moving about in a brief: tabs, pages, menus, and posting what one sees."""

import re
from dataclasses import replace
from typing import Any, Self

import discord
from discord import ui
from typing_extensions import override

from bot.domain import limits
from bot.domain.errors import UserError
from bot.services import Interaction
from bot.views.buttons import PersistentItem
from bot.views.opening import opened
from bot.views.places import PLACE, VERSION, Place
from bot.views.posting import confirm, of_present, post
from bot.views.registry import OtherVersionError, render
from bot.views.showing import PRESENT
from bot.views.text import shortened


async def show(interaction: Interaction, place: Place) -> None:
    """Show a place to whoever pressed: in their own reply, or beside what was posted for all."""
    library, showing = await opened(interaction, place)
    view = render(library, place, showing=showing)
    message = interaction.message
    if message is not None and message.flags.ephemeral:
        await interaction.response.edit_message(view=view)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


class OpenButton(PersistentItem[ui.Button[Any]], template=rf"{VERSION}:(?P<role>[a-z]):{PLACE}"):
    """Opens a place.

    Args:
        place: where it leads.
        label: what it says.
        role: a letter that tells buttons of one message apart that lead to the same place.
        is_current: the place is shown already, so that it cannot be pressed.
    """

    def __init__(self, place: Place, label: str, *, role: str, is_current: bool = False) -> None:
        style = discord.ButtonStyle.primary if is_current else discord.ButtonStyle.secondary
        super().__init__(
            ui.Button(
                label=label[: limits.BUTTON_LABEL],
                style=style,
                disabled=is_current,
                custom_id=f"{VERSION}:{role}:{place.packed()}",
            )
        )
        self.place = place

    @classmethod
    @override
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(Place.unpacked(match), "…", role=match["role"])

    @override
    async def pressed(self, interaction: Interaction) -> None:
        await show(interaction, self.place)


class OpenMenu(PersistentItem[ui.Select[Any]], template=rf"{VERSION}:menu:{PLACE}"):
    """Opens the place that is chosen.

    Args:
        place: the view, and the brief's state; its argument is what is chosen.
        placeholder: what the menu says.
        options: label → argument of the place; at most `limits.SELECT_OPTIONS`.
    """

    def __init__(
        self, place: Place, placeholder: str, options: tuple[tuple[str, str], ...]
    ) -> None:
        super().__init__(
            ui.Select(
                custom_id=f"{VERSION}:menu:{place.packed()}",
                placeholder=placeholder,
                options=[
                    discord.SelectOption(label=shortened(label, limits.OPTION_TEXT), value=argument)
                    for label, argument in options
                ],
            )
        )
        self.place = place

    @classmethod
    @override
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(Place.unpacked(match), "…", (("…", "…"),))

    @override
    async def pressed(self, interaction: Interaction) -> None:
        await show(interaction, replace(self.place, argument=self.item.values[0]))


class PostButton(PersistentItem[ui.Button[Any]], template=rf"{VERSION}:post:{PLACE}"):
    """Posts what its presser sees to the channel, for all."""

    def __init__(self, place: Place) -> None:
        super().__init__(
            ui.Button(
                label="Post to channel",
                style=discord.ButtonStyle.secondary,
                custom_id=f"{VERSION}:post:{place.packed()}",
            )
        )
        self.place = place

    @classmethod
    @override
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(Place.unpacked(match))

    @override
    async def pressed(self, interaction: Interaction) -> None:
        if not may_write(interaction):
            raise UserError("You may not write in this channel, so I cannot post it here for you.")
        library, showing = await opened(interaction, self.place)
        if showing == PRESENT:
            showing = await of_present(interaction, library, self.place.slug)
        view = render(library, self.place, showing=replace(showing, is_posted=True))
        message = interaction.message
        # The same message may show other pages, which are answers of their own.
        answer = f"{message.id} {self.place.packed()}" if message else ""
        posted = await post(interaction, view, self.place.slug, showing, answer=answer)
        await confirm(interaction, posted)


class OtherVersionItem(PersistentItem[ui.Item[Any]], template=rf"(?!{VERSION}:)b\d+:(?s:.*)"):
    """A button or menu of a version of us that runs no more, or not yet again."""

    @classmethod
    @override
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item)

    @override
    async def pressed(self, interaction: Interaction) -> None:
        raise OtherVersionError


def may_write(interaction: Interaction) -> bool:
    """Whether the person may send messages where they are; in direct messages they may."""
    if interaction.guild_id is None:
        return True
    if isinstance(interaction.channel, discord.Thread):
        return interaction.permissions.send_messages_in_threads
    return interaction.permissions.send_messages
