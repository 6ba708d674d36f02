"""Whatever a brief holds, all of it is shown."""

import re
from itertools import takewhile

import pytest
from discord import ui
from hypothesis import given

from bot.content.library import Library
from bot.domain.brief import (
    Brief,
    Claim,
    Correction,
    Event,
    Question,
    Quote,
    Source,
    SummaryPoint,
)
from bot.domain.factchecks import FactCheck
from bot.views.places import Place
from bot.views.registry import render
from tests import making
from tests.strategies import briefs
from tests.views.browsing import TEXT, examples, library_of, pages, parts
from tests.views.reading import squeezed

pytestmark = pytest.mark.filterwarnings(
    "ignore:Generating overly large repr"  # which would hide what a large brief found
)


def read(library: Library, place: Place) -> str:
    """A view from beginning to end, without what stands around its entries."""
    told = "".join(_entries(view) for view in pages(library, place))
    return squeezed(told).replace("-#…goeson", "")


def _entries(view: ui.LayoutView) -> str:
    (box,) = view.to_components()
    entries = takewhile(lambda part: part["type"] == TEXT, box["components"][2:])
    texts = "\n".join(part["content"] for part in entries)
    return re.sub(r"^### .*\n", "", f"{texts}\n", flags=re.MULTILINE)


def texts_of(entry: object) -> list[str]:
    """What an entry says, in all its parts."""
    match entry:
        case Claim():
            reports = entry.reports
            return [part for r in reports for part in (r.says, r.by, r.because or "")]
        case Quote():
            translated = [part for t in entry.translations.values() for part in (t.text, t.by)]
            return [entry.text, entry.context or "", entry.note or "", *translated]
        case Correction():
            return [entry.was, entry.now, entry.because]
        case FactCheck():
            return [entry.claim, entry.by, entry.because]
        case Source():
            return [entry.name, entry.publisher, entry.note or ""]
        case _:
            is_text = isinstance(entry, SummaryPoint | Event | Question)
            return [entry.text] if is_text else []


@examples(8)
@given(briefs(most=2))
def test_all_that_an_entry_says_is_read_by_whoever_asks_for_all(brief: Brief) -> None:
    library = library_of(brief)
    for name, entry in {**brief.by_id, **brief.sources}.items():
        view = "reports" if isinstance(entry, Claim) else "whole"
        told = read(library, Place(view, brief.slug, 1, name))
        for text in texts_of(entry):
            assert re.sub(r"\\|\s", "", text) in told


@examples(8)
@given(briefs(most=2))
def test_every_entry_can_be_opened_from_its_list(brief: Brief) -> None:
    library = library_of(brief)
    for view, entries in {
        "timeline": brief.timeline,
        "claims": brief.claims,
        "quotes": brief.quotes,
        "factchecks": brief.factchecks,
        "corrections": brief.corrections,
    }.items():
        place = Place(view, brief.slug, 1, "all" if view == "timeline" else "")
        opened = {
            option["value"].rpartition(":")[2]
            for page in pages(library, place)
            for part in parts(page)
            if ":pick:" in part.get("custom_id", "")
            for option in part["options"]
        }
        assert opened == {entry.id for entry in entries}


@pytest.mark.parametrize("length", [20, 2_000])
def test_a_card_leads_to_all_of_an_entry_that_it_cuts(length: int) -> None:
    held = making.brief(timeline=[making.entry("event", at="2026-03-04", text="w" * length)])
    found = parts(render(library_of(held), Place("entry", held.slug, 1, "event")))
    labels = [part.get("label") for part in found]
    assert ("Show all" in labels) == (length > 1_000)
