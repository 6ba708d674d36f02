"""The frame that every view of a brief stands in: heading, page, buttons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import ui

from bot.domain import limits
from bot.domain.brief import Brief, Status
from bot.domain.errors import UserError
from bot.pictures.charts import Chart
from bot.views.buttons import (
    challenge_button,
    go_menu,
    open_button,
    open_menu,
    pick_menu,
    post_button,
    sources_button,
)
from bot.views.gallery import gallery
from bot.views.offering import PICTURE
from bot.views.paging import Block, Page, paged
from bot.views.persistent import PersistentView
from bot.views.places import BACK, ENTRIES, TITLES, Place
from bot.views.showing import PRESENT, Showing
from bot.views.text import literal, small
from bot.views.times import stamp

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
_STATUS = {status: words.partition(":")[0] for status, words in STATUS_WORDS.items()}
_PAGES = " · page {} of {}"
_PAGE_GONE = "There is no page {} here, or not any more. This is the nearest."
# For what is not counted one by one: bold marks, numbers of pages, line breaks.
_SPARE = 60
# Kept free on every page, since any may be posted: for what it carries, and for a correction.
_REFERENCE = 160
_KEPT_FREE = _REFERENCE + 20 + 300


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
    """What the page shows; empty for the summary, which the brief's own title heads."""
    place: Place
    """What was asked for; where there is no such page, the nearest is shown."""
    note: str = ""
    """What the reader should know first, such as that a page is gone."""
    foot: str = ""
    about: str = ""
    """What stands beside the status, at the top."""
    menu: Menu | None = None
    """Leads elsewhere in the same list, or to another."""
    pick: str = "Open an entry"
    """What the menu says that opens one of the blocks."""
    actions: tuple[tuple[str, Place], ...] = ()
    """What else can be seen of it: label and where it leads; at most five."""
    back: Place | None = None
    """The list that it stands in, where nobody tells which one the reader came from."""
    picture: Place | None = None
    """Where the same is seen as a picture."""
    chart: Chart | None = None
    """What is drawn below the blocks."""
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
    add_blocks(box, page.blocks)
    if frame.chart is not None:
        box.add_item(gallery(frame.chart))
    carried = list(dict.fromkeys(entry for block in page.blocks for entry in block.carried))
    if foot := "\n".join(map(small, _foot(frame, showing, carried))):
        box.add_item(ui.Separator(visible=False))
        box.add_item(ui.TextDisplay(foot))
    for row in _rows(page, frame, showing, has_entries=bool(carried)):
        box.add_item(row)
    return PersistentView(carried, frame.chart).add_item(box)


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
    title, status = literal(brief.title), _STATUS[brief.status]
    about = f"{status} · {frame.about}" if frame.about else status
    if frame.heading:
        return f"{small(f'{title} · {about}')}\n### {frame.heading}"
    return f"## {title}\n{small(about)}"


def _note(page: Page, frame: Frame) -> str:
    notes = [frame.note] if frame.note else []
    if page.number != frame.place.page:
        notes.append(_PAGE_GONE.format(frame.place.page))
    return "\n".join(f"**{note}**" for note in notes)


def add_blocks(box: ui.Container[Any], blocks: Iterable[Block]) -> None:
    """Put blocks into a container, each heading once."""
    heading = ""
    for block in blocks:
        is_new = block.heading and block.heading != heading
        box.add_item(ui.TextDisplay(f"### {block.heading}\n{block.text}" if is_new else block.text))
        heading = block.heading or heading


def _rows(
    page: Page, frame: Frame, showing: Showing, *, has_entries: bool
) -> Iterator[ui.ActionRow[Any]]:
    """What can be pressed, in at most five rows."""
    here = frame.place
    if frame.menu is not None and frame.menu.options:
        menu = open_menu(here.to(frame.menu.view), frame.menu.placeholder, frame.menu.options)
        yield ui.ActionRow[Any](menu)
    opened = {block.place: block.label for block in page.blocks if block.place and block.label}
    if opened:
        yield ui.ActionRow[Any](pick_menu(here, frame.pick, opened))
    if frame.actions:
        buttons = (
            open_button(replace(place, revision=here.revision), label, role="m")
            for label, place in frame.actions[: limits.ROW_BUTTONS]
        )
        yield ui.ActionRow[Any](*buttons)
    steps = _steps(page, frame, showing, has_entries=has_entries)
    if steps.children:
        yield steps
    yield ui.ActionRow[Any](go_menu(here))


def _steps(page: Page, frame: Frame, showing: Showing, *, has_entries: bool) -> ui.ActionRow[Any]:
    row = ui.ActionRow[Any]()
    here = frame.place
    if page.number > 1:
        row.add_item(open_button(here.at_page(page.number - 1), "Previous", role="p"))
    if page.number < page.of:
        row.add_item(open_button(here.at_page(page.number + 1), "Next", role="n"))
    if not showing.is_posted and (back := _back(frame, showing)):
        row.add_item(back)
    if here.revision is not None:
        row.add_item(open_button(replace(here, revision=None), "As it is now", role="w"))
    # A row holds five.
    label = "Sources" if here.view in ENTRIES else "Sources of this page"
    others = [sources_button(here.at_page(page.number), label=label)] if has_entries else []
    if not showing.is_posted and frame.may_post:
        others.append(post_button(here.at_page(page.number)))
    if frame.may_challenge:
        others.append(challenge_button(here.at_page(page.number)))
    if frame.picture is not None:
        picture = replace(frame.picture, revision=here.revision)
        others.append(open_button(picture, PICTURE, role="i"))
    for button in others[: limits.ROW_BUTTONS - len(row.children)]:
        row.add_item(button)
    return row


def _back(frame: Frame, showing: Showing) -> ui.Button[Any] | None:
    """Leads to where the reader came from, else to the list that an entry stands in."""
    if showing.origin is not None:
        label = BACK.get(showing.origin.view, "Back")
        return open_button(showing.origin, label, role="b")
    if frame.back is not None and frame.place.view in ENTRIES:
        label = BACK.get(frame.back.view, TITLES.get(frame.back.view, "Back"))
        return open_button(replace(frame.back, revision=frame.place.revision), label, role="b")
    return None
