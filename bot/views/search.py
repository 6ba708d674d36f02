"""What a search found, where it stands, and the words around it."""

from dataclasses import replace
from typing import Any

from discord import ui

from bot.content.library import Library
from bot.content.search import Found, Hit, SearchItem
from bot.domain import limits
from bot.domain.brief import Brief, Correction, Event
from bot.domain.texts import visible
from bot.views.buttons import open_button, pick_menu
from bot.views.frame import Frame, add_blocks, framed
from bot.views.paging import Block, paged
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.reading import one_line
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import count, in_quotes, literal, small
from bot.views.times import in_words

_KINDS = {
    "summary": "Summary",
    "event": "Timeline",
    "claim": "Claim",
    "quote": "Quote",
    "factcheck": "Fact-check",
    "question": "Open question",
    "correction": "Correction",
    "source": "Source",
}
"""Kind of entry → what it is called."""
# Those that have a view of their own, called as the kind is.
_VIEWS = ("claim", "quote", "source")
# Nobody leafs through more; each takes a moment to cut out.
_SHOWN = 100
_OF_EACH = 10
_TITLE = 80
# Of heading and buttons.
_AROUND = 300


@shows("search")
def search_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """Entries that hold the words of the argument, best first."""
    brief = library.get(place.slug)
    found = library.index(brief).search(place.argument)
    blocks = [_entry(brief, found.hit(item)) for item in found.hits[:_SHOWN]]
    note, heading = _about_post(found) if showing.is_posted else _about(found, place.argument)
    if len(found.hits) > _SHOWN:
        heading = f"The {_SHOWN} best of {heading}"
    frame = Frame(heading, place, note=note, pick="Open a result", may_post=bool(found.hits))
    return framed(brief, blocks, frame, showing=showing)


def _about(found: Found, asked: str) -> tuple[str, str]:
    """A note and a heading for whoever asked."""
    sought = in_quotes(found.instead or asked)
    if found.instead:
        note = f"Nothing holds {in_quotes(asked)}. This is what {sought} finds."
    elif not found.words:
        note = "Give me at least one letter or digit to look for."
    elif not found.hits:
        note = f"Nothing in this brief holds {sought}. Try other words."
    elif found.is_partial:
        note = f"No entry holds all of {sought}. These hold some of it."
    elif found.is_apart:
        note = f"No entry has {sought} together. These hold the words apart."
    else:
        note = ""
    return note, f"{count(len(found.hits), 'result')} for {sought}"


def _about_post(found: Found) -> tuple[str, str]:
    """The same for a channel: what a reader typed is never said by us to others."""
    note = (
        "No entry holds all the words of the search. These hold some." if found.is_partial else ""
    )
    return note, f"{count(len(found.hits), 'result')} of a search"


@shows("everywhere")
def everywhere_page(
    library: Library, place: Place, *, showing: Showing = PRESENT
) -> PersistentView:
    """The best results of every brief, brief by brief."""
    del showing  # looks the same for everybody, and is not posted
    blocks: list[Block] = []
    total = 0
    for brief in library.briefs:
        found = library.index(brief).search(place.argument)
        if found.is_partial:
            continue
        total += len(found.hits)
        under = literal(one_line(brief.title, _TITLE))
        best = (_entry(brief, found.hit(item)) for item in found.hits[:_OF_EACH])
        blocks += [replace(block, heading=under) for block in best]
    sought = in_quotes(place.argument)
    if not blocks:
        text = f"No brief holds {sought}. Try fewer words, or other ones."
        return PersistentView().add_item(ui.Container[Any](ui.TextDisplay[Any](text)))
    page = paged(blocks, place.page, limits.MESSAGE_TEXT - _AROUND)
    pages = f" · page {page.number} of {page.of}" if page.of > 1 else ""
    heading = f"### {count(total, 'result')} in all briefs for {sought}{pages}"
    box = ui.Container[Any](ui.TextDisplay[Any](heading))
    add_blocks(box, page.blocks)
    opened = {block.place: block.label for block in page.blocks if block.place}
    here = place.at_page(page.number)
    box.add_item(ui.ActionRow[Any](pick_menu(here, "Open a result", opened)))
    steps = ui.ActionRow[Any]()
    if page.number > 1:
        steps.add_item(open_button(here.at_page(page.number - 1), "Previous", role="p"))
    if page.number < page.of:
        steps.add_item(open_button(here.at_page(page.number + 1), "Next", role="n"))
    if steps.children:
        box.add_item(steps)
    return PersistentView().add_item(box)


def search_place(slug: str, words: str) -> Place:
    """The place of what these words find, in one brief or, for no slug, in all.

    A leading “@” would ask for an entry there.
    """
    view = "search" if slug else "everywhere"
    return Place(view, slug, 1, " ".join(visible(words).split()).lstrip("@ "))


def entry_place(brief: Brief, item: SearchItem) -> Place:
    """Where an entry is shown by itself."""
    view = item.kind if item.kind in _VIEWS else "entry"
    return Place(view, brief.slug, 1, item.id)


def _entry(brief: Brief, hit: Hit) -> Block:
    item = hit.item
    kind = _KINDS[item.kind]
    entry = brief.by_id.get(item.id)
    under = in_words(entry.at) if isinstance(entry, Event) else item.heading
    heading = "" if under == kind else f" · {literal(under)}"
    match = f"**{literal(hit.match)}**" if hit.match else ""
    around = f"{literal(hit.before, goes_on=True)}{match}{literal(hit.after)}".replace("\n", " ")
    text = f"{small(kind + heading)}\n{around}"
    also = tuple(entry.entries) if isinstance(entry, Correction) else hit.also
    label = f"{kind}: {item.heading if item.kind == 'claim' else item.text}"
    return Block(text, item.id, label=label, place=entry_place(brief, item), also=also)
