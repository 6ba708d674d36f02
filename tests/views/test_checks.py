"""How the check of a quote reads."""

from typing import Any

import pytest
from hypothesis import given, settings

from bot.content.library import Library
from bot.content.located_yaml import Value
from bot.content.search import Index
from bot.domain.quotations import Checks, Excerpt
from bot.domain.verbatim import Printed
from bot.domain.when import When
from bot.domain.wording import Part, Run, difference
from bot.domain.zones import zone_named
from bot.views.checks import quoted_runs
from bot.views.places import Place
from bot.views.registry import load_views, render
from tests.loopback.checks import text_of
from tests.making import brief, quote, source
from tests.strategies import texts
from tests.views.reading import shown

load_views()

SAID = "Our defences ensured the safety of the ferry and of all aboard."
OTHER = SAID.replace("ensured", "assured")
SOURCES: dict[str, Value] = {
    "paper": source(url="https://paper.example/1"),
    "post": source(publisher="The *Post*"),
    "radio": source(publisher="The Radio"),
}


def page(
    view: str, *excerpts: tuple[str, str], fetched: tuple[str, ...] = (), **parts: Value
) -> str:
    """A quote as that view shows it, with excerpts of its sources."""
    cited: Value = ["paper", "post"]
    said: dict[str, Value] = {"text": SAID, "sources": cited, **parts}
    made = brief(quotes=[{**quote("said"), **said}], sources=SOURCES)
    day = When.parse("2026-03-05", zone_named("UTC"))
    kept = {
        name: Excerpt(name, "", day, "ab12cd34" * 8, Printed.of([text]), name in fetched)
        for name, text in excerpts
    }
    library = Library([Index(made)], {made.slug: Checks(made, kept)})
    place = Place(view, made.slug, 1, "said")
    return text_of({"content": "", "components": render(library, place).to_components()})


@pytest.mark.parametrize(
    ("excerpts", "line"),
    [
        (
            [],
            (
                "-# Wording from The Paper [[1]](https://paper.example/1); "
                "not checked: we keep no excerpt of its sources."
            ),
        ),
        (
            [("paper", SAID)],
            (
                "-# Wording from The Paper [[1]](https://paper.example/1); "
                "agrees with our excerpt, copied by hand."
            ),
        ),
        (
            [("paper", SAID), ("post", SAID)],
            (
                "-# Wording from The Paper [[1]](https://paper.example/1) and 1 more; "
                "agrees with our excerpt, copied by hand."
            ),
        ),
        (
            [("paper", OTHER)],
            (
                "-# ≠ Differs from our excerpt of The Paper [[1]](https://paper.example/1): "
                "it has “assured” for “ensured”."
            ),
        ),
        (
            [("paper", "Of other things.")],
            (
                "-# Wording from The Paper [[1]](https://paper.example/1); "
                "not checked: our excerpts of its sources are of other passages."
            ),
        ),
        (
            [("paper", f"{SAID} {SAID}")],
            (
                "-# Wording from The Paper [[1]](https://paper.example/1); "
                "not checked: the excerpt has these words more than once."
            ),
        ),
    ],
)
def test_a_card_says_in_one_line_what_was_really_checked(
    excerpts: list[tuple[str, str]], line: str
) -> None:
    assert line in page("quote", *excerpts).splitlines()


def test_words_found_on_the_page_itself_are_said_to_be_and_the_last_day_counts() -> None:
    told = page("quote", ("paper", SAID), ("post", SAID), fetched=("post",)).splitlines()
    assert (
        "-# Found word for word on the page of The \\*Post\\* \\[2\\], fetched 5 March 2026."
        in told
    )


def test_two_excerpts_of_one_origin_are_one_check() -> None:
    SOURCES["copy"] = source(publisher="The Copy", origin="paper")
    told = page("quote", ("paper", SAID), ("copy", SAID), sources=["paper", "copy"]).splitlines()
    one = "-# Wording from The Paper [[1]](https://paper.example/1); agrees with our excerpt"
    assert any(line.startswith(one) for line in told)
    assert not [line for line in told if "and 1 more" in line]


