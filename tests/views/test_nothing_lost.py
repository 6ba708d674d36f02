"""Whatever a brief holds, all of it is shown."""

import re
from typing import Any

import pytest
from discord import ui
from hypothesis import given

from bot.content.library import Library
from bot.domain.brief import Brief, Claim
from bot.views.places import Place
from tests.loopback.checks import components
from tests.strategies import briefs
from tests.views.browsing import TEXT, examples, library_of, pages
from tests.views.reading import squeezed

pytestmark = pytest.mark.filterwarnings(
    "ignore:Generating overly large repr"  # which would hide what a large brief found
)


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
