import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from bot.content.located_yaml import Value
from bot.domain.brief import Brief
from tests.making import Document, brief, claim, correction, entry, quote, report, source
from tests.strategies import briefs


def full() -> Brief:
    return brief(
        summary=[entry("point", sources=["c"])],
        timeline=[
            entry("later", at="2025-09-10 06:30", sources=["b"]),
            entry("first", at="2025-09-09 23:30", sources=["a", "c"]),
        ],
        claims=[claim("count", report("three", sources=["f", "b"]), report("four", sources=["e"]))],
        quotes=[quote("words", sources=["h"])],
        questions=[{"id": "why", "text": "Why?"}],
        corrections=[correction("fix", "three", sources=["g"])],
        sources={name: source() for name in "abcdefgh"},
    )


def test_sources_are_numbered_in_the_order_a_reader_meets_them_the_uncited_last() -> None:
    assert list(full().numbers.items()) == [
        ("c", 1), ("a", 2), ("b", 3), ("f", 4), ("e", 5), ("h", 6), ("g", 7), ("d", 8),
    ]  # fmt: skip


def test_every_entry_is_found_by_its_id_reports_as_well() -> None:
    assert list(full().by_id) == [
        "point", "later", "first", "count", "three", "four", "words", "why", "fix",
    ]  # fmt: skip
    assert all(entry.id == name for name, entry in full().by_id.items())


def test_the_chronology_is_by_time_and_keeps_the_order_of_what_is_simultaneous() -> None:
    whole = brief(
        timeline=[
            entry("b", at="2025-09-10"),
            entry("a", at="2025-09-10"),
            entry("after", at="after 2025-09-10"),
            entry("before", at="before 2025-09-10"),
        ]
    )
    assert [event.id for event in whole.chronology] == ["before", "b", "a", "after"]


def test_times_without_an_offset_are_the_briefs_own() -> None:
    (event,) = brief(timeline=[entry("a", at="2025-09-09 23:30")]).timeline
    assert event.at.start.isoformat() == "2025-09-09T21:30:00+00:00"
    assert brief().zone.key == "Europe/Warsaw"


@pytest.mark.parametrize("standing", ["disputed", "refuted", "superseded", "withdrawn"])
def test_a_report_that_does_not_hold_undisputed_says_why(standing: str) -> None:
    with pytest.raises(ValidationError, match=f"a {standing} report says why: add `because`"):
        brief(claims=[claim("count", report("a", standing=standing))])
    assert brief(claims=[claim("count", report("a", standing=standing, because="Denied."))])


def test_a_source_goes_by_its_title_or_by_what_it_is_about() -> None:
    sources = brief(sources={"a": source(title="T"), "b": source(about="A letter")}).sources
    assert [one.name for one in sources.values()] == ["T", "A letter"]
    none: Document = {"publisher": "The Paper"}
    for wrong in (source(title="T", about="A letter"), none):
        with pytest.raises(ValidationError, match="a source has either `title`, or `about`"):
            brief(sources={"a": wrong})


@pytest.mark.parametrize(
    ("parts", "fits"),
    [
        ({"title": "x" * 120}, True),
        ({"title": "x" * 121}, False),
        ({"title": "  "}, False),
        ({"title": "one\ntwo"}, False),
        ({"title": "turned \u202eround"}, False),
        ({"title": "hid\u200bden"}, False),
        ({"title": "👩\u200d✈️ शक्\u200dति"}, True),
        ({"summary": [entry("a", text="one\ntwo")]}, True),
        ({"summary": [entry("a", text="a\ttab")]}, False),
        ({"summary": [entry("a", text="x" * 2_001)]}, False),
        ({"summary": [entry("a" * 40)]}, True),
        ({"summary": [entry("a" * 41)]}, False),
        ({"summary": [entry("No-Capitals")]}, False),
        ({"summary": [entry("two--hyphens")]}, False),
        ({"summary": [entry("a", sources=[])]}, False),
        ({"claims": [claim("a")]}, False),
        ({"language": "pt-BR"}, True),
        ({"language": "English"}, False),
        ({"sources": {"a": source(reliability="G")}}, False),
    ],
)  # fmt: skip
def test_values_are_held_within_their_bounds(parts: dict[str, Value], *, fits: bool) -> None:
    if fits:
        assert brief(**parts)
        return
    with pytest.raises(ValidationError):
        brief(**parts)


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://example.org", True),
        ("HTTP://example.org:80/a_(b)?q=ż#:~:text=c,d", True),
        ("https://example.org/" + "x" * 492, True),
        ("https://example.org/" + "x" * 493, False),
        ("ftp://example.org", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https:///path", False),
        ("https://example.org/a b", False),
        ("https://example.org/<@1>", False),
        ("https://user@example.org", False),
        ("//example.org", False),
    ],
)
def test_an_address_is_one_that_a_link_can_hold(url: str, *, fits: bool) -> None:
    if fits:
        assert brief(sources={"a": source(url=url)}).sources["a"].url == url
        return
    with pytest.raises(ValidationError):
        brief(sources={"a": source(url=url)})


@settings(deadline=None)  # drawing a large one takes its time
@given(briefs())
def test_any_brief_counts_each_source_once_and_orders_each_event(whole: Brief) -> None:
    assert sorted(whole.numbers.values()) == list(range(1, len(whole.sources) + 1))
    assert whole.numbers.keys() == whole.sources.keys()
    assert sorted(e.id for e in whole.chronology) == sorted(e.id for e in whole.timeline)
    starts = [event.at.sort_key for event in whole.chronology]
    assert starts == sorted(starts)
    reports = sum(len(claim.reports) for claim in whole.claims)
    assert len(whole.by_id) == sum(map(len, whole.sections.values())) + reports
