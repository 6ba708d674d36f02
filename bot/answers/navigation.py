"""Moving about in a brief: tabs, pages, menus, and posting what one sees."""

from dataclasses import replace

from discord import ui
from typing_extensions import override

from bot.answers.authors import may_write
from bot.answers.items import PersistentItem
from bot.answers.opening import opened
from bot.answers.public import confirm, of_present, post
from bot.answers.replying import begin, reply
from bot.domain.errors import UserError
from bot.services import Interaction
from bot.views import buttons
from bot.views.places import Place
from bot.views.registry import render
from bot.views.showing import PRESENT


async def show(interaction: Interaction, place: Place) -> None:
    """Show a place to whoever pressed: in their own reply, or beside what was posted for all."""
    message = interaction.message
    in_place = message is not None and message.flags.ephemeral
    if place.is_recorded:  # the database may take its time
        await (interaction.response.defer() if in_place else begin(interaction))
    library, showing = await opened(interaction, place)
    view = render(library, place, showing=showing)
    if in_place and not interaction.response.is_done():
        await interaction.response.edit_message(view=view)
    else:
        await reply(interaction, view)


class OpenButton(PersistentItem, template=buttons.OPEN):
    """Opens a place."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        await show(interaction, Place.unpacked(self.match))


class OpenMenu(PersistentItem, template=buttons.MENU):
    """Opens the place that is chosen."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        chosen = self.item.values if isinstance(self.item, ui.Select) else []
        if not chosen:
            raise UserError("Nothing was chosen. Please choose once more.")
        await show(interaction, replace(Place.unpacked(self.match), argument=chosen[0]))


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
