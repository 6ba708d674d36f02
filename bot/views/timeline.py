"""What happened, by time."""

from datetime import datetime

from bot.content.library import Library
from bot.domain.brief import Brief, Event
from bot.domain.errors import UserError
from bot.domain.typed import typed_time
from bot.domain.when import When, WhenError
from bot.views.frame import Frame, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import bullet, citations, count, literal
from bot.views.times import heading, in_words, under_heading

_HOW_TO = "write 2025-09-10 06:00, 2025-09-10, 2025-09 or 2025"


@shows("timeline")
def timeline_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """The events of a stretch of time; of all time where the place names none."""
    brief = library.get(place.slug)
    since, until = _bounds(brief, place.argument)
    events = [event for event in brief.chronology if event.at.overlaps(since, until)]
    ids = {event.id for event in events}
    blocks = [block for block in library.once(brief, _blocks) if block.id in ids]
    frame = Frame(
        TITLES["timeline"], place, note=_note(brief, events, since, until), foot=_foot(brief)
    )
    return framed(brief, blocks, frame, showing=showing)


def timeline_place(brief: Brief, since: str | None, until: str | None) -> Place:
    """The place of the events between two times as a person types them, either may be open.

    Raises:
        UserError: for a text that is no time, or an end before the beginning.
    """
    first = _typed(brief, since, "from")
    last = _typed(brief, until, "to")
    if first and last and last.end <= first.start:
        raise UserError(f"“{until}” is before “{since}”: swap the two.")
    if first is None and last is None:
        return Place("timeline", brief.slug)
    start = _packed(first, first.start) if first else ""
    end = _packed(last, last.last) if last else ""
    return Place("timeline", brief.slug, 1, f"{start}~{end}")


def _typed(brief: Brief, text: str | None, option: str) -> When | None:
    if text is None or not text.strip():
        return None
    return typed_time(text, brief.zone, option, _HOW_TO)


def _packed(bound: When, moment: datetime) -> str:
    """A bound in few letters, as `When` reads it: 2025-09-10, or a minute in UTC."""
    if bound.has_clock or bound.precision == "part":
        return f"{moment:%Y-%m-%d %H:%M}Z"
    local = moment.astimezone(bound.zone)
    lengths = {"year": 4, "month": 7}
    return local.date().isoformat()[: lengths.get(bound.precision, 10)]


def _bounds(brief: Brief, argument: str) -> tuple[When | None, When | None]:
    if "~" not in argument:
        return None, None
    first, _, last = argument.partition("~")
    return _bound(brief, first), _bound(brief, last)


def _bound(brief: Brief, text: str) -> When | None:
    try:
        return When.parse(text, brief.zone) if text else None
    except WhenError:
        return None  # from a button of another version: leave that end open


def _blocks(brief: Brief) -> list[Block]:
    return [_block(brief, event) for event in brief.chronology]


def _block(brief: Brief, event: Event) -> Block:
    time = under_heading(event.at)
    text = f"{literal(event.text)} {citations(brief, event.sources)}"
    return Block(bullet([time, text] if time else [text]), event.id, heading(event.at))


def _note(brief: Brief, events: list[Event], since: When | None, until: When | None) -> str:
    if since is None and until is None:
        return "" if events else "Nothing stands in this timeline yet."
    bounds = (f"from {in_words(since)}" if since else "", f"to {in_words(until)}" if until else "")
    stretch = " ".join(bound for bound in bounds if bound)
    found = f"{count(len(events), 'event')} of {len(brief.timeline)}"
    return f"{found}, {stretch}." if events else f"Nothing {stretch}: {found}."


def _foot(brief: Brief) -> str:
    place = brief.timezone.rpartition("/")[2].replace("_", " ")
    return f"Bold times are those in {place}, those beside are yours."
