"""What a page carries: the entries whose words stand in it, and no others."""

import pytest

from bot.content.library import Library
from bot.content.located_yaml import Value
from bot.content.search import Index
from bot.views.digest import carried, standing_digest
from bot.views.places import Place
from bot.views.registry import load_views, render
from bot.views.showing import Showing
from tests.demo.ferry import SLUG, ferry
from tests.demo.newsroom import units
from tests.loopback.checks import components
from tests.making import brief, brief_of, claim, entry, quote, report

load_views()


def of(place: Place) -> tuple[str, ...]:
    """What a view of the ferry carries."""
    library = Library([Index(brief_of(ferry(), SLUG))])
    return render(library, place, showing=Showing(is_posted=True, revision=2)).carries


@pytest.mark.parametrize(
    ("view", "argument", "carries"),
    [
        ("claim", "speed", {"speed", "log", "crew"}),
        ("claims", "aboard", {"aboard", "list"}),
        ("quote", "fog", {"fog"}),
        ("corrections", "", {"fewer", "aboard"}),
        ("search", "212", {"aboard", "list"}),
        ("search", "tugs", {"towed"}),
        ("search", "twice", {"fewer", "aboard"}),
        ("disputes", "", {"speed", "log", "crew"}),
    ],
)
def test_a_view_carries_what_it_shows(view: str, argument: str, carries: set[str]) -> None:
    assert set(of(Place(view, SLUG, 1, argument))) == carries


def test_a_hit_in_a_long_claim_carries_the_reports_around_it_alone() -> None:
    words = "word " * 60
    reports: list[Value] = [report(f"r{n}", f"{words}answer{n}") for n in range(4)]
    library = Library([Index(brief(claims=[claim("down", *reports)]))])
    view = render(library, Place("search", "drones", 1, "answer2"))
    assert set(view.carries) == {"down", "r2", "r3"}


def test_every_page_of_a_long_quote_carries_it() -> None:
    long = quote("long", "We saw it. " * 400, context="Asked at the pier. " * 80)
    library = Library([Index(brief(quotes=[long]))])
    for page in range(1, 4):
        assert render(library, Place("whole", "drones", page, "long")).carries == ("long",)


def test_where_a_claim_changed_its_report_stands_on_the_page() -> None:
    words = "why " * 400
    reports: list[Value] = [
        report(f"r{n}", f"{n}", standing="refuted", because=words, since="2025-09-11")
        for n in range(4)
    ]
    library = Library([Index(brief(claims=[claim("down", *reports)]))])
    last = render(library, Place("reports", "drones", 9, "down"))
    shown = "".join(p["content"] for p in components(last.to_components()) if p["type"] == 10)
    assert "How it changed" in shown
    assert {"r0", "r1", "r2", "r3"} <= set(last.carries)


def test_a_first_digest_carries_the_questions_that_it_asks() -> None:
    digest = standing_digest(brief_of(ferry(), SLUG))
    assert carried(digest.blocks) == ["aground", "ashore", "speed", "cause", "why-there"]


@pytest.mark.parametrize(
    ("place", "reference"),
    [
        (Place("claim", SLUG, 1, "speed"), "-# ferry/speed@2"),
        (Place("quote", SLUG, 1, "fog"), "-# ferry/fog@2"),
        (Place("corrections", SLUG), "-# ferry@2 · fewer, aboard"),
    ],
)
def test_a_posted_page_says_of_which_state_and_of_what_it_is(place: Place, reference: str) -> None:
    library = Library([Index(brief_of(ferry(), SLUG))])
    view = render(library, place, showing=Showing(is_posted=True, revision=2))
    texts = [p["content"] for p in components(view.to_components()) if p["type"] == 10]
    assert reference in texts[-1].splitlines()


def test_a_posted_page_leaves_room_for_a_mark() -> None:
    words = " ".join(["*" * 9] * 200)
    points: list[Value] = [entry(f"point-{'x' * 32}-{n}", text=words) for n in range(6)]
    library = Library([Index(brief(title="T" * 120, summary=points))])
    showing = Showing(is_posted=True, revision=99_999)
    view = render(library, Place("summary", "drones"), showing=showing)
    everything = list(components(view.to_components()))
    assert sum(units(p["content"]) for p in everything if p["type"] == 10) <= 4_000 - 450
    assert len(everything) <= 40 - 1
