"""All pages of all views of any brief, as somebody would browse them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from discord import ui
from hypothesis import HealthCheck, settings

from bot.content.library import Library
from bot.content.search import Index
from bot.domain import limits
from bot.domain.brief import Brief
from bot.views.places import ENTRIES, PLACE, Place
from bot.views.quotes import quotes_place, speakers
from bot.views.registry import load_views, registered, render
from bot.views.search import entry_place, search_place
from bot.views.showing import PRESENT, Showing
from bot.views.timeline import timeline_place
from tests.loopback.checks import components

load_views()


NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
TEXT, BUTTON, SELECT = 10, 2, 3
# Kind of entry → the views that show it; of others, their card and all of it.
OWN = {
    "claim": ("claim", "reports"),
    "quote": ("quote", "wording", "checking", "whole"),
    "source": ("source", "whole"),
}
# Sources with the longest addresses make hundreds of pages, all alike.
MOST_PAGES = 25


def examples(most: int) -> settings:
    """So many briefs, large ones among them."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=most, deadline=None, suppress_health_check=slow)


def library_of(brief: Brief) -> Library:
    return Library([Index(brief)])


def places(library: Library, brief: Brief) -> Iterator[Place]:
    """All that can be asked of a brief but the views that show it whole."""
    for view in sorted(ENTRIES):
        for item in library.index(brief).items:
            if view in OWN.get(item.kind, ("entry", "whole")):
                yield Place(view, brief.slug, 1, item.id)
    for speaker in speakers(brief):
        yield quotes_place(brief, speaker)
    for event in brief.timeline[:2]:
        for bound in (f"{event.at.start:%Y-%m-%d %H:%M}Z", f"{event.at.start:%Y-%m}"):
            yield timeline_place(brief, bound, None, NOW)
            yield timeline_place(brief, None, bound, NOW)
    for item in library.index(brief).items[:8]:
        yield entry_place(brief, item)
        yield search_place(brief.slug, item.text[: limits.QUERY])


def whole(brief: Brief) -> list[Place]:
    """The views that show a part of a brief from beginning to end."""
    taking = {"search", "everywhere", *ENTRIES}
    return [Place(view, brief.slug) for view in registered() if view not in taking]


def first_and_last(
    library: Library, place: Place, showing: Showing = PRESENT
) -> Iterator[ui.LayoutView]:
    """The first pages of a view and the last; none of a search that found nothing to post."""
    index = library.index(library.get(place.slug))
    if showing.is_posted and place.view == "search" and not index.search(place.argument).hits:
        return
    yield from islice(pages(library, place, showing), MOST_PAGES)
    yield render(library, place.at_page(9999), showing=showing)


def pages(library: Library, place: Place, showing: Showing = PRESENT) -> Iterator[ui.LayoutView]:
    """A view, and what its button Next leads to, to the end."""
    seen: set[Place] = set()
    while place not in seen:
        seen.add(place)
        view = render(library, place, showing=showing)
        yield view
        following = re.compile(rf"b1:n:{PLACE}")
        found = (following.fullmatch(custom_id) for custom_id in custom_ids(view))
        place = next((Place.unpacked(match) for match in found if match), place)


def custom_ids(view: ui.LayoutView) -> list[str]:
    return [part["custom_id"] for part in parts(view) if "custom_id" in part]


def parts(view: ui.LayoutView) -> list[dict[str, Any]]:
    return list(components(view.to_components()))
