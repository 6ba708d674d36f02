"""The frame that every view of a brief stands in: heading, page, buttons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import ui

from bot.domain import limits
from bot.domain.brief import Brief, Status
from bot.domain.errors import UserError
from bot.views.buttons import challenge_button, open_button, open_menu, post_button
from bot.views.paging import Block, Page, paged
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.showing import PRESENT, Showing
from bot.views.text import literal, small
from bot.views.times import shown, stamp

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
# Kept free on every page, since any may be posted: for what it carries, and for a correction.
_REFERENCE = 160
_KEPT_FREE = _REFERENCE + 20 + 300
_TABS = ("summary", "timeline", "claims", "quotes", "sources")


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
    entry: str = ""
    """The one entry that it is all about, if it is about one."""
    may_post: bool = True
    """Whether there is anything to show to a channel; else it is refused there."""
    may_challenge: bool = False
    """Whether readers can say there what is wrong, where a button for it finds room."""


def framed(
    brief: Brief, blocks: Sequence[Block], frame: Frame, *, showing: Showing = PRESENT
) -> PersistentView:
    """The page of the blocks that was asked for, or the nearest there is, as one message.

    Args:
        brief: whose title and status stand at the top.
        blocks: all that there is to show.
        frame: what stands around it.
        showing: to whom, and in which state. What is for a channel says what it carries, and has
            no button that posts it there; a past state says so, and leads on within itself.

    Raises:
        UserError: it is for a channel, and there is nothing to post.
    """
    if showing.is_posted and not frame.may_post:
        raise UserError("There is nothing to post: nothing was found.")
    head = _head(brief, frame)
    past = _past(showing)
    around = (head, _PAGES, frame.note, _PAGE_GONE, frame.foot, past)
    room = limits.MESSAGE_TEXT - sum(limits.utf16_units(text) for text in around) - _SPARE
    page, here = _resolved(blocks, frame.place, room - _KEPT_FREE)
    frame = replace(frame, place=here)
    pages = _PAGES.format(page.number, page.of) if page.of > 1 else ""
    box = ui.Container[Any](accent_colour=COLOURS[brief.status])
    box.add_item(ui.TextDisplay(head + pages))
    box.add_item(ui.Separator())
    if note := "\n".join(filter(None, (past, _note(page, frame)))):
        box.add_item(ui.TextDisplay(note))
    add_blocks(box, page.blocks, here)
    carried = list(dict.fromkeys(entry for block in page.blocks for entry in block.carried))
    if foot := "\n".join(map(small, _foot(frame, showing, carried))):
        box.add_item(ui.Separator(visible=False))
        box.add_item(ui.TextDisplay(foot))
    if frame.menu is not None and frame.menu.options:
        box.add_item(_menu(frame.menu, here))
    box.add_item(_tabs(here))
    steps = _steps(page, frame, showing)
    if steps.children:
        box.add_item(steps)
    return PersistentView(carried).add_item(box)


def _past(showing: Showing) -> str:
    """What a reader must know first of a past state."""
    if showing.past is None:
        return ""
    if not showing.is_history:
        # In a post it would not stay so.
        newest = "" if showing.is_posted else ": the newest on record"
        return f"**As of {stamp(showing.past)}, revision {showing.revision}{newest}.**"
    return (
        f"**This is past: the brief as it stood from {stamp(showing.past)} on, revision "
        f"{showing.revision} of {showing.latest}. It may have been wrong, or have changed since.**"
    )


def _foot(frame: Frame, showing: Showing, carried: Sequence[str]) -> Iterator[str]:
    if frame.foot:
        yield frame.foot
    if showing.is_posted and showing.revision is not None:
        about = [frame.entry] if frame.entry else carried
        yield _reference(frame.place.slug, showing.revision, about)


def _reference(slug: str, revision: int, carried: Sequence[str]) -> str:
    """What tells a reader, or a screenshot, which state this is of; `/brief verify` reads it."""
    if len(carried) == 1:
        return f"{slug}/{carried[0]}@{revision}"
    text = f"{slug}@{revision}"
    for shown_so_far, entry in enumerate(carried):
        more = f"{' · ' if not shown_so_far else ', '}{entry}"
        if len(text) + len(more) > _REFERENCE:
            return f"{text} and {len(carried) - shown_so_far} more"
        text += more
    return text


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


def add_blocks(box: ui.Container[Any], blocks: Iterable[Block], here: Place | None = None) -> None:
    """Put blocks into a container, each heading once; their buttons stay in the state of `here`."""
    heading = ""
    for block in blocks:
        box.add_item(block_item(block, heading, here.revision if here else None))
        heading = block.heading or heading


def block_item(block: Block, heading_above: str = "", revision: int | None = None) -> ui.Item[Any]:
    """A block with its heading, unless that stands above already, and its button."""
    text = block.text
    if block.heading and block.heading != heading_above:
        text = f"### {block.heading}\n{text}"
    if block.place is None:
        return ui.TextDisplay(text)
    button = open_button(replace(block.place, revision=revision), block.button, role="e")
    return ui.Section[Any](ui.TextDisplay[Any](text), accessory=button)


def _menu(menu: Menu, here: Place) -> ui.Item[Any]:
    return ui.ActionRow[Any](open_menu(here.to(menu.view), menu.placeholder, menu.options))


def _tabs(place: Place) -> ui.ActionRow[Any]:
    buttons = (
        open_button(place.to(view), TITLES[view], role="t", is_current=view == place.view)
        for view in _TABS
    )
    return ui.ActionRow[Any](*buttons)


def _steps(page: Page, frame: Frame, showing: Showing) -> ui.ActionRow[Any]:
    row = ui.ActionRow[Any]()
    here = frame.place
    if page.number > 1:
        row.add_item(open_button(here.at_page(page.number - 1), "Previous", role="p"))
    if page.number < page.of:
        row.add_item(open_button(here.at_page(page.number + 1), "Next", role="n"))
    # A row holds five.
    for label, place in frame.more[: 2 if here.revision is None else 1]:
        row.add_item(open_button(replace(place, revision=here.revision), label, role="m"))
    if here.revision is not None:
        row.add_item(open_button(replace(here, revision=None), "As it is now", role="w"))
    if not showing.is_posted and frame.may_post:
        row.add_item(post_button(here.at_page(page.number)))
    if frame.may_challenge and len(row.children) < limits.ROW_BUTTONS:
        row.add_item(challenge_button(here.at_page(page.number)))
    return row
