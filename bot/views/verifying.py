"""Whether what was posted, or stands in a picture, is still what the brief says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from discord import ui

from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.change import Change
from bot.domain.verifying import Verdict, Verified
from bot.views.buttons import open_button
from bot.views.frame import COLOURS, add_blocks
from bot.views.paging import Block, packed
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.text import bullet, literal, shortened, small
from bot.views.times import shown, stamp

_SAID = {
    Verdict.SAME: "✔ Still what the brief says",
    Verdict.REWORDED: "✔ Still what the brief says, in other words",
    Verdict.CHANGED: "✘ The brief says something else now",
    Verdict.GONE: "✘ No longer in the brief",
    Verdict.UNKNOWN: "? Not in the brief at that revision",
}
_HOLDING = frozenset({Verdict.SAME, Verdict.REWORDED})
_PARTS = {
    "says": "what it says",
    "by": "who says so",
    "as_of": "as of when",
    "at": "when",
    "state": "where it stands",
    "language": "its language",
}
# What an entry is told by, beside a report's `by`; see `telling.text`.
_TOLD = frozenset({"text", "says", "by", "question", "now", "title", "about"})
_WORDS = 300
_ROOM = limits.MESSAGE_TEXT - 500


@dataclass(frozen=True, slots=True)
class Told:
    """What is held against the record."""

    slug: str
    revision: int
    entries: Sequence[str]
    posted_at: datetime | None = None


def verified_view(
    brief: Brief, told: Told, latest: int, found: Sequence[Verified]
) -> PersistentView:
    """What was told, held against what the brief says now.

    Args:
        brief: as it is now.
        told: what was told.
        latest: the number of the newest revision.
        found: each entry that was told, and how it stands.
    """
    posted = f"Posted {stamp(told.posted_at)} · " if told.posted_at else ""
    box = ui.Container[Any](accent_colour=COLOURS[brief.status])
    box.add_item(
        ui.TextDisplay(
            f"## Checked: {literal(brief.title)}\n"
            + small(f"{posted}revision {told.revision}; the brief is at {latest} now")
        )
    )
    box.add_item(ui.Separator())
    if len(found) > 1:
        box.add_item(ui.TextDisplay(f"**{_counted(found)}**"))
    # What does not hold must not be left to a page that nobody sees.
    found = sorted(found, key=lambda each: each.verdict in _HOLDING)
    blocks = [_block(each) for each in found] or [Block("It carried no entry of the brief.")]
    pages = list(packed(blocks, _ROOM))
    add_blocks(box, pages[0])
    if len(pages) > 1:
        box.add_item(ui.TextDisplay(small("There is more; see what changed since.")))
    changes = Place("changes", brief.slug, 1, f"{told.revision}~{latest}")
    box.add_item(ui.ActionRow[Any](open_button(changes, "What changed since", role="v")))
    return PersistentView().add_item(box)


def _counted(found: Sequence[Verified]) -> str:
    """How many of several entries hold."""
    same = sum(each.verdict in _HOLDING for each in found)
    if same == len(found):
        return f"All {same} entries are still what the brief says."
    still = f"{same} are" if same > 1 else f"{same or 'none'} is"
    others = "; the others come first" if same else ""
    return f"Of {len(found)} entries, {still} still what the brief says{others}."


def _block(each: Verified) -> Block:
    lines = [f"`{each.entry}` **{_SAID[each.verdict]}**"]
    if each.was is not None:
        label = "It says" if each.verdict is Verdict.SAME else "It said"
        lines.append(f"{label}: {_words(each.was)}")
    if each.verdict in (Verdict.CHANGED, Verdict.REWORDED) and each.now not in (None, each.was):
        lines.append(f"Now: {_words(each.now)}")
    lines += [_change(change) for change in each.changes if not _is_said(change, each)]
    lines += [
        f"Corrected {shown(correction.at)}: {_words(correction.now)}"
        for correction in each.corrections
    ]
    return Block(bullet(lines), each.entry)


def _is_said(change: Change, each: Verified) -> bool:
    """Whether what the entry said and says tells it already."""
    if change.entry != each.entry:
        return False
    return each.verdict is Verdict.GONE or (each.was != each.now and change.part in _TOLD)


def _change(change: Change) -> str:
    """One part that differs: of the entry itself, or of a report of it."""
    part = f"`{change.entry}`, {_PARTS.get(change.part, change.part)}"
    return f"{part}: {_words(change.was)} → {_words(change.now)}"


def _words(text: str | None) -> str:
    return "(nothing)" if text is None else literal(shortened(text, _WORDS))
