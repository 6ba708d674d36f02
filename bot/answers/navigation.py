"""Moving about in a brief: tabs, pages, menus, and posting what one sees."""

import re
from collections.abc import Iterator
from dataclasses import replace

import discord
from discord import ui
from typing_extensions import override

from bot.answers.authors import may_write
from bot.answers.items import PersistentItem, chosen
from bot.answers.opening import opened
from bot.answers.picturing import pictures_of
from bot.answers.public import confirm, of_present, post
from bot.answers.replying import attached, begin, reply
from bot.domain.errors import UserError
from bot.services import Interaction
from bot.views import buttons
from bot.views.cited import cited_view
from bot.views.persistent import PersistentView
from bot.views.places import ENTRIES, PLACE, VERSION, Place
from bot.views.registry import render
from bot.views.showing import PRESENT

# What stands in a message of ours: the page, and the way back from it.
_ON_PAGE = {
    "here": re.compile(buttons.GO),
    "back": re.compile(rf"{VERSION}:b:{PLACE}"),
}


async def show(interaction: Interaction, place: Place, origin: Place | None = None) -> None:
    """Show a place to whoever pressed: in their own reply, or beside what was posted for all.

    Args:
        interaction: a press.
        place: what is shown.
        origin: the list that it is opened from, where it is one entry.
    """
    await _wait(interaction, place)
    library, showing = await opened(interaction, place)
    await _answer(interaction, render(library, place, showing=replace(showing, origin=origin)))


async def _wait(interaction: Interaction, place: Place) -> None:
    if place.is_recorded:  # the database may take its time
        await _defer(interaction)


async def _defer(interaction: Interaction) -> None:
    own = _is_own(interaction)
    await (interaction.response.defer() if own else begin(interaction))


async def _answer(interaction: Interaction, view: PersistentView) -> None:
    if view.chart is not None and not interaction.response.is_done():  # drawing takes its time
        await _defer(interaction)
    files = await pictures_of(interaction, view)
    if _is_own(interaction) and not interaction.response.is_done():
        attachments = attached(interaction, files)
        await interaction.response.edit_message(view=view, attachments=attachments)
    else:
        await reply(interaction, view, files)


def _is_own(interaction: Interaction) -> bool:
    """Whether the press was in a reply that only the presser sees, so that it can be replaced."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def origin_of(interaction: Interaction, place: Place) -> Place | None:
    """The list that a reader comes from who opens an entry in a message of ours.

    It is the page in the message, or where that shows an entry itself, the one that this was
    opened from. The message tells both, so that the way back survives a restart.
    """
    if place.view not in ENTRIES or interaction.message is None:
        return None
    found = {
        kind: Place.unpacked(match)
        for custom_id in _custom_ids(interaction.message)
        for kind, pattern in _ON_PAGE.items()
        if (match := pattern.fullmatch(custom_id))
    }
    here = found.get("here")
    return found.get("back") if here is None or here.view in ENTRIES else here


def _custom_ids(message: discord.Message) -> Iterator[str]:
    view = discord.ui.LayoutView.from_message(message)
    for item in view.walk_children():
        if isinstance(item, ui.Button | ui.Select) and item.custom_id:
            yield item.custom_id


class OpenButton(PersistentItem, template=buttons.OPEN):
    """Opens a place."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        place = Place.unpacked(self.match)
        await show(interaction, place, origin_of(interaction, place))


class OpenMenu(PersistentItem, template=buttons.MENU):
    """Opens the place that is chosen."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        place = replace(Place.unpacked(self.match), argument=chosen(self.item))
        await show(interaction, place, origin_of(interaction, place))


class PickMenu(PersistentItem, template=buttons.PICK):
    """Opens an entry of the page that it stands under."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        here = Place.unpacked(self.match)
        view, _, rest = chosen(self.item).partition(":")
        slug, _, argument = rest.partition(":")
        place = replace(here.to(view, argument), slug=slug)
        # From the sources of an entry one comes back to where that was opened from.
        origin = origin_of(interaction, place) if here.view in ENTRIES else here
        await show(interaction, place, origin if place.view in ENTRIES else None)


class GoMenu(PersistentItem, template=buttons.GO):
    """Leads to another list of the brief."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        await show(interaction, Place.unpacked(self.match).to(chosen(self.item)))


class SourcesButton(PersistentItem, template=buttons.SOURCES):
    """Lists what the page cites on which it stands."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        here = Place.unpacked(self.match)
        await _wait(interaction, here)
        library, showing = await opened(interaction, here)
        carried = render(library, here, showing=showing).carries
        showing = replace(showing, origin=origin_of(interaction, here))
        brief, at = library.get(here.slug), int(self.match["at"])
        await _answer(interaction, cited_view(brief, here, carried, at, showing=showing))


class DigestButton(PersistentItem, template=buttons.DIGEST):
    """Opens a view, beside a message of the outbox."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        await show(interaction, Place(self.match["view"], self.match["slug"]))


class PostButton(PersistentItem, template=buttons.POST):
    """Posts what its presser sees to the channel, for all."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        if not may_write(interaction):
            raise UserError("You may not write in this channel, so I cannot post it here for you.")
        place = Place.unpacked(self.match)
        library, showing = await opened(interaction, place)
        if showing == PRESENT:
            showing = await of_present(interaction, library, place.slug)
        view = render(library, place, showing=replace(showing, is_posted=True))
        message = interaction.message
        # The same message may show other pages, which are answers of their own.
        answer = f"{message.id} {place.packed()}" if message else ""
        posted = await post(interaction, view, place.slug, showing, answer=answer)
        await confirm(interaction, posted)