def test_how_it_was_checked_says_it_of_each_excerpt_with_day_and_hash() -> None:
    told = page("checking", ("paper", SAID), ("post", OTHER)).splitlines()
    assert (
        "-# ✔ Agrees with our excerpt of The Paper [[1]](https://paper.example/1), "
        "copied by hand 5 March 2026 · sha256 `ab12cd34`"
    ) in told
    assert (
        "-# ≠ Differs from our excerpt of The \\*Post\\* \\[2\\]: it has “assured” for “ensured”. "
        "Copied by hand 5 March 2026 · sha256 `ab12cd34`"
    ) in told
    assert any(
        line.startswith("> Our defences ~~ensured~~ **assured** the safety") for line in told
    )


def test_a_quotation_with_omissions_says_how_many_pieces_were_found() -> None:
    words = "Our defences ensured the safety … and of all aboard."
    told = page("checking", ("paper", SAID), text=words)
    assert "✔ Agrees with our excerpt, 2 pieces in order, of The Paper" in told


def test_another_version_is_marked_told_and_checked_itself() -> None:
    version: Value = {"text": OTHER, "sources": ["radio"], "note": "Heard *live*."}
    parts: dict[str, Any] = {"versions": [version]}
    told = page("wording", ("paper", SAID), ("radio", OTHER), **parts).splitlines()
    assert "-# Printed otherwise by The Radio \\[3\\]; differences are marked:" in told
    assert any(
        line.startswith("> Our defences ~~ensured~~ **assured** the safety") for line in told
    )
    assert "-# ≠ It has “assured” for “ensured”." in told
    assert "-# Heard \\*live\\*." in told
    assert any(
        line.startswith("-# This version: ✔ Agrees with our excerpt of The Radio") for line in told
    )


def test_what_is_said_of_a_version_stands_in_no_words_of_its_own() -> None:
    words = SAID.replace("ensured", "-# secured")
    version: Value = {"text": words, "sources": ["radio"]}
    told = page("wording", ("radio", words.replace("ferry", "tug")), versions=[version])
    assert any(line.startswith("-# This version: ≠ Differs from") for line in told.splitlines())
    assert not [
        line for line in told.splitlines() if line.startswith(">") and "This version" in line
    ]


def test_a_translation_that_its_source_prints_says_so() -> None:
    words = "Obrona zapewniła bezpieczeństwo promu."
    translations: Value = {"pl": {"text": words, "by": "The Radio"}}
    SOURCES["gazeta"] = source(publisher="Gazeta", language="pl")
    parts: dict[str, Any] = {"translations": translations, "sources": ["paper", "gazeta"]}
    told = page("checking", ("gazeta", words), **parts)
    assert f"> {words}\n-# ✔ Agrees with our excerpt of Gazeta" in told
    assert "Not checked: we keep no excerpt" in told


@pytest.mark.parametrize(
    ("ours", "theirs", "marked"),
    [
        ("we *never* fired", "we fired", "> we ~~\\*never\\*~~ fired"),
        ("we fired", "we *never* fired", "> we \\*never\\* fired"),
        ("we ~never~ fired", "we fired", "> we \\~never\\~ fired"),
        ("we fired", "# @everyone <@1> fired", "> ~~we~~ **\\# \\@everyone \\<\\@1>** fired"),
        ("we fired.", "we fired", "> we fired ~~.~~"),
        ("we fired, twice", "we fired. Twice", "> we fired ~~, twice~~ **. Twice**"),
        ("we fired twice", "we fired", "> we fired ~~twice~~"),
        ("fired", "- fired", "> **\\-** fired"),
        ("we fired\n\n> twice", "we fired", "> we fired ~~\\> twice~~"),
    ],
)
def test_marks_of_ours_stand_around_literal_words(ours: str, theirs: str, marked: str) -> None:
    assert quoted_runs(difference(ours, theirs)) == marked


def test_in_a_long_text_each_word_is_marked_by_itself_so_that_it_may_be_divided() -> None:
    marked = quoted_runs([Run(Part.OURS, "one two " * 200), Run(Part.THEIRS, "three four")])
    assert marked.startswith("> ~~one~~ ~~two~~ ~~one~~")
    assert marked.endswith("**three** **four**")


@settings(max_examples=100, deadline=None)
@given(texts(600), texts(600))
def test_all_words_of_both_wordings_are_shown_in_order_and_no_others(
    ours: str, theirs: str
) -> None:
    runs = difference(ours, theirs)
    assert bare(shown(quoted_runs(runs))) == bare("".join(run.text for run in runs))


def bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
