"""Literal text, links and citations."""

import pytest
from hypothesis import given

from bot.domain.counting import count
from bot.domain.limits import utf16_units
from bot.views.text import (
    address,
    bullet,
    citations,
    link,
    literal,
    literal_start,
    quoted,
    shortened,
    small,
)
from tests.making import brief, entry, source
from tests.strategies import texts, urls
from tests.views.reading import markup, shown


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain words, 3.5 % of 1-2", "plain words, 3.5 % of 1-2"),
        ("**bold** _it_ ~~no~~", "\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~"),
        ("||spoiler||", "\\|\\|spoiler\\|\\|"),
        ("`code` ```block", "\\`code\\` \\`\\`\\`block"),
        ("\\* \\", "\\\\\\* \\\\"),
        ("<@1> <@&2> <#3>", "\\<\\@1> \\<\\@&2> \\<#3>"),
        ("@everyone and @here", "\\@everyone and \\@here"),
        ("</brief summary:1> <id:guide>", "\\</brief summary:1> \\<id:guide>"),
        ("<:drone:4> <a:drone:4>", "\\<:drone:4> \\<a:drone:4>"),
        ("<t:1:f>", "\\<t:1:f>"),
        ("# one", "\\# one"),
        ("  ### one", "  \\### one"),
        ("no # heading", "no # heading"),
        ("-# small", "\\-# small"),
        ("- item\n+ item\n* item", "\\- item\n\\+ item\n\\* item"),
        ("-5 degrees", "-5 degrees"),
        ("1. one\n23) two", "1\\. one\n23\\) two"),
        ("2025. The year", "2025\\. The year"),
        ("3.5", "3.5"),
        ("> quoted", "\\> quoted"),
        (">>> quoted", "\\>>> quoted"),
        ("a > b", "a > b"),
        ("[label](https://a.example)", "\\[label\\](https\\://a.example)"),
        ("https://a.example/b?c=d#e, or", "https://a.example/b?c=d#e, or"),
        ("see https://a.example.", "see https://a.example."),
        ("<https://a.example/b_c>", "\\<https\\://a.example/b\\_c>"),
        ("see HTTPS://a.example/_b_*c*", "see HTTPS\\://a.example/\\_b\\_\\*c\\*"),
        ("http:// *", "http\\:// \\*"),
        (
            "https://[ Nitro](https://evil.example)",
            "https\\://\\[ Nitro\\](https\\://evil.example)",
        ),
        ("https://` a`", "https\\://\\` a\\`"),
        ("https://x/** a", "https\\://x/\\*\\* a"),
        ("https://bank.example@evil.example", "https\\://bank.example\\@evil.example"),
        ("steam://run/1", "steam\\://run/1"),
        ("1.", "1\\."),
        ("-", "\\-"),
    ],
)
def test_mark_up_is_escaped_and_nothing_else(text: str, escaped: str) -> None:
    assert literal(text) == escaped


@given(texts(300))
def test_literal_text_is_shown_as_it_was_written(text: str) -> None:
    assert shown(literal(text)) == text
    assert markup(literal(text)) == []


@given(texts(300))
def test_literal_text_from_the_middle_of_a_line_may_begin_one(text: str) -> None:
    rest = literal("a " + text)[2:]
    assert shown(literal_start(rest)) == text
    assert markup(literal_start(rest)) == []


@given(urls())
def test_a_link_leads_where_it_should_and_ends_where_it_ends(url: str) -> None:
    written = link("source", url)
    inside = written.removeprefix("[source](").removesuffix(")")
    assert inside == address(url)
    assert not set(inside) & set(" ()[]<>\\\n")
    assert inside.isascii()


def test_an_address_keeps_what_is_encoded_in_it_and_encodes_what_is_not() -> None:
    assert address("https://a.example/%C5%81?q=1#a,b") == "https://a.example/%C5%81?q=1#a,b"
    assert address("https://a.example/Łódź_(b)") == "https://a.example/%C5%81%C3%B3d%C5%BA_%28b%29"


def test_citations_are_in_the_order_of_their_numbers_and_lead_to_their_sources() -> None:
    cited = brief(
        summary=[entry("a", sources=["one", "two", "three"])],
        sources={
            "three": source(url="https://three.example/(3)"),
            "two": source(),
            "one": source(url="https://one.example"),
        },
    )
    assert citations(cited, ["three", "two", "one"]) == (
        "[[1]](https://one.example) \\[2\\] [[3]](https://three.example/%283%29)"
    )
    assert citations(cited, ["three", "two", "one"], most=1) == (
        "[[3]](https://three.example/%283%29) and 2 more"
    )
    assert citations(cited, []) == ""


def test_every_line_of_a_quotation_is_quoted() -> None:
    assert quoted("one\n\n> two\n# three") == "> one\n>\n> \\> two\n> \\# three"


def test_small_print_is_marked_as_such() -> None:
    assert small("Kept since **May**") == "-# Kept since **May**"


def test_the_lines_of_a_list_item_stay_in_it() -> None:
    assert bullet(["one", "two\nthree"]) == "- one\n  two\n  three"


@pytest.mark.parametrize(
    ("number", "counted"),
    [(0, "0 quotes"), (1, "1 quote"), (2, "2 quotes"), (1234, "1,234 quotes")],
)
def test_things_are_counted(number: int, counted: str) -> None:
    assert count(number, "quote") == counted


def test_a_plural_of_its_own_is_used() -> None:
    assert count(2, "entry", "entries") == "2 entries"


@given(texts(300))
def test_a_shortened_text_fits_and_is_left_alone_where_it_fits_already(text: str) -> None:
    short = shortened(text, 50)
    assert utf16_units(short) <= 50
    if utf16_units(text) <= 50:
        assert short == text
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])
        assert utf16_units(short) >= 49
        assert text.startswith(shortened(text, 50, mark=""))
