"""What changed between two states of a brief, the most important first."""

from typing import Any

from discord import ui

from bot.content.library import Library
from bot.domain.changes import changes
from bot.views.buttons import forget_button, remember_button
from bot.views.digest import change_blocks
from bot.views.frame import Frame, framed
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
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
        keep = remember_button(place.slug, showing.revision)
        view.add_item(ui.ActionRow[Any](keep, forget_button()))
    return view
