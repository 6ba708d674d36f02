import pytest

from bot.content.located_yaml import Value
from bot.domain.brief import Brief, Claim
from bot.domain.claims import (
    Backing,
    ClaimState,
    answers,
    backing,
    claim_state,
    competing,
    conflicting_figures,
    ladder,
    overview,
    touching,
    voice,
)
from tests.making import Document, brief, claim, entry, factcheck, report, source

SOURCES: Document = {
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


def graded(grades: dict[str, str], **parts: Value) -> Brief:
    """A brief whose sources are graded so, each of a publisher of its own."""
    sources: Value = {
        name: source(publisher=name, reliability=grade) for name, grade in grades.items()
    }
    return brief(sources=sources, **parts)


def spoken(grades: dict[str, str], *reports: Value) -> list[tuple[str, str]]:
    """Who speaks for each answer that stands: the report and the source."""
    whole = graded(grades, claims=[claim("count", *reports)])
    found = (voice(answer, whole) for answer in answers(whole.claims[0], whole))
    return [(one.report.id, one.source) for one in found]


def test_the_best_graded_source_speaks_for_an_answer_whenever_it_spoke() -> None:
    grades = {"blog": "E", "paper": "B", "office": "A", "wire": "B"}
    first = report("first", sources=["paper", "blog"], as_of="2025-09-09")
    office = report("office-says", sources=["wire", "office"], as_of="2025-09-10")
    last = report("last", sources=["blog"], as_of="2025-09-12")
    assert spoken(grades, first, office, last) == [("office-says", "office")]


def test_of_sources_graded_alike_that_of_the_last_report_speaks() -> None:
    grades = {"paper": "B", "wire": "B", "blog": "F"}
    first = report("first", sources=["paper"], as_of="2025-09-10")
    last = report("last", sources=["blog", "wire", "paper"], as_of="2025-09-12")
    assert spoken(grades, last, first) == [("last", "wire")]


def test_a_source_graded_e_or_f_speaks_only_where_no_other_says_the_same() -> None:
    grades = {"blog": "E", "stranger": "F", "tabloid": "D"}
    same = [report("a", sources=["blog"]), report("b", sources=["tabloid"])]
    assert spoken(grades, *same) == [("b", "tabloid")]
    assert spoken(grades, report("a", sources=["stranger", "blog"])) == [("a", "blog")]


@pytest.mark.parametrize("touched", ["count", "right", "wrong"])
def test_a_fact_checked_source_is_no_voice_in_the_claims_that_are_touched(touched: str) -> None:
    whole = graded(
        {"blog": "A", "paper": "C"},
        claims=[
            claim(
                "count",
                report("right", sources=["paper", "blog"], as_of="2025-09-09"),
                report("wrong", "Eight", sources=["blog"], as_of="2025-09-10"),
            ),
            claim("other", report("elsewhere", sources=["blog"])),
        ],
        factchecks=[factcheck(touched)],
    )
    count, other = whole.claims
    (answer,) = answers(count, whole)
    assert voice(answer, whole).source == "paper"
    assert claim_state(count, whole) is ClaimState.UNCONFIRMED
    assert backing(count.reports, whole) == Backing(1, 1, is_weak=False)
    assert [check.id for check in touching(count, whole)] == ["eight-fell"]
    assert [answer.says for answer in answers(other, whole)] == ["Three"]
    assert touching(other, whole) == []


def test_a_fact_checked_source_is_no_second_origin_and_carries_nothing_alone() -> None:
    both = report("both", standing="corroborated", sources=["paper", "blog"])
    alone = report("alone", "Eight", standing="confirmed", sources=["blog"])
    grades = {"blog": "B", "paper": "B"}
    claims: Value = [claim("count", both), claim("eight", alone)]
    backed = graded(grades, claims=claims)
    assert [claim_state(each, backed) for each in backed.claims] == [ClaimState.KNOWN] * 2
    checked = graded(grades, claims=claims, factchecks=[factcheck("count", "eight")])
    states = [claim_state(each, checked) for each in checked.claims]
    assert states == [ClaimState.UNCONFIRMED, ClaimState.OPEN]


def test_what_a_claim_rests_on_is_counted_by_source_and_by_origin() -> None:
    told = [
        report("a", sources=["paper", "copy"]),
        report("b", "Four", sources=["rival", "copy"]),
        report("c", "Five", sources=["gone"], **_FALLEN),
    ]
    sources: Value = {**SOURCES, "gone": source(publisher="Gone")}
    whole = brief(claims=[claim("count", *told)], sources=sources)
    assert backing(whole.claims[0].reports, whole) == Backing(3, 2, is_weak=True)
    assert backing([], whole) == Backing(0, 0, is_weak=False)
    better = graded({"a": "E", "b": "D"}, claims=[claim("c", report("r", sources=["a", "b"]))])
    assert not backing(better.claims[0].reports, better).is_weak


WYRYKI = {
    "drone": report("drone", "A drone", standing="superseded", because="The office said so."),
    "missile": report("missile", "A missile of the defenders", as_of="2025-09-16"),
    "interceptor": report(
        "interceptor", "An interceptor's missile, type unknown", agrees_with=["missile"]
    ),
    "debris": report("debris", "Debris", as_of="2025-09-17"),
}


@pytest.mark.parametrize(
    ("reports", "state", "rivals"),
    [
        (["drone", "missile"], ClaimState.UNCONFIRMED, []),
        (["drone", "missile", "interceptor"], ClaimState.UNCONFIRMED, []),
        (["missile", "debris"], ClaimState.DISPUTED, ["missile", "debris"]),
        (
            ["missile", "interceptor", "debris"], ClaimState.DISPUTED,
            ["interceptor", "missile", "debris"],
        ),
    ],
)  # fmt: skip
def test_a_claim_is_disputed_only_where_answers_that_stand_exclude_each_other(
    reports: list[str], state: ClaimState, rivals: list[str]
) -> None:
    house, whole = briefed(*(WYRYKI[name] for name in reports))
    assert claim_state(house, whole) is state
    found = [answer.reports[0].id for answer in competing(house, whole)]
    assert found == rivals


def test_who_agrees_with_a_vague_answer_does_not_agree_with_all_who_do() -> None:
    vague = report("vague", "Several")
    nine = report("nine", "19", agrees_with=["vague"])
    three = report("three", "23", agrees_with=["vague"])
    told = briefed(vague, nine, three)
    assert claim_state(*told) is ClaimState.DISPUTED
    assert [answer.says for answer in competing(*told)] == ["19", "23"]
    assert [answer.says for answer in conflicting_figures(*told)] == ["19", "23"]


def test_numbers_that_are_said_to_agree_are_no_conflict() -> None:
    told = briefed(report("a", "19"), report("b", "21 by then", agrees_with=["a"]))
    assert claim_state(*told) is ClaimState.UNCONFIRMED
    assert conflicting_figures(*told) == []


def test_answers_that_agree_are_known_where_one_is_backed_and_disputed_where_one_is() -> None:
    sure = report("a", "A missile", standing="confirmed")
    exact = report("b", "An AIM-120", agrees_with=["a"])
    assert claim_state(*briefed(sure, exact)) is ClaimState.KNOWN
    contested = report("b", "An AIM-120", agrees_with=["a"], **_DISPUTED)
    assert claim_state(*briefed(sure, contested)) is ClaimState.DISPUTED
