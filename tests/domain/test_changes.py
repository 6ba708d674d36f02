from time import process_time

import pytest

from bot.content.located_yaml import Value
from bot.domain.changes import Change, ChangeKind, changes
from tests.making import Document, brief, claim, correction, entry, quote, report, source

Parts = dict[str, Value]
AGENCY: Parts = {"paper": source(), "agency": source(publisher="The Agency", title="Drones fall")}


def told(old: Parts, new: Parts) -> list[str]:
    return [shown(change) for change in changes(brief(**old), brief(**new))]


def shown(change: Change) -> str:
    return f"{change.kind} {change.entry or 'brief'}.{change.part}: {change.was} → {change.now}"


def one(old: Parts, new: Parts) -> Change:
    [change] = changes(brief(**old), brief(**new))
    return change


def count(*reports: Value) -> Parts:
    """A claim of a confirmed answer, so that it stands as known whatever else reports add."""
    return {"claims": [claim("count", *reports)]}


def first(**parts: Value) -> Document:
    return entry("first", **{"text": "Drones crossed.", **parts})


FIRST = first()
EVENT = entry("event", at="2025-09-10 02:00")
ASKED: Value = {"id": "why", "text": "Why?"}
REFUTED: Parts = {"standing": "refuted", "because": "Wrong.", "since": "2025-09-12"}
LATER: Parts = {"because": "Miscounted.", "since": "2025-09-13"}
PRINTED: Parts = {"text": "We fled.", "sources": ["paper"]}
PAPER = "(Night of drones (The Paper))"
REFILE: Parts = {"class": "refile"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            count(report("a")), count(report("a", standing="confirmed")),
            [
                "standing count.state: unconfirmed → known",
                "standing a.standing: reported → confirmed",
            ],
        ),
        (
            count(report("a"), report("b")),
            count(report("a"), {**report("b"), **REFUTED}),
            ["standing b.standing: reported → refuted"],
        ),
        (
            count(report("a"), {**report("b"), **REFUTED}),
            count(report("a"), {**report("b"), **REFUTED, **LATER}),
            [
                "wording b.because: Wrong. → Miscounted.",
                "wording b.since: 2025-09-12 → 2025-09-13",
            ],
        ),
        (
            count(report("a")), count(report("a"), report("b", "Four")),
            ["standing count.state: unconfirmed → disputed", "new b.says: None → The army: Four"],
        ),
        (
            count(report("a", "3 or 4")), count(report("a", "3, 5")),
            ["figure a.says: 3 or 4 → 3, 5"],
        ),
        (count(report("a", "Three")), count(report("a", "Four")), ["figure a.says: Three → Four"]),
        (count(report("a", "Three")), count(report("a", "3")), ["wording a.says: Three → 3"]),
        (
            count(report("a", "About 3")), count(report("a", "At least 3")),
            ["wording a.says: About 3 → At least 3"],
        ),
        (
            count(report("a")), count(report("a", as_of="2025-09-11", by="The navy")),
            ["wording a.by: The army → The navy", "wording a.as_of: 2025-09-10 → 2025-09-11"],
        ),
        ({}, {"summary": [FIRST]}, ["new first.text: None → Drones crossed."]),
        ({}, {"timeline": [EVENT]}, ["new event.text: None → Drones crossed the border."]),
        ({}, count(report("a")), ["new count.question: None → How many were shot down?"]),
        ({}, {"quotes": [quote("said")]}, ["new said.text: None → We fired."]),
        ({}, {"questions": [ASKED]}, ["new why.text: None → Why?"]),
        ({}, {"sources": AGENCY}, ["new agency.title: None → Drones fall"]),
        ({"timeline": [EVENT]}, {}, ["withdrawn event.text: Drones crossed the border. → None"]),
        (count(report("a")), {}, ["withdrawn count.question: How many were shot down? → None"]),
        (
            count(report("a"), report("b")), count(report("a")),
            ["withdrawn b.says: The army: Three → None"],
        ),
        ({"questions": [ASKED]}, {}, ["answered why.text: Why? → None"]),
        ({}, {"status": "closed"}, ["status brief.status: monitoring → closed"]),
        ({}, {"title": "Drones"}, ["wording brief.title: Drones over Poland → Drones"]),
        (
            {"summary": [FIRST]}, {"summary": [entry("first", text="Drones came.")]},
            ["wording first.text: Drones crossed. → Drones came."],
        ),
        (
            {"timeline": [EVENT]}, {"timeline": [entry("event", at="2025-09-10 03:00")]},
            ["wording event.at: 2025-09-10 02:00 → 2025-09-10 03:00"],
        ),
        (
            {"summary": [FIRST], "sources": AGENCY},
            {"summary": [first(sources=["agency"])], "sources": AGENCY},
            ["wording first.sources: Night of drones (The Paper) → Drones fall (The Agency)"],
        ),
        (
            {"quotes": [quote("said")]},
            {"quotes": [quote("said", translations={"pl": {"text": "Strzelaliśmy.", "by": "Us"}})]},
            ["wording said.translations: None → pl: Strzelaliśmy. (Us)"],
        ),
        (
            {"quotes": [quote("said", versions=[PRINTED])]},
            {"quotes": [quote("said", versions=[{**PRINTED, "note": "Misheard."}])]},
            [f"wording said.versions: We fled. {PAPER} → We fled. {PAPER}: Misheard."],
        ),
        (
            {"quotes": [quote("said")], "sources": AGENCY},
            {
                "quotes": [quote("said", versions=[{"text": "We fled.", "sources": ["agency"]}])],
                "sources": AGENCY,
            },
            ["wording said.versions: None → We fled. (Drones fall (The Agency))"],
        ),
        (
            {}, {"sources": {"paper": source(reliability="B")}},
            ["wording paper.reliability: F → B"],
        ),
        (
            {"summary": [FIRST]}, {"summary": [first(id="other")]},
            [
                "new other.text: None → Drones crossed.",
                "withdrawn first.text: Drones crossed. → None",
            ],
        ),
        (
            {"summary": [FIRST], "corrections": [correction("wrong", "first")]},
            {"summary": [FIRST], "corrections": [correction("wrong", "first", **REFILE)]},
            ["wording wrong.class: corrected → refile"],
        ),
    ],
)  # fmt: skip
def test_each_change_is_told_with_what_was_and_what_is(
    old: Parts, new: Parts, expected: list[str]
) -> None:
    assert told(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"summary": [FIRST]}, {"summary": [first(text="Drones\u00a0 \n crossed.\u2003")]}),
        ({"summary": [first(text="Łó")]}, {"summary": [first(text="Ło\u0301")]}),
        ({"summary": [FIRST]}, {"summary": [dict(reversed(FIRST.items()))]}),
        ({"summary": [FIRST, entry("b")]}, {"summary": [entry("b"), FIRST]}),
        (count(report("a"), report("b", "4")), count(report("b", "4"), report("a"))),
        (count(report("a")), count(report("a", standing="reported"))),
        ({}, {"reviewed": "2026-11-23"}),
        ({}, {"sources": {"paper": source(retrieved="2026-11-23", archive="https://a.example/")}}),
        ({"sources": AGENCY}, {"sources": dict(reversed(AGENCY.items()))}),
        (
            {"summary": [first(sources=["paper", "agency"])], "sources": AGENCY},
            {"summary": [first(sources=["agency", "paper"])], "sources": AGENCY},
        ),
        (
            {"timeline": [EVENT]},
            {"timeline": [entry("event", at="2025-09-10T00:00Z")]},
        ),
    ],
)  # fmt: skip
def test_what_does_not_alter_the_meaning_is_no_change(old: Parts, new: Parts) -> None:
    assert told(old, new) == []


