"""What a channel is told, on one card: what changed since the last, or where the brief stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from discord import ui

from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.change import Change, without_reworded
from bot.views.bodies import Body, body_of
from bot.views.buttons import digest_button, open_button
from bot.views.change_lines import change_blocks, reworded
from bot.views.frame import COLOURS, STATUS_WORDS, add_blocks
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.reading import DIGEST_READ
from bot.views.room import Room
from bot.views.summary import summary_blocks
from bot.views.text import best_citation, bullet, count, literal, shortened, small
from bot.views.times import shown, stamp

_NOTHING = "Nothing in this brief has changed in that time."
_TABS = ("summary", "timeline", "sources")
# A line of it, about.
_LINE = 230
_HEAD_READ = 320
# Of the head of a digest, beyond that of a summary.
_MORE_HEAD = 200
# What stands around the lines: title, dates, a mention, and a correction above it that comes later.
_UNITS = limits.MESSAGE_TEXT - 1_000
_POINT = 300


@dataclass(frozen=True, slots=True)
class Digest:
    """What one card tells."""

    blocks: tuple[Block, ...]
    more: int = 0
    """How many changes found no room; a button tells them."""
    note: str = ""
    """In small print at the end."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and to whom a digest is told."""

    now: datetime
    since: datetime | None = None
    """When the channel was told last; None for its first digest."""
    due: datetime | None = None
    """When it should have been posted, if that is long ago."""
    role: int | None = None
    """Who is mentioned."""
    revision: int | None = None
    """The state of the brief that it tells; `/brief verify` reads it."""
    since_revision: int | None = None
    """The state that it tells the changes since; None for a first digest."""
    is_preview: bool = False
    """Only shown: its buttons stand there as they will, and lead nowhere."""


def changes_digest(brief: Brief, changes: Sequence[Change], *, with_summary: bool) -> Digest:
    """What changed, the most important first, as far as one card holds it.

    Args:
        brief: the newer state.
        changes: all there are; those that are only reworded are counted.
        with_summary: whether the points of the summary follow, where there is room.
    """
    telling, note = without_reworded(changes), reworded(changes)
    room = _room(brief)
    room.take(note)
    blocks = room.first_that_fit(change_blocks(brief, telling, _LINE))
    more = len(telling) - len(blocks)
    if with_summary and not more:
        blocks += room.first_that_fit(_points(brief, "In short"))
    return Digest(tuple(blocks), more, note)


def standing_digest(brief: Brief) -> Digest:
    """Where the brief stands: what a channel is told first."""
    blocks = summary_blocks(brief, DIGEST_READ - _MORE_HEAD)
    return Digest(tuple(blocks or [Block("This brief holds nothing yet.")]))


def quiet_digest() -> Digest:
    """One line, so that silence is not mistaken for death."""
    return Digest((Block(_NOTHING),))


def carried(blocks: Iterable[Block]) -> list[str]:
    """Ids of the entries whose words stand in some blocks, each once."""
    return list(dict.fromkeys(entry for block in blocks for entry in block.carried))


def digest_view(brief: Brief, digest: Digest, occasion: Occasion, mark: str) -> ui.LayoutView:
    """A digest as one message.

    Args:
        brief: what it is about.
        digest: what is told.
        occasion: when and to whom it is told.
        mark: tells this message from all others; see `bot.delivery.poster.mark`.
    """
    view = PersistentView()
    if occasion.role is not None:
        view.add_item(ui.TextDisplay[Any](f"<@&{occasion.role}>"))
    box = ui.Container[Any](accent_colour=COLOURS[brief.status])
    box.add_item(ui.TextDisplay(_head(brief, occasion)))
    box.add_item(ui.Separator())
    add_blocks(box, digest.blocks)
    if digest.note:
        box.add_item(ui.TextDisplay(small(digest.note)))
    row = ui.ActionRow[Any]()
    if digest.more:
        row.add_item(_more_button(brief, digest, occasion))
    for tab in _TABS:
        row.add_item(digest_button(Place(tab, brief.slug), TITLES[tab], mark))
    for button in row.children:
        if isinstance(button, ui.Button):
            button.disabled = occasion.is_preview
    box.add_item(row)
    return view.add_item(box)


def digest_body(brief: Brief, digest: Digest, occasion: Occasion, mark: str) -> Body:
    """The same as the body of a request, in Discord's JSON."""
    roles = [occasion.role] if occasion.role is not None else []
    return body_of(digest_view(brief, digest, occasion, mark), roles)


def _more_button(brief: Brief, digest: Digest, occasion: Occasion) -> ui.Button[Any]:
    """Opens all changes for its presser alone, page by page."""
    since, until = occasion.since_revision or 1, occasion.revision or 1
    place = Place("changes", brief.slug, 1, f"{since}~{until}")
    return open_button(place, f"And {count(digest.more, 'more change')}", role="x")


def _head(brief: Brief, occasion: Occasion) -> str:
    period = (
        f"{stamp(occasion.since)} to {stamp(occasion.now)}"
        if occasion.since
        else f"where it stands on {stamp(occasion.now)}"
    )
    lines = [
        f"## {literal(brief.title)}",
        small(f"Digest: {period} · {STATUS_WORDS[brief.status]}"),
        small(f"Brief last reviewed {shown(brief.reviewed)}{reference(brief, occasion.revision)}"),
    ]
    if occasion.due is not None:
        lines.append(small(f"Late: this was due {stamp(occasion.due)}."))
    return "\n".join(lines)


def reference(brief: Brief, revision: int | None) -> str:
    """The end of a line in small print: ` · poland-drones@12`."""
    return "" if revision is None else f" · {brief.slug}@{revision}"


def _room(brief: Brief) -> Room:
    return Room(DIGEST_READ - _HEAD_READ - len(brief.title), _UNITS)


def _points(brief: Brief, heading: str = "") -> list[Block]:
    texts = (literal(shortened(each.text, _POINT)) for each in brief.summary)
    return [
        Block(bullet([f"{text} {best_citation(brief, each.sources)}"]), each.id, heading)
        for text, each in zip(texts, brief.summary, strict=True)
    ]
