"""What changed between two states of a brief, the most important first."""

from dataclasses import replace
from typing import Any

from discord import ui

from bot.content.library import Library
from bot.domain.change import without_reworded
from bot.domain.changes import changes
from bot.views.buttons import forget_button, remember_button
from bot.views.change_lines import change_blocks, reworded
from bot.views.frame import Frame, framed
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Earlier, Showing
from bot.views.text import count
from bot.views.times import stamp

# Of a change, about so many characters are read.
_LINE = 600
_ASK = "Ask with `/brief changes` what changed, and since when."


@shows("changes")
def changes_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """What the later state tells otherwise, with the words that differ marked."""
    brief, earlier = library.get(place.slug), showing.earlier
    if earlier is None:
        return framed(brief, [], Frame("Changes", place, note=_ASK), showing=showing)
    found = changes(earlier.brief, brief)
    telling, of_words = without_reworded(found), reworded(found)
    note = _note(showing, earlier, len(telling), of_words)
    heading = f"Changes from revision {earlier.number} to {showing.revision}"
    if earlier.number == showing.revision:
        heading = f"Revision {showing.revision}"
    more: tuple[tuple[str, Place], ...] = ()
    if of_words and not place.asks_reworded:
        asked = replace(place, page=1, argument=f"{place.argument}~w")
        more = (("Show what was reworded", asked),)
    frame = Frame(heading, place, note=note, actions=more)
    blocks = change_blocks(brief, found if place.asks_reworded else telling, _LINE)
    view = framed(brief, blocks, frame, showing=showing)
    if not showing.is_posted and showing.revision is not None:
        keep = remember_button(place.slug, showing.revision)
        view.add_item(ui.ActionRow[Any](keep, forget_button()))
    return view


def _note(showing: Showing, earlier: Earlier, told_count: int, of_words: str) -> str:
    """How much changed, and in what time."""
    since = stamp(earlier.published_at)
    if earlier.number == showing.revision:
        note = f"Nothing changed: this is the state on record since {since}"
    else:
        counts = [count(told_count, "change")] if told_count else []
        counts += [of_words] if of_words else []
        note = f"{', '.join(counts) or 'Nothing changed'}, {since} to {stamp(earlier.until)}"
    if showing.latest != showing.revision:
        note += f"; by now there is revision {showing.latest}"
    return note
