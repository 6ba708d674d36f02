"""What a page cites, for whoever asks by its button “Sources”."""

from collections.abc import Iterable
from typing import Any

from discord import ui

from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.counting import count
from bot.domain.meaning import by_id
from bot.domain.telling import cited
from bot.views.buttons import open_button, pick_menu, sources_button
from bot.views.frame import COLOURS, add_blocks
from bot.views.paging import paged
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.showing import PRESENT, Showing
from bot.views.sources import source_lines
from bot.views.text import literal, small

# Of heading and buttons.
_AROUND = 400


def cited_view(
    brief: Brief, here: Place, entries: Iterable[str], at: int, *, showing: Showing = PRESENT
) -> PersistentView:
    """The sources of the entries on a page, by their numbers, with the way back to it.

    Args:
        brief: in the state that the page is of.
        here: the page.
        entries: ids of what stands on it.
        at: which page of this list, from 1.
        showing: where the reader of the page came from.
    """
    held = by_id(brief)
    names = {source for entry in entries if entry in held for source in cited(held[entry])}
    numbered = sorted(names & brief.sources.keys(), key=brief.numbers.__getitem__)
    page = paged(source_lines(brief, numbered), at, limits.MESSAGE_TEXT - _AROUND)
    pages = f" · page {page.number} of {page.of}" if page.of > 1 else ""
    heading = f"### {count(len(numbered), 'source')} of this page{pages}"
    box = ui.Container[Any](accent_colour=COLOURS[brief.status])
    box.add_item(ui.TextDisplay(f"{small(literal(brief.title))}\n{heading}"))
    add_blocks(box, page.blocks)
    opened = {block.place: block.label for block in page.blocks if block.place}
    if opened:
        box.add_item(ui.ActionRow[Any](pick_menu(here, "Open a source", opened)))
    row = ui.ActionRow[Any]()
    if page.number > 1:
        row.add_item(sources_button(here, page.number - 1, "Previous"))
    if page.number < page.of:
        row.add_item(sources_button(here, page.number + 1, "Next"))
    row.add_item(open_button(here, "Back", role="k"))
    if showing.origin is not None:
        row.add_item(open_button(showing.origin, "Back to the list", role="b"))
    return PersistentView().add_item(box.add_item(row))
