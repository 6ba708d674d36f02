"""The frame that every view of a brief stands in: heading, page, buttons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import ui

from bot.domain import limits
from bot.domain.brief import Brief, Status
from bot.views.buttons import PersistentView
from bot.views.navigation import OpenButton, OpenMenu, PostButton
from bot.views.pages import Block, Page, paged
from bot.views.places import Place
from bot.views.text import literal, small
from bot.views.times import shown

# Beside the words, never instead of them.
COLOURS = {
    Status.DEVELOPING: discord.Colour(0xD9822B),
    Status.MONITORING: discord.Colour(0x3B7DD8),
    Status.CLOSED: discord.Colour(0x7A828E),
}
STATUS_WORDS = {
    Status.DEVELOPING: "Developing: expect changes",
    Status.MONITORING: "Monitoring: changes are rare",
    Status.CLOSED: "Closed: no more changes are expected",
}
_PAGES = " · page {} of {}"
_PAGE_GONE = "There is no page {} here, or not any more. This is the nearest."
# For what is not counted one by one: bold marks, numbers of pages, line breaks.
_SPARE = 60
_TABS = (
    ("summary", "Summary"),
    ("timeline", "Timeline"),
    ("claims", "Claims"),
    ("quotes", "Quotes"),
    ("sources", "Sources"),
)


@dataclass(frozen=True, slots=True)
class Menu:
    """Something to choose from: what it says, and label → argument of the place it opens."""

    placeholder: str
    view: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the blocks of a page."""

    heading: str
    place: Place
    """What was asked for; where there is no such page, the nearest is shown."""
    note: str = ""
    """What the reader should know first, such as that a page is gone."""
    foot: str = ""
    menu: Menu | None = None
    more: tuple[tuple[str, Place], ...] = ()
    """Further buttons: label and where they lead; at most two."""


def framed(
    brief: Brief, blocks: Sequence[Block], frame: Frame, *, posted: bool = False
) -> ui.LayoutView:
    """The page of the blocks that was asked for, or the nearest there is, as one message.

    Args:
        brief: whose title and status stand at the top.
        blocks: all that there is to show.
        frame: what stands around it.
        posted: it is for a channel, so the button that posts it there is left out.
    """
    head = _head(brief, frame)
    around = (head, _PAGES, frame.note, _PAGE_GONE, frame.foot)
    room = limits.MESSAGE_TEXT - sum(limits.utf16_units(text) for text in around) - _SPARE
    page, here = _resolved(blocks, frame.place, room)
    frame = replace(frame, place=here)
    pages = _PAGES.format(page.number, page.of) if page.of > 1 else ""
    box = ui.Container[Any](accent_colour=COLOURS[brief.status])
    box.add_item(ui.TextDisplay(head + pages))
    box.add_item(ui.Separator())
    if note := _note(page, frame):
        box.add_item(ui.TextDisplay(note))
    add_blocks(box, page.blocks)
    if frame.foot:
        box.add_item(ui.Separator(visible=False))
        box.add_item(ui.TextDisplay(small(frame.foot)))
    if frame.menu is not None and frame.menu.options:
        box.add_item(_menu(frame.menu, here.slug))
    box.add_item(_tabs(here))
    steps = _steps(page, frame, posted=posted)
    if steps.children:
        box.add_item(steps)
    return PersistentView().add_item(box)


def _resolved(blocks: Sequence[Block], place: Place, room: int) -> tuple[Page, Place]:
    """The page, and the place without the entry that only served to find it.

    A place whose argument is `@id` means the page that holds that entry; where the entry is
    gone, the page of its number, which is the first unless it was asked for.
    """
    if not place.argument.startswith("@"):
        return paged(blocks, place.page, room), place
    page = paged(blocks, place.page, room, holding=place.argument[1:])
    return page, replace(place, argument="", page=page.number)


def _head(brief: Brief, frame: Frame) -> str:
    status = f"{STATUS_WORDS[brief.status]} · last reviewed {shown(brief.reviewed)}"
    return f"## {literal(brief.title)}\n{small(status)}\n### {frame.heading}"


def _note(page: Page, frame: Frame) -> str:
    notes = [frame.note] if frame.note else []
    if page.number != frame.place.page:
        notes.append(_PAGE_GONE.format(frame.place.page))
    return "\n".join(f"**{note}**" for note in notes)


def add_blocks(box: ui.Container[Any], blocks: Iterable[Block]) -> None:
    """Put blocks into a container, each heading once."""
    heading = ""
    for block in blocks:
        box.add_item(block_item(block, heading))
        heading = block.heading or heading


def block_item(block: Block, heading_above: str = "") -> ui.Item[Any]:
    """A block with its heading, unless that stands above already, and its button."""
    text = block.text
    if block.heading and block.heading != heading_above:
        text = f"### {block.heading}\n{text}"
    if block.place is None:
        return ui.TextDisplay(text)
    button = OpenButton(block.place, block.button, role="e")
    return ui.Section[Any](ui.TextDisplay[Any](text), accessory=button)


def _menu(menu: Menu, slug: str) -> ui.Item[Any]:
    return ui.ActionRow[Any](OpenMenu(menu.view, slug, menu.placeholder, menu.options))


def _tabs(place: Place) -> ui.ActionRow[Any]:
    buttons = (
        OpenButton(Place(view, place.slug), label, role="t", is_current=view == place.view)
        for view, label in _TABS
    )
    return ui.ActionRow[Any](*buttons)


def _steps(page: Page, frame: Frame, *, posted: bool) -> ui.ActionRow[Any]:
    row = ui.ActionRow[Any]()
    here = frame.place
    if page.number > 1:
        row.add_item(OpenButton(here.at_page(page.number - 1), "Previous", role="p"))
    if page.number < page.of:
        row.add_item(OpenButton(here.at_page(page.number + 1), "Next", role="n"))
    for label, place in frame.more:
        row.add_item(OpenButton(place, label, role="m"))
    if not posted:
        row.add_item(PostButton(here.at_page(page.number)))
    return row
