"""Dividing long content into pages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.limits import utf16_units
from bot.views.paging import BLOCKS, Block, paged, split
from bot.views.places import Place
from bot.views.text import link, literal, quoted
from tests.strategies import texts
from tests.views.reading import markup, shown, squeezed

OPENS = Place("claim", "ferry", 1, "speed")


@given(texts(2_000), st.integers(40, 400))
def test_no_part_of_a_divided_text_is_lost_too_long_or_mark_up(text: str, room: int) -> None:
    pieces = split(literal(text), room)
    assert all(0 < utf16_units(piece) <= room for piece in pieces)
    assert squeezed("".join(pieces)) == squeezed(literal(text))
    assert not [found for piece in pieces for found in markup(piece)]


@given(texts(2_000), st.integers(40, 400))
def test_a_divided_quotation_goes_on_as_one(text: str, room: int) -> None:
    pieces = split(quoted(text), room)
    assert all(line.startswith(">") for piece in pieces for line in piece.split("\n"))
    assert squeezed("\n".join(pieces)) == squeezed(quoted(text))


@pytest.mark.parametrize("word", ["word", "🚢" * 8, "Żółw"])
def test_a_text_is_divided_between_words(word: str) -> None:
    pieces = split(" ".join([word] * 100), 50)
    assert {part for piece in pieces for part in piece.split(" ")} == {word}
    assert all(utf16_units(piece) > 25 for piece in pieces[:-1])


def test_a_text_is_divided_between_lines_where_that_wastes_little() -> None:
    assert split("one two three\nfour five six", 20) == ["one two three", "four five six"]


@pytest.mark.parametrize("room", range(41, 60))
def test_links_stay_whole(room: int) -> None:
    cited = link("[1]", "https://a.example/")
    pieces = split(" ".join(["text", cited] * 20), room)
    assert sum(piece.count(cited) for piece in pieces) == 20


@pytest.mark.parametrize("text", ["\\" * 99, "*" * 99, "1. " * 40, "\\*" * 50])
@pytest.mark.parametrize("room", [20, 21, 22, 23])
def test_an_escape_stays_with_what_it_escapes(text: str, room: int) -> None:
    pieces = split(literal(text), room)
    assert squeezed("".join(shown(piece) for piece in pieces)) == squeezed(text)
    assert not [found for piece in pieces for found in markup(piece)]


@pytest.mark.parametrize("mark", ["#", "-#", "-", "+", ">", ">>>", "1.", "7)"])
def test_what_comes_to_begin_a_line_does_not_become_mark_up(mark: str) -> None:
    pieces = split(literal(f"a {mark} word " * 20), 30)
    assert not [found for piece in pieces for found in markup(piece)]


@pytest.mark.parametrize("gap", [" " * 90, "\n" * 90, "\n  " * 30, " \n" * 40])
def test_a_wide_gap_makes_no_empty_piece(gap: str) -> None:
    assert split(f"a{gap}b", 20) == ["a", "b"]


def blocks(number: int, size: int = 10, *, place: Place | None = None) -> list[Block]:
    return [Block("x" * size, f"id-{n}", place=place) for n in range(number)]


def test_a_page_takes_as_many_entries_as_are_read_at_once() -> None:
    pages = [paged(blocks(25), number, 3_000) for number in (1, 2, 3)]
    assert [len(page.blocks) for page in pages] == [BLOCKS, BLOCKS, 5]
    assert [(page.number, page.of) for page in pages] == [(1, 3), (2, 3), (3, 3)]


def test_a_page_takes_no_more_text_than_there_is_room_for() -> None:
    page = paged(blocks(10, 400), 1, 1_000)
    assert len(page.blocks) == 2


@pytest.mark.parametrize(("wanted", "given"), [(-1, 1), (0, 1), (1, 1), (3, 3), (4, 3), (9999, 3)])
def test_the_nearest_page_there_is_is_given(wanted: int, given: int) -> None:
    assert paged(blocks(25), wanted, 3_000).number == given


def test_nothing_makes_one_empty_page() -> None:
    page = paged([], 3, 3_000)
    assert (page.blocks, page.number, page.of) == ((), 1, 1)


def test_the_page_that_holds_an_entry_is_found_whatever_its_number() -> None:
    assert paged(blocks(25), 1, 3_000, holding="id-24").number == 3
    assert paged(blocks(25), 2, 3_000, holding="gone").number == 2


def test_an_entry_longer_than_a_page_goes_on_on_the_next_under_its_heading() -> None:
    words = " ".join(str(number) for number in range(600))
    long = Block(words, "long", "Heading", "Open", OPENS)
    pages = [paged([long], number, 1_000) for number in (1, 2, 3)]
    assert [page.of for page in pages] == [3, 3, 3]
    pieces = [block for page in pages for block in page.blocks]
    assert all(piece.heading == "Heading" and piece.place == OPENS for piece in pieces)
    assert [piece.text.endswith("\n-# … goes on") for piece in pieces] == [True, True, False]
    read = " ".join(re.sub(r"\n-# … goes on", "", piece.text) for piece in pieces)
    assert read == words
    assert paged([*blocks(1), long], 1, 1_000, holding="long").number == 2


@given(st.lists(st.tuples(st.integers(0, 3_000), st.booleans()), max_size=30))
def test_every_entry_stands_on_some_page_in_order(sizes: list[tuple[int, bool]]) -> None:
    made = [
        Block("x" * (size + 1), str(n), "Day", "Open", OPENS if has_button else None)
        for n, (size, has_button) in enumerate(sizes)
    ]
    first = paged(made, 1, 1_500)
    pages = [first, *(paged(made, number, 1_500) for number in range(2, first.of + 1))]
    assert all(sum(block.size for block in page.blocks) <= 1_500 for page in pages)
    assert all(len(page.blocks) <= BLOCKS for page in pages)
    told = "".join(squeezed(b.text).replace("-#…goeson", "") for p in pages for b in p.blocks)
    assert len(told) == sum(size + 1 for size, _ in sizes)
    ids = list(dict.fromkeys(block.id for page in pages for block in page.blocks))
    assert ids == [block.id for block in made]
