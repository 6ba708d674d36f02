"""What happened, by time."""

from datetime import datetime

from bot.content.library import Library
from bot.domain import limits
from bot.domain.brief import Brief, Event
from bot.domain.errors import UserError
from bot.domain.typed import last_event, typed_time
from bot.domain.when import When, WhenError
from bot.views.frame import Frame, Menu, framed
from bot.views.offering import timeline_picture
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.reading import one_line
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import best_citation, bullet, count, literal
from bot.views.times import heading, in_words, on_the_day

KEY, EVERY = "key", "all"


@shows("timeline")
def timeline_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """The key events, all events, or those of a stretch of time.

    Argument: none for the key events (all of them where none is marked), `all`, or two bounds.
    """
    brief = library.get(place.slug)
    since, until = _bounds(brief, place.argument)
    is_short = place.argument in ("", KEY) and any(event.key for event in brief.timeline)
    events = [event for event in events_at(brief, place.argument) if event.key or not is_short]
    ids = {event.id for event in events}
    blocks = [block for block in library.once(brief, _blocks) if block.id in ids]
    frame = Frame(
        TITLES["timeline"],
        place,
        note=_note(brief, events, since, until),
        foot=_foot(brief, len(events) if is_short else None),
        menu=_days_menu(brief),
        pick="Open an event",
        picture=timeline_picture(place) if events else None,
    )
    return framed(brief, blocks, frame, showing=showing)


def events_at(brief: Brief, argument: str) -> list[Event]:
    """The events between the bounds of a place's argument, key or not; all where it has none."""
    since, until = _bounds(brief, argument)
    return [event for event in brief.chronology if event.at.overlaps(since, until)]


def _days_menu(brief: Brief) -> Menu:
    """Leads to the key events, to all, and to each day; to months or years where days are many."""
    key = [("Key events", KEY)] if any(event.key for event in brief.timeline) else []
    every = (f"All {count(len(brief.timeline), 'event')}", EVERY)
    stretches = _stretches(brief, limits.SELECT_OPTIONS - 2)
    options = (*key, every, *stretches) if brief.timeline else ()
    return Menu("Choose a day", "timeline", options)


def _stretches(brief: Brief, most: int) -> list[tuple[str, str]]:
    """What each day holds, or each month, or each year: the finest of which there are few."""
    for letters in (10, 7, 4):
        found: dict[str, list[Event]] = {}
        for event in brief.chronology:
            local = event.at.start.astimezone(event.at.zone).date().isoformat()
            found.setdefault(local[:letters], []).append(event)
        if len(found) <= most:
            break
    return [
        (f"{_named(brief, stretch)}: {count(len(held), 'event')}", f"{stretch}~{stretch}")
        for stretch, held in list(found.items())[:most]
    ]


def _named(brief: Brief, stretch: str) -> str:
    return in_words(When.parse(stretch, brief.zone))


def timeline_place(brief: Brief, since: str | None, until: str | None, now: datetime) -> Place:
    """The place of the events between two times as a person types them, either may be open.

    Raises:
        UserError: for a text that is no time, or an end before the beginning.
    """
    first = _typed(brief, since, "from", now)
    last = _typed(brief, until, "to", now)
    if first and last and last.end <= first.start:
        raise UserError(f"“{until}” is before “{since}”: swap the two.")
    if first is None and last is None:
        return Place("timeline", brief.slug)
    start = _packed(first, first.start) if first else ""
    end = _packed(last, last.last) if last else ""
    return Place("timeline", brief.slug, 1, f"{start}~{end}")


def _typed(brief: Brief, text: str | None, option: str, now: datetime) -> When | None:
    if text is None or not text.strip():
        return None
    around = last_event(brief, now)
    return typed_time(text, brief.zone, option, now=now, around=around, stretch=True)


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
    time = on_the_day(event.at)
    words = one_line(event.text)
    text = f"{literal(words)} {best_citation(brief, event.sources)}"
    shown = bullet([f"{time} {text}" if time else text])
    label = f"{event.at.text}: {event.text}"
    place = Place("entry", brief.slug, 1, event.id)
    return Block(shown, event.id, heading(event.at), label, place)


def _note(brief: Brief, events: list[Event], since: When | None, until: When | None) -> str:
    if since is None and until is None:
        return "" if events else "Nothing stands in this timeline yet."
    bounds = (f"from {in_words(since)}" if since else "", f"to {in_words(until)}" if until else "")
    stretch = " ".join(bound for bound in bounds if bound)
    found = f"{count(len(events), 'event')} of {len(brief.timeline)}"
    return f"{found}, {stretch}." if events else f"Nothing {stretch}: {found}."


def _foot(brief: Brief, key: int | None) -> str:
    place = brief.timezone.rpartition("/")[2].replace("_", " ")
    times = f"Times are those in {place}; open an event to see yours."
    return times if key is None else f"{key} key events of {len(brief.timeline)}. {times}"
