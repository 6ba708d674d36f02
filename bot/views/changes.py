"""What changed between two states of a brief, the most important first."""

import re
from typing import Any, Self

import discord
from discord import ui
from typing_extensions import override

from bot.content.library import Library
from bot.domain.changes import changes
from bot.domain.errors import UserError
from bot.services import Interaction
from bot.views.buttons import PersistentItem, PersistentView
from bot.views.digest import change_blocks
from bot.views.frame import Frame, framed
from bot.views.opening import opened
from bot.views.places import Place
from bot.views.registry import render, shows
from bot.views.showing import PRESENT, Showing
from bot.views.since import is_last_look, revision_since
from bot.views.text import count
from bot.views.times import stamp

_ASK = "Ask with `/brief changes` what changed, and since when."


@shows("changes")
def changes_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """What the later state tells otherwise: was and now, grouped by what sort of change it is."""
    brief, earlier = library.get(place.slug), showing.earlier
    if earlier is None:
        return framed(brief, [], Frame("Changes", place, note=_ASK), showing=showing)
    found = changes(earlier.brief, brief)
    since = stamp(earlier.published_at)
    if earlier.number == showing.revision:
        heading = f"Revision {showing.revision}"
        note = f"Nothing changed: this is the state on record since {since}"
    else:
        heading = f"Changes from revision {earlier.number} to {showing.revision}"
        told = count(len(found), "change") if found else "Nothing changed"
        note = f"{told}, {since} to {stamp(earlier.until)}"
    if showing.latest != showing.revision:
        note += f"; by now there is revision {showing.latest}"
    frame = Frame(heading, place, note=note)
    view = framed(brief, change_blocks(brief, found), frame, showing=showing)
    if not showing.is_posted and showing.revision is not None:
        keep = RememberButton(place.slug, showing.revision)
        view.add_item(ui.ActionRow[Any](keep, ForgetButton()))
    return view


async def answer_changes(interaction: Interaction, named: str | None, since: str | None) -> None:
    """Tell the asker alone what changed, and move their bookmark if they asked by it.

    Raises:
        UserError: no such brief, or no such state.
    """
    services = interaction.client.services
    brief, history = services.library.get(named), services.history
    latest = await history.revisions.latest(brief.slug)
    if latest is None:
        raise UserError("Nothing of this brief is on record yet. Ask again in a moment.")
    first = await revision_since(interaction, brief, since, latest.number)
    place = Place("changes", brief.slug, 1, f"{first}~{latest.number}")
    library, showing = await opened(interaction, place)
    view = render(library, place, showing=showing)
    await interaction.response.send_message(view=view, ephemeral=True)
    if is_last_look(since):
        await history.bookmarks.keep(
            interaction.user.id, brief.slug, latest.number, history.clock()
        )


class RememberButton(
    PersistentItem[ui.Button[Any]],
    template=r"k1:remember:(?P<slug>[a-z0-9-]{1,32}):(?P<revision>\d{1,5})",
):
    """Keeps up to where its presser has read, from now on.

    Args:
        slug: the brief's.
        revision: that they see.
    """

    def __init__(self, slug: str, revision: int) -> None:
        custom_id = f"k1:remember:{slug}:{revision}"
        super().__init__(ui.Button(label="Remember what I read", custom_id=custom_id))
        self.slug = slug
        self.revision = revision

    @classmethod
    @override
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["slug"], int(match["revision"]))

    @override
    async def pressed(self, interaction: Interaction) -> None:
        history = interaction.client.services.history
        await history.bookmarks.keep(interaction.user.id, self.slug, self.revision, history.clock())
        await interaction.response.send_message(
            f"I keep that you have read this brief up to revision {self.revision}, and nothing "
            "else. Next time, choose “my last look” in `/brief changes`. “Forget me” deletes it.",
            ephemeral=True,
        )


class ForgetButton(PersistentItem[ui.Button[Any]], template=r"k1:forget"):
    """Deletes all that is kept of what its presser has read."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label="Forget me", custom_id="k1:forget"))

    @classmethod
    @override
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls()

    @override
    async def pressed(self, interaction: Interaction) -> None:
        forgotten = await interaction.client.services.history.bookmarks.forget(interaction.user.id)
        said = "Forgotten." if forgotten else "There was nothing to forget."
        await interaction.response.send_message(
            f"{said} I keep nothing of what you have read.", ephemeral=True
        )
