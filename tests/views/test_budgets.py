"""Whatever a brief holds, an answer is read in the time that its reader has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import Library
from bot.domain.brief import Brief
from bot.views.paging import BLOCKS
from bot.views.places import ENTRIES, Place
from bot.views.reading import CARD, SUMMARY_READ, as_read, first_fitting, one_line, read_units
from bot.views.registry import render
from tests.strategies import briefs, texts
from tests.views.browsing import TEXT, examples, library_of, parts, whole

pytestmark = pytest.mark.filterwarnings(
    "ignore:Generating overly large repr"  # which would hide what a large brief found
)
ROWS = 4
# The ladder and the words in full are what cards leave out: they go on over pages.
CARDS = sorted(ENTRIES - {"reports", "wording", "checking", "whole"})


def read_on(library: Library, place: Place) -> int:
    view = render(library, place)
    return sum(read_units(part["content"]) for part in parts(view) if part["type"] == TEXT)


@examples(10)
@given(briefs(most=3))
def test_the_summary_and_every_entry_are_one_card_of_a_few_lines(brief: Brief) -> None:
    library = library_of(brief)
    assert read_on(library, Place("summary", brief.slug)) <= SUMMARY_READ
    for name in (*brief.by_id, *brief.sources):
        place = Place("entry", brief.slug, 1, name)
        assert read_on(library, place) <= CARD
        view = render(library, place)
        assert not [part for part in parts(view) if ":n:" in part.get("custom_id", "")]


@examples(6)
@given(briefs(most=3))
def test_no_view_has_more_than_ten_entries_or_four_rows(brief: Brief) -> None:
    library = library_of(brief)
    for place in whole(brief):
        found = parts(render(library, place))
        rows = [part for part in found if part["type"] == 1]
        assert len(rows) <= ROWS
        texts_shown = [part for part in found if part["type"] == TEXT]
        assert len(texts_shown) <= BLOCKS + 3


@pytest.mark.parametrize(
    ("shown", "seen"),
    [
        ("[[12]](https://a.example/x_(y)?z=1) and", "[12] and"),
        ("-# small\n### heading\n> said\n- item", "small\nheading\nsaid\nitem"),
        ("**bold** ~~gone~~ \\*kept\\*", "bold gone *kept*"),
        ("<t:1757453400:D>", "30 September 2025"),
        ("<@&12> here", "@somebody here"),
        # What a curator wrote so is shown so, and is no time, link or mention.
        (
            "\\<t:1757453400:D> \\[a\\](https://a.example) \\<\\@&12>",
            "<t:1757453400:D> [a](https://a.example) <@&12>",
        ),
        ("  - within", "  within"),
        ("\\_ \\~", "_ ~"),
    ],
)
def test_addresses_and_marks_are_not_read(shown: str, seen: str) -> None:
    assert as_read(shown) == seen


@given(texts(500), st.integers(20, 200))
def test_a_line_holds_no_more_than_it_may_and_says_what_it_cuts(text: str, most: int) -> None:
    line = one_line(text, most)
    assert len(line.encode("utf-16-le")) // 2 <= most
    assert "\n" not in line
    whole_line = " ".join(text.split())
    assert line == whole_line or (line.endswith("…") and whole_line.startswith(line[:-1]))


def test_the_first_that_fits_is_told_and_the_last_where_none_does() -> None:
    assert first_fitting([["a" * 9], ["b" * 2, "b" * 3], ["c"]], 6) == ["b" * 2, "b" * 3]
    assert first_fitting([["a" * 9], ["b" * 8]], 6) == ["b" * 8]