def test_white_space_between_two_answers_alike_is_no_change_of_the_claim() -> None:
    alike = count(report("a", "Three drones"), report("b", "Three drones"))
    assert told(alike, count(report("a", "Three drones"), report("b", "Three  drones"))) == []


def test_what_a_correction_names_is_told_once_by_the_correction() -> None:
    four = report("a", "Four", standing="confirmed")
    three = report("a", standing="confirmed")
    other = entry("first", text="Drones came.")
    old: Parts = {**count(four), "summary": [FIRST]}
    new: Parts = {**count(three), "summary": [other], "corrections": [correction("wrong", "a")]}
    assert told(old, new) == [
        "correction wrong.now: Four → Three",
        "wording first.text: Drones crossed. → Drones came.",
    ]
    change = changes(brief(**old), brief(**new))[0]
    assert change.entries == ("a",)
    assert (change.title, change.section) == ("One was counted twice.", "corrections")
    # Afterwards it is on record, and what it names can change again.
    assert told(new, {**new, **count(four)}) == ["figure a.says: Three → Four"]


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
        ("correction", "wrong"), ("standing", "count"), ("standing", "a"), ("figure", "b"),
        ("new", "early"), ("new", "late"), ("withdrawn", "gone"), ("answered", "why"),
        ("status", ""),
    ]  # fmt: skip


def events(text: str) -> list[Value]:
    return [entry(f"e{number}", at="2025-09-10", text=f"{text} {number}") for number in range(3000)]


def test_three_thousand_entries_are_compared_in_well_under_a_tenth_of_a_second() -> None:
    old, new = brief(timeline=events("Event")), brief(timeline=events("Event"))
    third, fourth = brief(timeline=events("Strike")), brief(timeline=[*events("Strike"), EVENT])
    for before, after, many in ((old, new, 0), (third, fourth, 1), (old, third, 3_000)):
        seconds: list[float] = []
        for _ in range(3):  # the best of three, as others may be at work here
            began = process_time()
            assert len(changes(before, after)) == many
            seconds.append(process_time() - began)
        assert min(seconds) < 0.1


def test_a_claim_that_one_origin_turns_out_to_back_is_no_longer_known() -> None:
    backed = count(report("a", standing="corroborated", sources=["paper", "agency"]))
    copied: Parts = {**AGENCY, "agency": source(publisher="The Agency", origin="paper")}
    found = told({**backed, "sources": AGENCY}, {**backed, "sources": copied})
    assert "standing count.state: known → unconfirmed" in found
