"""Whatever a brief holds, what is shown of it is what Discord takes, and all of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import discord
import pytest
from discord import ui
from hypothesis import HealthCheck, assume, given, settings

from bot.content.library import Library
from bot.content.search import Index
from bot.domain import limits
from bot.domain.brief import Brief, Claim
from bot.views.amended import marked_message
from bot.views.buttons import PersistentItem
from bot.views.places import PLACE, Place
from bot.views.quotes import quotes_place, speakers
from bot.views.quoting import FoundQuotes, best_quotes
from bot.views.registry import load_views, registered, render
from bot.views.search import entry_place, search_place
from bot.views.showing import PRESENT, Showing
from bot.views.timeline import timeline_place
from tests import making
from tests.demo.newsroom import units
from tests.loopback.checks import components, mistake
from tests.making import Document, source
from tests.strategies import briefs
from tests.views.reading import squeezed

load_views()

pytestmark = pytest.mark.filterwarnings(
    "ignore:Generating overly large repr"  # which would hide what a large brief found
)

TEXT, BUTTON, SELECT = 10, 2, 3
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
    for kind in ("claim", "quote"):
        for item in library.index(brief).of_kind(kind):  # pyright: ignore[reportArgumentType] -- both are kinds
            yield Place(kind, brief.slug, 1, item.id)
    for speaker in speakers(brief):
        yield quotes_place(brief, speaker)
    for event in brief.timeline[:2]:
        for bound in (f"{event.at.start:%Y-%m-%d %H:%M}Z", f"{event.at.start:%Y-%m}"):
            yield timeline_place(brief, bound, None)
            yield timeline_place(brief, None, bound)
    for item in library.index(brief).items[:8]:
        yield entry_place(brief, item)
        yield search_place(brief, item.text[: limits.QUERY])


def whole(brief: Brief) -> list[Place]:
    """The views that show a part of a brief from beginning to end."""
    taking = {"claim", "quote", "search"}
    return [Place(view, brief.slug) for view in registered() if view not in taking]


POSTED = Showing(is_posted=True, revision=7)
PAST = Showing(revision=7, past=datetime(2026, 3, 4, tzinfo=UTC), latest=9)


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


def check(view: ui.LayoutView) -> None:
    """Everything in the view is what Discord takes, and outlives a restart."""
    payload = {"flags": 1 << 15, "components": view.to_components()}
    assert mistake(payload) is None
    for part in parts(view):
        if part["type"] == TEXT:
            assert part["content"].strip()
        elif part["type"] == BUTTON:
            assert 1 <= units(part["label"]) <= limits.BUTTON_LABEL
        elif part["type"] == SELECT:
            check_menu(part)
    for item in view.walk_children():
        is_link = isinstance(item, ui.Button) and item.style is discord.ButtonStyle.link
        assert is_link or isinstance(item, PersistentItem) or not item.is_dispatchable()


def check_menu(menu: dict[str, Any]) -> None:
    options = menu["options"]
    assert 1 <= len(options) <= limits.SELECT_OPTIONS
    assert len({option["value"] for option in options}) == len(options)
    assert all(1 <= units(option[key]) <= 100 for option in options for key in ("label", "value"))
    assert units(menu["placeholder"]) <= 150


@examples(50)
@given(briefs(most=2))
def test_every_page_of_every_view_is_what_discord_takes(brief: Brief) -> None:
    library = library_of(brief)
    for place in [*whole(brief), *places(library, brief)]:
        for view in first_and_last(library, place):
            check(view)


@examples(20)
@given(briefs(most=2))
def test_what_is_posted_is_what_discord_takes_and_cannot_be_posted_again(brief: Brief) -> None:
    library = library_of(brief)
    for place in [*whole(brief), *places(library, brief)]:
        for view in first_and_last(library, place, POSTED):
            check(view)
            assert not [custom_id for custom_id in custom_ids(view) if ":post:" in custom_id]


@examples(20)
@given(briefs(most=2))
def test_what_is_posted_leaves_room_for_a_correction_and_says_what_it_carries(
    brief: Brief,
) -> None:
    library = library_of(brief)
    long = making.correction("fix", "any", was="W" * 2_000, now="N" * 2_000)
    (mark,) = making.brief(summary=[making.entry("any")], corrections=[long]).corrections
    for place in [*whole(brief), *places(library, brief)]:
        for view in first_and_last(library, place, POSTED):
            marked = marked_message({"components": view.to_components()}, [mark])
            assert mistake({"flags": 1 << 15, **marked}) is None
            shown = [
                part["content"] for part in components(marked["components"]) if part["type"] == TEXT
            ]
            assert shown[0].startswith(("**Corrected", "**Part of this post was corrected"))
            assert not [text for text in shown if "made room for" in text]
            assert place.view == "list" or f"{brief.slug}@7" in shown[-1] or "/" in shown[-1]


@examples(20)
@given(briefs(most=2))
def test_a_past_state_is_what_discord_takes_says_so_and_leads_on_within_itself(
    brief: Brief,
) -> None:
    library = library_of(brief)
    for place in [*whole(brief), *places(library, brief)]:
        if place.view == "list":
            continue
        for view in first_and_last(library, replace(place, revision=7), PAST):
            check(view)
            assert "This is past" in "".join(
                part["content"] for part in parts(view) if part["type"] == TEXT
            )
            leads = [each for each in custom_ids(view) if each[3] != "w"]
            assert all("~7:" in custom_id for custom_id in leads)


@examples(20)
@given(briefs(most=2))
def test_the_answer_to_quote_is_what_discord_takes(brief: Brief) -> None:
    assume(brief.quotes)
    library = library_of(brief)
    for speaker in (None, *speakers(brief)):
        matches = best_quotes(library, speaker, None, None)
        assert speaker is None or {match.quote.speaker for match in matches} == {speaker}
        check(FoundQuotes(library, matches).view(POSTED))


@pytest.mark.parametrize("name", ["summary", "timeline", "claim", "quote", "quotes", "sources"])
def test_a_full_page_takes_all_the_room_there_is_and_no_more(name: str) -> None:
    words = " ".join(["*" * 9] * 200)  # each mark is escaped, so it is more than a page
    sources: Document = {f"s-{number}": source(note=words) for number in range(6)}
    full = making.brief(
        title="T" * 120,
        summary=[making.entry(f"point-{number}", text=words) for number in range(6)],
        timeline=[
            making.entry(f"event-{number}", at="2026-03-04", text=words) for number in range(6)
        ],
        claims=[making.claim("claim", *(making.report(f"r-{n}", because=words) for n in range(3)))],
        quotes=[making.quote("quote", words)],
        sources={"paper": source(note=words), **sources},
    )
    argument = {"claim": "claim", "quote": "quote"}.get(name, "")
    # Only a page that is not there shows the longest note, so ask for one before the first.
    view = render(library_of(full), Place(name, full.slug, 0, argument))
    shown = [part["content"] for part in parts(view) if part["type"] == TEXT]
    assert "no page 0" in "".join(shown)
    kept_free = 480  # for what it carries where it is posted, and for a correction
    assert 3_800 <= sum(map(units, shown)) + kept_free <= limits.MESSAGE_TEXT


def read(library: Library, place: Place) -> str:
    """The entries of a view from beginning to end, without what stands around them."""
    above = 3 if place.view == "claim" else 2  # a heading, a line, and a note where a claim stands
    told = "".join(_entries(view, above) for view in pages(library, place))
    return squeezed(told).replace("-#…goeson", "")


def _entries(view: ui.LayoutView, above: int) -> str:
    (box,) = view.to_components()
    shown: list[str] = []
    for part in box["components"][above:]:
        if part["type"] not in (TEXT, 9):
            break
        shown += [text["content"] for text in components(part) if text["type"] == TEXT]
    return re.sub(r"^### .*\n", "", "\n".join(shown) + "\n", flags=re.MULTILINE)


def texts_of(brief: Brief) -> dict[str, list[str]]:
    """View → what each entry that it shows says."""
    origins = [source.origin for source in brief.sources.values()]
    return {
        "summary": [
            *(point.text for point in brief.summary),
            *(claim.question for claim in brief.claims),
            *(question.text for question in brief.questions),
        ],
        "timeline": [event.text for event in brief.timeline],
        "claims": [
            part
            for claim in brief.claims
            for part in (claim.question, *(r.says for r in claim.reports if r.is_active))
        ],
        "quotes": [part for quote in brief.quotes for part in (quote.speaker, quote.text)],
        "corrections": [
            part for correction in brief.corrections for part in (correction.was, correction.now)
        ],
        "sources": [
            part
            for source in brief.sources.values()
            for part in (source.name, source.publisher, source.note or "")
        ]
        + [origin for origin in origins if origin and origin not in brief.sources],
    }


@examples(40)
@given(briefs(most=2))
def test_nothing_that_a_brief_says_is_lost_on_the_way_through_the_pages(brief: Brief) -> None:
    library = library_of(brief)
    for view, texts in texts_of(brief).items():
        told = read(library, Place(view, brief.slug))
        for text in texts:
            assert re.sub(r"\\|\s", "", text) in told


@examples(40)
@given(briefs(most=2))
def test_a_claim_and_a_quote_are_shown_with_all_that_is_known_of_them(brief: Brief) -> None:
    library = library_of(brief)
    for entry in [*brief.claims, *brief.quotes]:
        kind = "claim" if isinstance(entry, Claim) else "quote"
        told = read(library, Place(kind, brief.slug, 1, entry.id))
        for text in _said(entry):
            assert re.sub(r"\\|\s", "", text) in told


def _said(entry: Any) -> list[str]:  # noqa: ANN401 -- any entry
    if isinstance(entry, Claim):
        reports = entry.reports
        return [part for r in reports for part in (r.says, r.by, r.because or "")]
    translated = [part for t in entry.translations.values() for part in (t.text, t.by)]
    return [entry.text, entry.context or "", entry.note or "", *translated]
