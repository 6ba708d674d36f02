"""“Forget me”: what somebody has read, and that challenges are theirs, erased."""

from typing_extensions import override

from bot.answers.items import PersistentItem
from bot.answers.replying import begin
from bot.answers.traces import trace_of
from bot.services import Interaction
from bot.views import buttons


async def answer_forget(interaction: Interaction) -> None:
    """Erase what the asker has read, and that their challenges are theirs; say so to them alone."""
    await begin(interaction)
    services, person = interaction.client.services, interaction.user.id
    inbox, trace = services.inbox, trace_of(interaction)
    handed_in = await inbox.challenges.forget_person(person, trace, inbox.clock())
    read = await services.history.bookmarks.forget(person)
    said = "Forgotten." if read or handed_in else "There was nothing to forget."
    told = f"{said} I keep no record of what you have read, and no challenge carries your id."
    if handed_in:
        told += (
            " What you sent stays with the curators, but their answer can no longer reach you. So"
            " that the limits still hold, a keyed hash of your id stays with it for a day."
        )
    await interaction.edit_original_response(content=told)


class ForgetButton(PersistentItem, template=buttons.FORGET):
    """Does so for its presser."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        await answer_forget(interaction)
