"""What changed, told to whoever asks; and the bookmark of what they have read."""

from typing_extensions import override

from bot.answers.items import PersistentItem
from bot.answers.opening import opened
from bot.answers.replying import begin, reply
from bot.answers.since import is_last_look, revision_since
from bot.domain.errors import UserError
from bot.services import Interaction
from bot.views import buttons
from bot.views.places import Place
from bot.views.registry import render


async def answer_changes(interaction: Interaction, named: str | None, since: str | None) -> None:
    """Tell the asker alone what changed, and move their bookmark if they asked by it.

    Raises:
        UserError: no such brief, or no such state.
    """
    await begin(interaction)
    services = interaction.client.services
    brief, history = services.library.get(named), services.history
    latest = await history.revisions.latest(brief.slug)
    if latest is None:
        raise UserError("Nothing of this brief is on record yet. Ask again in a moment.")
    first = await revision_since(interaction, brief, since, latest.number)
    place = Place("changes", brief.slug, 1, f"{first}~{latest.number}")
    library, showing = await opened(interaction, place)
    view = render(library, place, showing=showing)
    await reply(interaction, view)
    if is_last_look(since):
        await history.bookmarks.keep(
            interaction.user.id, brief.slug, latest.number, history.clock()
        )


class RememberButton(PersistentItem, template=buttons.REMEMBER):
    """Keeps up to where its presser has read, from now on."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        await begin(interaction)
        history, revision = interaction.client.services.history, int(self.match["revision"])
        await history.bookmarks.keep(
            interaction.user.id, self.match["slug"], revision, history.clock()
        )
        told = (
            f"I will remember that you have read this brief up to revision {revision}, and nothing "
            "else. Next time, choose “My last look” in `/brief changes`. “Forget me” deletes it."
        )
        await interaction.edit_original_response(content=told)
