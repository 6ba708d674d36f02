"""No words of a reader or a curator ever become mark-up, as Discord's rules have it."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.content.library import Library
from bot.content.located_yaml import Value
from bot.content.search import Index
from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.corrections import WrongPost
from bot.domain.texts import visible
from bot.views.correctives import corrective_body, corrective_parts, marked_body
from bot.views.digest import Occasion, digest_view, standing_digest
from bot.views.paging import split
from bot.views.places import Place
from bot.views.registry import load_views, registered, render
from bot.views.showing import PRESENT, Showing
from bot.views.text import in_quotes, literal, quoted
from tests.demo.ferry import SLUG, ferry, section
from tests.loopback.checks import components
from tests.making import Document, brief_of, claim, correction, quote, report, source
from tests.views.markdown import Node, parse, read, walk

load_views()

ID = "123456789012345678"
# What means something to Discord, and what parts it.
PIECES = (
    "*", "**", "_", "__", "~~", "||", "|", "`", "```", "\\", "\n", "\n\n", " ", "# ", "### ", "-# ",
    "> ", ">>> ", "- ", "-", "+ ", "1. ", "1.", "[", "]", "(", ")", "](", "https://", "http://a.example",
    "https://x/", "HTTPS://x/", "<", ">", f"<@{ID}>", f"<@&{ID}>", f"<#{ID}>", "<t:1:f>", "<t:1>",
    f"<:drone:{ID}>", f"</brief summary:{ID}>", f"<{ID}:guide>", "@everyone", "@here", "@", "a",
    "word", "Łódź", "”", "1", "x:y", "://", ":", "//", "'", '"', ",", ".", "\t", "\r", "\u2028",
    "\u00a0", "[Nitro](https://evil.example)", "<https://evil.example>", "steam://run/1",
)  # fmt: skip
ATTACKS = (
    "https://[ Nitro](https://evil.example)", "HTTPS://x/[Click](https://evil.example)",
    "https://` a`", "https://x/** a", "https://x/||a||", "https://x/*a*", f"https://x/<@{ID}>",
    "https://x/<https://evil.example>", "[a](https://evil.example)", "# a", "- a", "1. a", "1.",
    "-", "> a", "> # a", "\n# a", "@everyone @here", f"<@{ID}> <@&{ID}> <#{ID}>", "<t:1:f>",
    "```a```", "`a`", "**a** *a* __a__ _a_ ~~a~~ ||a||", "~", "~~", "a~", "*", "a*",
    "\\", "a\\", "\\\\*a*", "see https://a.example", "https://a.example/x",
    f"</brief summary:{ID}>", f"<:drone:{ID}>",
)  # fmt: skip


def texts(pieces: Sequence[str] = PIECES) -> st.SearchStrategy[str]:
    """Whatever can be typed: mark-up put together, and any characters."""
    made = st.lists(st.sampled_from(pieces), max_size=12).map("".join)
    return made | st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def skeleton(nodes: Sequence[Node]) -> list[Any]:
    """What a text is made of but its words; an address that shows itself counts as words."""
    return [
        (node.kind, skeleton(node.children)) for node in nodes if node.kind not in ("text", "url")
    ]


@given(texts())
@example("https://[ Nitro](https://evil.example)")
@example("HTTPS://x/[Click](https://evil.example)")
@example("https://` a`")
@example("https://x/** a")
def test_literal_text_is_text_and_addresses_that_show_where_they_lead(text: str) -> None:
    parts = parse(literal(text))
    assert read(parts) == visible(text)
    for node in walk(parts):
        assert node.kind in ("text", "url")
        assert node.target in visible(text)
        assert re.fullmatch(r"(https?://[^][()`*|~_<>@\\\s]+)?", node.target)


FRAMES: dict[str, Callable[[str], str]] = {
    "bold": lambda text: f"**{literal(text)}**, and",
    "struck": lambda text: f"Was: ~~{literal(text.replace('~', ''))}~~ Now: **{literal(text)}**",
    "heading": lambda text: f"### {literal(text)} · page 1 of 2",
    "small": lambda text: f"-# {literal(text)} · 1",
    "quotation marks": lambda text: f"-# {in_quotes(text)} became **refuted**",
    "cited": lambda text: f"- {literal(text)} [[1]](https://a.example/*_)",
    "cut out": lambda text: f"{literal(text, goes_on=True)}**{literal(text)}**{literal(text)}",
    "quoted": lambda text: f"{quoted(text)}\n**after**",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=list(FRAMES))
@given(text=texts([piece for piece in PIECES if "\n" not in piece]))
def test_what_views_put_around_a_text_is_all_the_mark_up_there_is(
    frame: Callable[[str], str], text: str
) -> None:
    text = " ".join(visible(text).split())
    assume(text.strip("~"))
    assert skeleton(parse(frame(text))) == skeleton(parse(frame("word")))


@given(texts(), st.integers(20, 60))
def test_a_text_that_goes_on_on_the_next_page_is_literal_there_as_well(
    text: str, room: int
) -> None:
    for piece in split(literal(text * 5), room):
        assert skeleton(parse(piece)) == []


WORDS = {
    "title", "text", "by", "says", "because", "question", "speaker", "role", "where", "context",
    "note", "publisher", "origin", "about", "was", "now",
}  # fmt: skip


def poisoned(part: Value, text: str) -> Value:
    """The same with all words that people write replaced; what machines read stays."""
    if isinstance(part, list):
        return [poisoned(each, text) for each in part]
    if isinstance(part, dict):
        return {key: text if key in WORDS else poisoned(part[key], text) for key in part}
    return part


def whole() -> Document:
    """The ferry, with every part that a brief may have."""
    doubted = report("lost", standing="disputed", because="…", since="2026-03-05")
    told: dict[str, str] = {"role": "…", "where": "…", "context": "…", "note": "…"}
    version: Document = {"text": "…", "sources": ["paper"], "note": "…"}
    translated: Document = {"pl": {"text": "…", "by": "…"}}
    said = quote("all", "…", versions=[version], translations=translated) | told
    kinds = [correction(f"fix-{kind}", "log", **{"class": kind}) for kind in KINDS]
    return ferry(
        claims=[*section("claims"), claim("lost-at-sea", doubted, report("found"))],
        quotes=[*section("quotes"), said],
        corrections=[*section("corrections"), *kinds],
        sources={
            "paper": source(url="https://paper.example/*_~a", note="…", origin="…"),
            "agency": source(about="…"),
        },
    )


KINDS = ("corrected", "withdrawn", "refile")
OCCASION = Occasion(now=datetime(2026, 11, 23, tzinfo=UTC))


def views(brief: Brief, showing: Showing) -> Iterator[tuple[str, Any]]:
    """Every view of a brief, and what is posted of it, as Discord's JSON."""
    library = Library([Index(brief)])
    taking = {"claim": brief.claims, "quote": brief.quotes, "changes": (), "search": ()}
    for name in registered():
        for argument in [each.id for each in taking[name]] if name in taking else [""]:
            place = Place(name, brief.slug, 1, argument)
            yield str(place), render(library, place, showing=showing).to_components()
    wrong = [WrongPost(1, OCCASION.now)]
    told = corrective_parts(brief, brief.corrections, 1, 2, wrong)
    yield "corrective", corrective_body(brief, told, 1, "0" * 20, 1)["components"]
    digest = standing_digest(brief)
    yield "digest", digest_view(brief, digest, OCCASION, "0" * 20).to_components()
    for each in brief.corrections:
        yield f"mark {each.kind}", marked_body({"components": []}, [each])["components"]


