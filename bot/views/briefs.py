"""All briefs at a glance."""

from typing import Any

from discord import ui

from bot.content.library import Library
from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.errors import NoBriefsError
from bot.views.buttons import open_button, which_menu
from bot.views.frame import STATUS_WORDS
from bot.views.paging import Block, paged
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import count, literal, small
from bot.views.times import shown


@shows("list")
def briefs_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """Every brief with its status, and a button that opens it."""
    del showing  # looks the same for everybody
    if not library.briefs:
        raise NoBriefsError
    page = paged([_entry(brief) for brief in library.briefs], place.page, limits.MESSAGE_TEXT - 100)
    box = ui.Container[Any](ui.TextDisplay[Any](f"## {count(len(library.briefs), 'brief')}"))
    for block in page.blocks:
        button = open_button(Place("summary", block.id), "Open", role="e")
        box.add_item(ui.Section[Any](ui.TextDisplay[Any](block.text), accessory=button))
    steps = ui.ActionRow[Any]()
    if page.number > 1:
        steps.add_item(open_button(place.at_page(page.number - 1), "Previous", role="p"))
    if page.number < page.of:
        steps.add_item(open_button(place.at_page(page.number + 1), "Next", role="n"))
    if steps.children:
        box.add_item(steps)
    return PersistentView().add_item(box)


def which_view(library: Library, asked: Place) -> PersistentView:
    """Which brief is meant, of several; choosing goes on with what was asked."""
    briefs = [(brief.title, brief.slug) for brief in library.briefs]
    more = len(briefs) - limits.SELECT_OPTIONS
    note = f" The first {limits.SELECT_OPTIONS} are offered; name another." if more > 0 else ""
    hint = small("Whoever manages the server can set one for a channel: `/digest default`.")
    text = f"**Which brief?**{note}\n{hint}"
    box = ui.Container[Any](ui.TextDisplay[Any](text))
    return PersistentView().add_item(box.add_item(ui.ActionRow[Any](which_menu(asked, briefs))))


def _entry(brief: Brief) -> Block:
    status = small(f"{STATUS_WORDS[brief.status]} · last reviewed {shown(brief.reviewed)}")
    holds = (
        f"{count(len(brief.timeline), 'event')}, {count(len(brief.claims), 'claim')}, "
        f"{count(len(brief.quotes), 'quote')}, {count(len(brief.sources), 'source')}"
    )
    text = f"**{literal(brief.title)}**\n{status}\n{small(holds)}"
    return Block(text, brief.slug)
