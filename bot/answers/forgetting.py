"""“Forget me”: all that is kept of whoever reads, erased."""

from typing_extensions import override

from bot.answers.items import PersistentItem
from bot.services import Interaction
from bot.views import buttons


async def answer_forget(interaction: Interaction) -> None:
    """Erase what the asker has read, and that their challenges are theirs; say so to them alone."""
    services, person = interaction.client.services, interaction.user.id
    handed_in = await services.inbox.challenges.forget_person(person)
    read = await services.history.bookmarks.forget(person)
    said = "Forgotten." if read or handed_in else "There was nothing to forget."
    told = f"{said} I keep nothing of what you have read, and no challenge with your id."
    if handed_in:
        told += " What you handed in stays with the curators; their answer cannot reach you."
    await interaction.response.send_message(told, ephemeral=True)


class ForgetButton(PersistentItem, template=buttons.FORGET):
    """Erases what is kept of its presser."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        await answer_forget(interaction)