def made_of(brief: Brief, showing: Showing) -> list[Any]:
    """What each text of each view is made of, beside its words."""
    return [
        (name, [skeleton(parse(part["content"])) for part in components(body) if "content" in part])
        for name, body in views(brief, showing)
    ]


@pytest.mark.parametrize("showing", [PRESENT, Showing(is_posted=True, revision=1)])
def test_no_view_and_no_post_makes_mark_up_of_the_words_of_a_brief(showing: Showing) -> None:
    plain = made_of(brief_of(cast("Document", poisoned(whole(), "word")), SLUG), showing)
    for attack in ATTACKS:
        odd = made_of(brief_of(cast("Document", poisoned(whole(), attack)), SLUG), showing)
        # A tilde is not struck out.
        named = [name for name, _ in plain if "~" not in attack or not name.startswith("mark")]
        assert [each for each in odd if each[0] in named] == [
            each for each in plain if each[0] in named
        ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_search_makes_mark_up_of_what_was_typed(attack: str) -> None:
    library = Library([Index(brief_of(ferry(), SLUG))])
    for words in (attack, f"zzz {attack}", f"ferry {attack}", f"fery {attack}"):
        view = render(library, Place("search", SLUG, 1, words[: limits.QUERY]))
        for part in components({"components": view.to_components()}):
            kinds = {node.kind for node in walk(parse(part.get("content", "")))}
            assert kinds <= {"text", "url", "heading", "subtext", "strong"}
