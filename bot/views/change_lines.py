"""What changed, a line each: what it is about, and the words that differ in their sentence."""

from collections.abc import Iterable

from bot.domain.brief import Brief, Event, Report
from bot.domain.change import Change, ChangeKind, Heading
from bot.domain.wording import Part, Run
from bot.views.marking import marked, marked_change
from bot.views.paging import Block
from bot.views.text import bullet, citations, count, literal, shortened
from bot.views.times import in_words

HEADINGS = {
    Heading.CORRECTED: "Corrected",
    Heading.CHANGED: "Changed",
    Heading.NEW: "New",
    Heading.WITHDRAWN: "Withdrawn",
    Heading.REWORDED: "Reworded",
}
# What a part is called where it is not what the entry says.
_PARTS = {
    "because": "Why",
    "by": "Said by",
    "at": "When",
    "as_of": "As of",
    "since": "Since",
    "expected": "Answer expected",
    "published": "Published",
    "where": "Where",
    "role": "Role",
    "context": "Context",
    "note": "Note",
    "speaker": "Speaker",
    "language": "Language",
    "publisher": "Publisher",
    "origin": "Origin",
    "reliability": "Reliability",
    "url": "Address",
    "about": "What it is",
    "translations": "Translation",
    "versions": "Other versions",
    "was": "It said",
    "class": "Sort of correction",
    "status": "Status",
    "timezone": "Time zone",
    "title": "Title",
    "verdict": "Verdict",
    "agrees_with": "Agrees with",
    "entries": "It concerns",
    "spread": "Spread by",
}
_MAIN = frozenset({"text", "says", "question", "now", "claim"})
_CITING = ("sources", "spread")
_TITLE = 110
_REASON = 90


def change_blocks(brief: Brief, changes: Iterable[Change], most: int) -> list[Block]:
    """A block for each change, under its heading, of about so many characters that are read."""
    return [
        Block(
            change_line(brief, change, most),
            change.entry,
            HEADINGS[change.kind.heading],
            # What a correction names is told by it, with the words that hold now.
            also=change.entries if change.kind is ChangeKind.CORRECTION else (),
        )
        for change in changes
    ]


def change_line(brief: Brief, change: Change, most: int) -> str:
    """One change as an item of a list, with the best of its sources.

    Args:
        brief: the newer state.
        change: what differs.
        most: characters that are read, about.
    """
    title = _title(brief, change)
    told = _told(brief, change, max(most - len(title), 60))
    return bullet([" ".join(filter(None, (title and f"**{title}**", told, _link(brief, change))))])


def reworded(changes: Iterable[Change]) -> str:
    """`3 entries reworded`, or nothing."""
    entries = {change.entry for change in changes if change.kind is ChangeKind.REWORDED}
    return f"{count(len(entries), 'entry', 'entries')} reworded" if entries else ""


def _link(brief: Brief, change: Change) -> str:
    """The citation of the best-graded source; the first of several as good."""
    sources = [name for name in change.sources if name in brief.sources]
    if not sources:
        return ""
    return citations(brief, [min(sources, key=lambda name: brief.sources[name].reliability)])


def _title(brief: Brief, change: Change) -> str:
    """What it is about, in bold before it; nothing where the words of the change say it."""
    if change.kind is ChangeKind.CORRECTION or change.section == "brief":
        return ""
    held = brief.by_id.get(change.entry)
    if isinstance(held, Event):
        about = held.text if change.part == "at" else in_words(held.at)
    elif change.part in _MAIN and change.title in (change.was, change.now):
        return ""
    else:
        about = change.title
    return _words(about, _TITLE)


def _told(brief: Brief, change: Change, most: int) -> str:
    if change.kind is ChangeKind.CORRECTION:
        return _corrected(change, most)
    if change.kind is ChangeKind.ANSWERED:
        return f"No longer open: {_words(change.was, most)}"
    if change.was is None or change.now is None:
        return _one_sided(change, most)
    before, after = change.was, change.now
    if change.times[0] is not None and change.times[1] is not None:
        before, after = in_words(change.times[0]), in_words(change.times[1])
    label = _label(brief, change)
    if change.part in _CITING:
        cut = [shortened(text, most // 2) for text in (before, after)]
        return label + marked([Run(Part.OURS, f"{cut[0]} "), Run(Part.THEIRS, cut[1])])
    told = f"{label}{marked_change(before, after, most)}"
    held = brief.by_id.get(change.entry)
    if change.kind is ChangeKind.STANDING and isinstance(held, Report) and held.because:
        return f"{told} · {_words(held.because, _REASON)}"
    return told


def _label(brief: Brief, change: Change) -> str:
    held = brief.by_id.get(change.entry)
    if isinstance(held, Report) and change.part in ("says", "standing"):
        said = f": {held.says}" if change.part == "standing" else ""
        mark = " · " if said else ": "
        return literal(shortened(held.by + said, _TITLE)) + mark
    if change.part in _MAIN or change.part == "state":
        return ""
    if change.part in _CITING:
        return "Sources: "
    return f"{_PARTS.get(change.part, change.part.replace('_', ' ').capitalize())}: "


def _corrected(change: Change, most: int) -> str:
    told = marked_change(change.was or "", change.now or "", max(most - _REASON, 60))
    return f"{told} Why: {_words(change.title, _REASON)}"


def _one_sided(change: Change, most: int) -> str:
    """Something new, or gone, or a part of an entry that is."""
    if change.kind in (ChangeKind.NEW, ChangeKind.WITHDRAWN):
        return _words(change.now or change.was, most)
    if change.part in _CITING:
        verb = "now also cites" if change.was is None else "no longer cites"
        return f"{verb} {_words(change.now or change.was, most)}"
    label = _PARTS.get(change.part, change.part.capitalize())
    marked = marked_change(change.was or "", change.now or "", most)
    return f"{label}: {marked}"


def _words(text: str | None, most: int) -> str:
    """At most so many characters, whole words if there are any, on one line."""
    whole = " ".join((text or "").split())
    cut = shortened(whole, most, mark="")
    if cut != whole:
        cut = f"{cut.rpartition(' ')[0] or cut} …"
    return literal(cut)
