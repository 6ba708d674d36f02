"""What a channel is told: what changed since the last digest, or where the brief stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from discord import ui

from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.changes import Change, ChangeKind
from bot.domain.claims import overview
from bot.views.bodies import Body, body_of
from bot.views.buttons import digest_button
from bot.views.frame import COLOURS, STATUS_WORDS, add_blocks
from bot.views.paging import Block, packed
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.text import bullet, citations, literal, small
from bot.views.times import shown, stamp

DigestParts: TypeAlias = Sequence[Sequence[Block]]
"""The messages of a digest, each as its blocks."""

HEADINGS = {
    ChangeKind.CORRECTION: "Corrected",
    ChangeKind.STANDING: "Standing changed",
    ChangeKind.FIGURE: "Figures changed",
    ChangeKind.NEW: "New",
    ChangeKind.WITHDRAWN: "Taken out",
    ChangeKind.ANSWERED: "No longer open",
    ChangeKind.STATUS: "Status of the brief",
    ChangeKind.WORDING: "Put differently",
}
_NOTHING = "Nothing in this brief has changed in that time."
_TABS = ("summary", "timeline", "sources")
# What stands around the blocks: title, period, mention, buttons.
_ROOM = limits.MESSAGE_TEXT - 700
# A channel's first digest says where the brief stands; the rest stands under Claims.
_QUESTIONS = 12
# Beside each point of the summary; all of them stand in /brief summary.
_LINKS = 2


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and to whom a digest is told."""

    now: datetime
    since: datetime | None = None
    """When the channel was told last; None for its first digest."""
    due: datetime | None = None
    """When it should have been posted, if that is long ago."""
    role: int | None = None
    """Who is mentioned in the first part."""
    revision: int | None = None
    """The state of the brief that it tells; `/brief verify` reads it."""
    is_preview: bool = False
    """Only shown: its buttons stand there as they will, and lead nowhere."""


def changes_digest(brief: Brief, changes: Iterable[Change], *, with_summary: bool) -> DigestParts:
    """What changed, the most important first."""
    blocks = _in_short(brief) if with_summary else []
    return list(packed([*blocks, *change_blocks(brief, changes)], _ROOM))


def change_blocks(brief: Brief, changes: Iterable[Change]) -> list[Block]:
    """A block for each change, under a heading for its kind."""
    return [_change(brief, change) for change in changes]


def standing_digest(brief: Brief) -> DigestParts:
    """Where the brief stands: what a channel is told first."""
    parts = overview(brief)
    disputed, asked = parts.disputed[:_QUESTIONS], parts.questions[:_QUESTIONS]
    blocks = _in_short(brief)
    if disputed:
        text = "\n".join(bullet([literal(claim.question)]) for claim in disputed)
        blocks.append(Block(text, "", "Disputed", also=tuple(claim.id for claim in disputed)))
    if asked:
        text = "\n".join(bullet([literal(question.text)]) for question in asked)
        blocks.append(Block(text, "", "Not known", also=tuple(each.id for each in asked)))
    return list(packed(blocks or [Block("This brief holds nothing yet.")], _ROOM))


def quiet_digest() -> DigestParts:
    """One line, so that silence is not mistaken for death."""
    return [[Block(_NOTHING)]]


def carried(blocks: Iterable[Block]) -> list[str]:
    """Ids of the entries whose words stand in some blocks, each once."""
    return list(dict.fromkeys(entry for block in blocks for entry in block.carried))


def digest_view(
    brief: Brief, parts: DigestParts, number: int, occasion: Occasion, mark: str
) -> ui.LayoutView:
    """One part of a digest.

    Args:
        brief: what it is about.
        parts: all of them.
        number: which, from 1.
        occasion: when and to whom it is told.
        mark: tells this message from all others; see `bot.delivery.poster.mark`.
    """
    view = PersistentView()
    if occasion.role is not None and number == 1:
        view.add_item(ui.TextDisplay[Any](f"<@&{occasion.role}>"))
    box = ui.Container[Any](accent_colour=COLOURS[brief.status])
    box.add_item(ui.TextDisplay(_head(brief, occasion, number, len(parts))))
    box.add_item(ui.Separator())
    add_blocks(box, parts[number - 1])
    row = ui.ActionRow[Any]()
    for tab in _TABS:
        button = digest_button(Place(tab, brief.slug), TITLES[tab], mark)
        button.disabled = occasion.is_preview
        row.add_item(button)
    box.add_item(row)
    return view.add_item(box)


def digest_body(
    brief: Brief, parts: DigestParts, number: int, occasion: Occasion, mark: str
) -> Body:
    """The same as the body of a request, in Discord's JSON."""
    roles = [occasion.role] if occasion.role is not None and number == 1 else []
    return body_of(digest_view(brief, parts, number, occasion, mark), roles)


def _head(brief: Brief, occasion: Occasion, number: int, of: int) -> str:
    part = f" · {number}/{of}" if of > 1 else ""
    period = (
        f"{stamp(occasion.since)} to {stamp(occasion.now)}"
        if occasion.since
        else f"where it stands on {stamp(occasion.now)}"
    )
    lines = [
        f"## {literal(brief.title)}{part}",
        small(f"Digest: {period} · {STATUS_WORDS[brief.status]}"),
        small(f"Brief last reviewed {shown(brief.reviewed)}{reference(brief, occasion.revision)}"),
    ]
    if occasion.due is not None:
        lines.append(small(f"Late: this was due {stamp(occasion.due)}."))
    return "\n".join(lines)


def reference(brief: Brief, revision: int | None) -> str:
    """The end of a line in small print: ` · poland-drones@12`."""
    return "" if revision is None else f" · {brief.slug}@{revision}"


def _in_short(brief: Brief) -> list[Block]:
    return [
        Block(
            bullet([f"{literal(p.text)} {citations(brief, p.sources, most=_LINKS)}"]),
            p.id,
            "In short",
        )
        for p in brief.summary
    ]


def _change(brief: Brief, change: Change) -> Block:
    lines = [f"**{literal(change.title)}**"] if change.title not in (change.now, change.was) else []
    if change.was is not None and change.now is not None:
        lines += [f"Was: {literal(change.was)}", f"Now: {literal(change.now)}"]
    else:
        lines.append(literal(change.now or change.was or ""))
    lines[-1] += f" {citations(brief, change.sources)}" if change.sources else ""
    # What a correction names is told by it, with the words that hold now.
    also = change.entries if change.kind is ChangeKind.CORRECTION else ()
    return Block(bullet(lines), change.entry, HEADINGS[change.kind], also=also)
