import pytest

from bot.content.located_yaml import Value
from bot.domain.brief import Brief, Claim
from bot.domain.claims import (
    ClaimState,
    answers,
    claim_state,
    conflicting_figures,
    ladder,
    overview,
)
from tests.making import brief, claim, entry, report, source

SOURCES: Value = {
    "paper": source(),
    "copy": source(publisher="The Copy", origin="paper"),
    "rival": source(publisher="The Rival"),
}


def briefed(*reports: Value) -> tuple[Claim, Brief]:
    """The one claim of a brief, and the brief."""
    whole = brief(claims=[claim("count", *reports)], sources=SOURCES)
    return whole.claims[0], whole


def side_by_side(*says: str) -> list[str]:
    """The figures that stand where these are the answers."""
    given = (report(f"r-{number}", text) for number, text in enumerate(says))
    return [answer.says for answer in conflicting_figures(*briefed(*given))]


def test_reports_that_say_alike_are_one_answer_in_the_words_of_the_first() -> None:
    three = briefed(
        report("b", says="three.", as_of="2025-09-11"),
        report("a", says="Three", as_of="2025-09-10"),
        report("c", says="Four", as_of="2025-09-12"),
    )
    shown = [(answer.says, [r.id for r in answer.reports]) for answer in answers(*three)]
    assert shown == [("Three", ["a", "b"]), ("Four", ["c"])]


@pytest.mark.parametrize("standing", ["refuted", "superseded", "withdrawn"])
def test_a_report_that_no_longer_holds_is_no_answer(standing: str) -> None:
    fallen = report("b", says="Four", standing=standing, because="Counted twice.")
    assert [answer.says for answer in answers(*briefed(report("a"), fallen))] == ["Three"]


_FALLEN = {"standing": "refuted", "because": "Counted twice."}
_DISPUTED = {"standing": "disputed", "because": "The ministry denies it."}


@pytest.mark.parametrize(
    ("reports", "state"),
    [
        ([report("a")], ClaimState.UNCONFIRMED),
        ([report("a"), report("b")], ClaimState.UNCONFIRMED),
        ([report("a"), report("b", standing="confirmed")], ClaimState.KNOWN),
        ([report("a", standing="corroborated", sources=["paper", "rival"])], ClaimState.KNOWN),
        ([report("a", standing="corroborated")], ClaimState.UNCONFIRMED),
        ([report("a", standing="corroborated", sources=["paper", "copy"])], ClaimState.UNCONFIRMED),
        ([report("a"), report("b", "Four")], ClaimState.DISPUTED),
        ([report("a", standing="confirmed"), report("b", "Four")], ClaimState.DISPUTED),
        ([report("a", **_DISPUTED)], ClaimState.DISPUTED),
        ([report("a", standing="confirmed"), report("b", **_DISPUTED)], ClaimState.DISPUTED),
        ([report("a"), report("b", "Four", **_FALLEN)], ClaimState.UNCONFIRMED),
        ([report("a", **_FALLEN)], ClaimState.OPEN),
    ],
)
def test_the_state_of_a_claim_follows_from_its_reports(
    reports: list[Value], state: ClaimState
) -> None:
    assert claim_state(*briefed(*reports)) is state


def test_reports_stand_in_the_order_of_the_time_they_speak_of() -> None:
    (told, _) = briefed(
        report("late", as_of="2025-09-12"),
        report("early", as_of="2025-09-10 08:00"),
        report("before", as_of="before 2025-09-10"),
    )
    assert [r.id for r in ladder(told.reports)] == ["before", "early", "late"]


def test_the_overview_puts_each_claim_in_one_part() -> None:
    whole = brief(
        summary=[entry("point")],
        claims=[
            claim("known", report("k", standing="confirmed")),
            claim("disputed", report("d", **_DISPUTED)),
            claim("unconfirmed", report("u")),
            claim("open", report("o", **_FALLEN)),
        ],
        questions=[{"id": "why", "text": "Why?"}],
    )
    parts = overview(whole)
    shown = [parts.points, parts.known, parts.disputed, parts.unconfirmed, parts.open]
    ids = [[one.id for one in part] for part in shown]
    assert ids == [["point"], ["known"], ["disputed"], ["unconfirmed"], ["open"]]
    assert [question.id for question in parts.questions] == ["why"]


def test_answers_with_different_numbers_stand_side_by_side_as_they_were_given() -> None:
    assert side_by_side("6 to 10 drones", "several", "23 objects") == [
        "6 to 10 drones",
        "23 objects",
    ]


@pytest.mark.parametrize(
    "says",
    [
        ("Three", "three"),
        ("About 20 knots", "20 knots at most"),
        ("Four", "Many"),
        ("A Polish F-16", "A Norwegian F-35"),
        ("On 10 September", "On 12 September"),
        ("The regular one, under Article 4", "An emergency session"),
    ],
)
def test_answers_whose_numbers_agree_or_count_nothing_are_no_conflict(says: list[str]) -> None:
    assert side_by_side(*says) == []


def test_a_figure_that_no_longer_holds_is_not_set_beside_those_that_do() -> None:
    fallen = report("b", "Four", **_FALLEN)
    assert conflicting_figures(*briefed(report("a"), fallen)) == []
