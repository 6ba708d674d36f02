"""Where a place is looked up: in the briefs as they are, or in the states that they were in."""

from bot.archive import Archive
from bot.content.library import Library
from bot.services import Interaction
from bot.views.places import Place
from bot.views.showing import PRESENT, Earlier, Showing


async def opened(interaction: Interaction, place: Place) -> tuple[Library, Showing]:
    """Where a place is looked up: in the briefs as they are, or in a past state of its brief.

    Raises:
        UserError: there is no such state, or none is kept here.
    """
    services = interaction.client.services
    if pair := place.compared:
        return await _compared(services.history.archive, place.slug, *pair)
    if place.revision is None:
        return services.library, PRESENT
    past = await services.history.archive.get(place.slug, place.revision)
    return past.library, Showing(revision=past.number, past=past.published_at, latest=past.latest)


async def _compared(archive: Archive, slug: str, since: int, until: int) -> tuple[Library, Showing]:
    before, after = await archive.get(slug, since), await archive.get(slug, until)
    earlier = Earlier(
        before.library.get(slug), before.number, before.published_at, after.published_at
    )
    return after.library, Showing(revision=after.number, latest=after.latest, earlier=earlier)
