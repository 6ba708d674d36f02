"""The brief that a channel means where nobody names one."""

from bot.answers.digests import check_manager
from bot.domain.errors import UserError
from bot.services import Interaction


async def choose_default(interaction: Interaction, named: str | None) -> str:
    """Have this channel mean a brief, or none any more; for those who may manage the server.

    Returns:
        What was done, in a sentence.

    Raises:
        UserError: they may not, or there is no such brief.
    """
    guild, channel = check_manager(interaction), interaction.channel_id
    if channel is None:
        raise UserError("There is no channel here that I could set this for.")
    services = interaction.client.services
    if named is None:
        if await services.defaults.clear(channel):
            return "From now on this channel means no brief of its own."
        return "This channel means no brief of its own. Name one in `brief` to set it."
    brief = services.library.get(named)
    await services.defaults.choose(guild, channel, brief.slug)
    return f"From now on commands in this channel mean “{brief.title}” unless they name another."
