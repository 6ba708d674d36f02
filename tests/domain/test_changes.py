"""What is a change between two states of a brief, and what is none."""

import pytest

from tests.domain.changing import AGENCY, ASKED, EVENT, FIRST, Parts, count, first, told
from tests.making import correction, entry, quote, report, source

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
                "fact b.because: Wrong. → Miscounted.",
                "fact b.since: 2025-09-12 → 2025-09-13",
            ],
        ),
        (
            count(report("a")), count(report("a"), report("b", "Four")),
            ["standing count.state: unconfirmed → disputed", "new b.says: None → The army: Four"],
        ),
        (
            count(report("a", "3 or 4")), count(report("a", "3, 5")),
            ["fact a.says: 3 or 4 → 3, 5"],
        ),
        (count(report("a", "Three")), count(report("a", "Four")), ["fact a.says: Three → Four"]),
        (count(report("a", "Three")), count(report("a", "3")), ["reworded a.says: Three → 3"]),
        (
            count(report("a", "About 3")), count(report("a", "At least 3")),
            ["fact a.says: About 3 → At least 3"],
        ),
        (
            count(report("a")), count(report("a", as_of="2025-09-11", by="The navy")),
            ["fact a.by: The army → The navy", "fact a.as_of: 2025-09-10 → 2025-09-11"],
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
        ({}, {"title": "Drones"}, ["fact brief.title: Drones over Poland → Drones"]),
        (
            {"summary": [FIRST]}, {"summary": [entry("first", text="Drones came.")]},
            ["fact first.text: Drones crossed. → Drones came."],
        ),
        (
            {"timeline": [EVENT]}, {"timeline": [entry("event", at="2025-09-10 03:00")]},
            ["fact event.at: 2025-09-10 02:00 → 2025-09-10 03:00"],
        ),
        (
            {"summary": [FIRST], "sources": AGENCY},
            {"summary": [first(sources=["agency"])], "sources": AGENCY},
            ["fact first.sources: Night of drones (The Paper) → Drones fall (The Agency)"],
        ),
        (
            {"quotes": [quote("said")]},
            {"quotes": [quote("said", translations={"pl": {"text": "Strzelaliśmy.", "by": "Us"}})]},
            ["fact said.translations: None → pl: Strzelaliśmy. (Us)"],
        ),
        (
            {"quotes": [quote("said", versions=[PRINTED])]},
            {"quotes": [quote("said", versions=[{**PRINTED, "note": "Misheard."}])]},
            [f"fact said.versions: We fled. {PAPER} → We fled. {PAPER}: Misheard."],
        ),
        (
            {"quotes": [quote("said")], "sources": AGENCY},
            {
                "quotes": [quote("said", versions=[{"text": "We fled.", "sources": ["agency"]}])],
                "sources": AGENCY,
            },
            ["fact said.versions: None → We fled. (Drones fall (The Agency))"],
        ),
        (
            {}, {"sources": {"paper": source(reliability="B")}},
            ["fact paper.reliability: F → B"],
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
            ["fact wrong.class: corrected → refile"],
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
