"""What is told of a change: once, about what, and in which order."""

import sys
from types import FrameType

import pytest

from bot.content.located_yaml import Value
from bot.domain.brief import Brief
from bot.domain.change import ChangeKind
from bot.domain.changes import changes
from tests.domain.changing import AGENCY, ASKED, EVENT, FIRST, Parts, count, first, one, told
from tests.making import brief, correction, entry, quote, report, source


def test_what_a_correction_names_is_told_once_by_the_correction() -> None:
    four = report("a", "Four", standing="confirmed")
    three = report("a", standing="confirmed")
    other = entry("first", text="Drones came.")
    old: Parts = {**count(four), "summary": [FIRST]}
    new: Parts = {**count(three), "summary": [other], "corrections": [correction("wrong", "a")]}
    assert told(old, new) == [
        "correction wrong.now: Four → Three",
        "fact first.text: Drones crossed. → Drones came.",
    ]
    change = changes(brief(**old), brief(**new))[0]
    assert change.entries == ("a",)
    assert (change.title, change.section) == ("One was counted twice.", "corrections")
    # Afterwards it is on record, and what it names can change again.
    assert told(new, {**new, **count(four)}) == ["fact a.says: Three → Four"]


def test_a_withdrawn_entry_that_a_correction_names_is_not_told_again() -> None:
    withdrawn = correction("wrong", "first", **{"class": "withdrawn"}, sources=["paper"])
    change = one({"summary": [FIRST]}, {"corrections": [withdrawn]})
    assert (change.kind, change.entries, change.sources) == (
        ChangeKind.CORRECTION, ("first",), ("paper",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("new", "section", "title", "sources"),
    [
        (count(report("a"), report("b")), "claims", "How many were shot down?", ("paper",)),
        ({"timeline": [EVENT]}, "timeline", "2025-09-10 02:00", ("paper",)),
        ({"quotes": [quote("said")]}, "quotes", "The general", ("paper",)),
        ({"questions": [ASKED]}, "questions", "Why?", ()),
        ({"sources": AGENCY}, "sources", "The Agency", ("agency",)),
        ({"status": "closed"}, "brief", "Drones over Poland", ()),
    ],
)
def test_a_change_says_what_it_is_about_and_what_it_rests_on(
    new: Parts, section: str, title: str, sources: tuple[str, ...]
) -> None:
    change = one({}, new)
    assert (change.section, change.title, change.sources) == (section, title, sources)
    assert change.entries == (("a", "b") if section == "claims" else ())


def test_what_is_gone_cites_only_sources_that_are_still_there() -> None:
    cited = first(sources=["paper", "agency"])
    gone, source_gone = changes(brief(summary=[cited], sources=AGENCY), brief())
    assert (gone.entry, gone.sources) == ("first", ("paper",))
    assert (source_gone.entry, source_gone.sources) == ("agency", ())


def test_changes_come_by_importance_and_then_by_place_in_the_brief() -> None:
    early, late = entry("early", at="2025-09-10"), entry("late", at="2025-09-12")
    old: Parts = {
        **count(report("a", "3", standing="confirmed"), report("b", "3")),
        "summary": [FIRST], "questions": [ASKED], "quotes": [quote("gone")],
    }  # fmt: skip
    new: Parts = {
        **count(report("b", "4"), report("a", "3", standing="corroborated")),
        "summary": [entry("first", text="Drones came.")], "timeline": [late, early],
        "status": "closed", "corrections": [correction("wrong", "first")],
    }  # fmt: skip
    found = changes(brief(**old), brief(**new))
    assert [(change.kind.value, change.entry) for change in found] == [
        ("correction", "wrong"), ("standing", "count"), ("standing", "a"), ("fact", "b"),
        ("status", ""), ("new", "early"), ("new", "late"), ("withdrawn", "gone"),
        ("answered", "why"),
    ]  # fmt: skip


def events(text: str, number: int) -> list[Value]:
    return [entry(f"e{each}", at="2025-09-10", text=f"{text} {each}") for each in range(number)]


def calls(before: Brief, after: Brief) -> int:
    """How often a function is called while two states are compared."""
    made = 0

    def count_one(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal made
        made += 1

    sys.setprofile(count_one)
    try:
        changes(before, after)
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.parametrize("after", ["Event", "Strike"])
def test_comparing_ten_times_as_many_entries_takes_no_more_than_ten_times_the_work(
    after: str,
) -> None:
    few, many = (
        calls(
            brief(timeline=events("Event", number)), brief(timeline=[*events(after, number), EVENT])
        )
        for number in (200, 2_000)
    )
    assert many < few * 10.5


def test_a_claim_that_one_origin_turns_out_to_back_is_no_longer_known() -> None:
    backed = count(report("a", standing="corroborated", sources=["paper", "agency"]))
    copied: Parts = {**AGENCY, "agency": source(publisher="The Agency", origin="paper")}
    found = told({**backed, "sources": AGENCY}, {**backed, "sources": copied})
    assert "standing count.state: known → unconfirmed" in found
