import pytest

from bot.content.located_yaml import Value
from bot.domain.lint import LintFinding, lint
from tests.making import brief, claim, correction, entry, factcheck, quote, report, source

ARCHIVED = source(url="https://example.org", archive="https://archive.example.org/1")


def findings(rule: str, **parts: Value) -> list[LintFinding]:
    return [found for found in lint(brief(**parts)) if found.rule == rule]


def one_sided(text: str, *says: str, cited: str = "paper") -> list[LintFinding]:
    reports = [report(f"r-{n}", answer) for n, answer in enumerate(says)]
    return findings(
        "one-sided",
        summary=[entry("point", text=text, sources=[cited])],
        claims=[claim("count", *reports)],
        sources={"paper": ARCHIVED, "other": ARCHIVED},
    )


def test_a_point_that_gives_one_of_two_answers_is_one_sided() -> None:
    (found,) = one_sided("Officials counted 19 drones.", "19", "23")
    assert found.location == ("summary", 0, "text")
    assert found.message == ("states “19” of the claim “count”, but not “23”, which also stands")


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("Some counted 19, others 23.", ("19", "23")),
        ("Officials counted 19 drones.", ("19",)),
        ("Officials counted drones.", ("19", "23")),
        ("On 19 September they met.", ("19", "23")),
        ("They met on 19 Sep", ("19", "23")),
        ("It was flight 119.", ("19", "23")),
        ("It ended in 19", ("19, then 20", "23")),
        ("Yes, they were shot down.", ("Yes", "No")),
    ],
)
def test_a_point_is_fair_that_gives_all_answers_or_none(
    text: str, answers: tuple[str, ...]
) -> None:
    assert one_sided(text, *answers) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("It ended: 19", "19 drones"),
        ("In all 3 of them fell on 3 September.", "3"),
        ("Some say a stray missile hit the house.", "A stray missile"),
        ("Between 6 and 10 fell.", "6 and 10"),
        ("The count was 3, 3 and 5.", "3 to 5"),
    ],
)
def test_an_answer_is_given_by_its_figures_or_by_its_words_in_a_row(text: str, says: str) -> None:
    given = says != "3 to 5"  # its figures do not stand one after the other
    assert (
        bool(one_sided(text.replace(" and 10", " 10"), says.replace("and ", ""), "none")) is given
    )


def test_a_point_from_other_sources_than_the_claim_is_not_compared() -> None:
    assert one_sided("Officials counted 19 drones.", "19", "23", cited="other") == []


def test_a_thousand_contested_claims_beside_a_full_summary_take_no_while() -> None:
    text = "Drones crossed the border from Belarus in the night. " * 30
    claims: list[Value] = [
        claim(f"c-{n}", report(f"a-{n}", f"{n} in all"), report(f"b-{n}", "not one"))
        for n in range(1000)
    ]
    points: list[Value] = [entry(f"point-{n}", text=text) for n in range(100)]
    assert findings("one-sided", summary=points, claims=claims) == []


def test_corroboration_by_one_origin_is_told() -> None:
    sources: Value = {
        "paper": source(publisher="A", origin="PAP"),
        "radio": source(publisher="B", origin="PAP"),
        "agency": source(publisher="AFP"),
    }
    copied = report("copied", standing="corroborated", because="Two.", sources=["paper", "radio"])
    backed = report("backed", standing="corroborated", because="Two.", sources=["paper", "agency"])
    found = findings("one-origin", claims=[claim("count", copied, backed)], sources=sources)
    assert [one.location for one in found] == [("claims", 0, "reports", 0, "standing")]


def test_a_report_by_fact_checked_sources_alone_is_told_and_what_they_are_cited_for() -> None:
    sources: Value = {"paper": source(), "blog": source(publisher="A blog")}
    fallen = report("c", standing="refuted", because="Nobody counted.", sources=["blog"])
    told = report("a", sources=["blog"]), report("b", sources=["blog", "paper"])
    counts = claim("count", *told, fallen)
    found = findings("no-voice", claims=[counts], factchecks=[factcheck("count")], sources=sources)
    assert [one.location for one in found] == [("claims", 0, "reports", 0, "sources")]
    parts: dict[str, Value] = {"factchecks": [factcheck()], "sources": sources}
    assert findings("no-voice", claims=[counts], **parts) == []
    assert findings("uncited", **parts) == []


def test_a_point_that_gives_one_of_two_answers_that_agree_is_fair() -> None:
    reports = report("a", "a missile"), report("b", "an interceptor", agrees_with=["a"])
    point = entry("point", text="Perhaps a missile hit the house.")
    assert findings("one-sided", summary=[point], claims=[claim("house", *reports)]) == []


def test_a_strong_standing_without_a_reason_is_told() -> None:
    claims: Value = [
        claim(
            "count",
            report("a", standing="confirmed"),
            report("b", standing="confirmed", because="They showed the wrecks."),
            report("c", standing="corroborated"),
            report("d"),
        )
    ]
    found = findings("no-reason", claims=claims)
    assert [one.location[3] for one in found] == [0, 2]
    assert found[0].message == "does not say why it is confirmed"


def test_entries_that_no_single_message_can_show_are_told() -> None:
    long: Value = {"paper": source(url="https://example.org/" + "x" * 450), "book": source()}
    found = findings(
        "too-long",
        summary=[entry("point", text="x" * 2_000)],
        claims=[
            claim("count", report("a", because="x" * 2_000), report("b", because="🚁" * 2_000))
        ],
        quotes=[quote("words", text="x" * 3_400), quote("unlinked", "x" * 3_400, sources=["book"])],
        corrections=[correction("fix", "point", was="x" * 1_900, now="x" * 1_900)],
        sources=long,
    )
    assert [one.location for one in found] == [
        ("claims", 0, "reports", 1),
        ("quotes", 0),
        ("corrections", 0),
    ]


def test_sources_that_nothing_cites_or_nobody_archived_are_told() -> None:
    sources: Value = {
        "paper": ARCHIVED,
        "linked": source(url="https://example.org"),
        "book": source(),
    }
    parts: dict[str, Value] = {
        "summary": [entry("a", sources=["paper", "book"])],
        "sources": sources,
    }
    assert [f.location for f in findings("uncited", **parts)] == [("sources", "linked")]
    (missing,) = findings("no-archive", **parts)
    assert missing.location == ("sources",)
    assert missing.message == "1 of 2 with an address has no archived copy"


def test_a_source_of_another_version_of_a_quote_is_cited() -> None:
    version: Value = {"text": "We fled.", "sources": ["book"]}
    parts: dict[str, Value] = {
        "quotes": [quote("said", versions=[version])],
        "sources": {"paper": source(), "book": source()},
    }
    assert findings("uncited", **parts) == []


def test_a_sound_brief_has_no_findings() -> None:
    assert lint(brief(summary=[entry("point")], sources={"paper": ARCHIVED})) == []
