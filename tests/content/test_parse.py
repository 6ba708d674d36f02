"""Each mistake in a brief is a sentence at its line and column, and all are told at once."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.parse import parse, parse_file
from bot.content.problems import InvalidFileError
from tests.making import (
    Document,
    brief_of,
    claim,
    content,
    correction,
    document,
    entry,
    problems_in,
    report,
    source,
)
from tests.strategies import brief_documents, slugs

VALID = """\
title: Drones over Poland
status: monitoring
timezone: Europe/Warsaw
reviewed: 2026-11-22
summary:
  - id: point
    text: Drones crossed the border.
    sources: [paper]
claims:
  - id: count
    question: How many?
    reports:
      - {id: three, says: Three, by: Army, as_of: 2025-09-10, sources: [paper]}
sources:
  paper: {title: Night of drones, publisher: The Paper}
"""


def edited(old: str, new: str) -> bytes:
    assert old in VALID
    return VALID.replace(old, new, 1).encode()


def test_the_text_that_these_tests_edit_is_valid() -> None:
    assert problems_in(VALID.encode()) == []


TITLE, ZONE, DAY = "Drones over Poland", "Europe/Warsaw", "2026-11-22"
CITED = "    sources: [paper]"
UNSEEN = "7:11: summary.point.text: holds a character that is not seen or turns text around"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("status:", "statsu:", '2:1: statsu: unknown key "statsu"; did you mean "status"?'),
        ("status:", "statsu:", "1:1: `status` is missing"),
        (
            "    text:",
            "    txt:",
            '7:5: summary.point.txt: unknown key "txt"; did you mean "text"?',
        ),
        ("by: Army", "bye: Army", '13:34: claims.count.reports.1.bye: unknown key "bye"; did you'),
        (TITLE, "", "1:7: title: is empty: write something, or delete the key"),
        (TITLE, "' '", "1:8: title: is empty"),
        (TITLE, "x" * 121, "1:8: title: is too long: at most 120 characters"),
        (TITLE, "[a]", "1:8: title: expected text; found a list"),
        (TITLE, "{a: b}", "1:8: title: expected text; found keys and values"),
        (TITLE, "|\n  a\n  b", "1:8: title: must stand in one line"),
        (TITLE, '"a\\nb\\u00a0c"', "1:8: title: must stand in one line"),
        (TITLE, '"a\\n\\u202eb"', "1:8: title: holds a character that is not seen or turns"),
        ("monitoring", "alive", "2:9: status: “alive” is none of: developing, monitoring, closed"),
        (
            "monitoring",
            "close",
            "2:9: status: “close” is none of: developing, monitoring, closed; ",
        ),
        ("monitoring", "[a]", "2:9: status: expected text; found a list"),
        (ZONE, "Europe/Warsav", "3:11: timezone: no time zone “Europe/Warsav”; did you mean"),
        (DAY, "2026-02-30", "4:11: reviewed: there is no 2026-02-30: that month has 28 days"),
        (DAY, "soon", "4:11: reviewed: “soon” is no time: write 2025-09-09 23:30"),
        (DAY, "2026-03-29 02:30", "4:11: reviewed: 2026-03-29 02:30 in Europe/Warsaw does not"),
        (DAY, "2026-10-25 02:30", "4:11: reviewed: 2026-10-25 02:30 in Europe/Warsaw happens"),
        (DAY, "0001-01-01", "4:11: reviewed: the year 0001 is out of range"),
        (DAY, "[2026]", "4:11: reviewed: expected a time: write 2025-09-09 23:30"),
        ("id: point", "id: Point", "6:9: summary.Point.id: an id is small letters, digits and"),
        ("id: point", f"id: {'a' * 41}", f"6:9: summary.{'a' * 41}.id: is too long: at most 40"),
        ("id: point\n    ", "", "6:5: summary.1: `id` is missing"),
        ("id: count", "id: point", '10:9: claims.point.id: "point" is the id of a summary point'),
        ("id: three", "id: count", '13:14: claims.count.reports.1.id: "count" is the id of a cl'),
        ("id: count", "id: paper", '10:9: claims.paper.id: "paper" is the id of a source alr'),
        (CITED, "    sources: [papre]", '8:15: summary.point.sources: no source "papre"; did you'),
        (CITED, "    sources: [paper, paper]", '8:22: summary.point.sources: "paper" is given tw'),
        (
            CITED,
            "    sources: paper",
            "8:14: summary.point.sources: expected a list, such as [a, b]",
        ),
        (
            CITED,
            "    sources:",
            "8:13: summary.point.sources: expected a list, such as [a, b]; found",
        ),
        (CITED, "    sources: []", "8:14: summary.point.sources: needs at least one source's id"),
        (
            "Army",
            "Army, standing: refuted",
            "13:9: claims.count.reports.1: a refuted report says wh",
        ),
        ("Army", "Army, standing: confirmd", 'withdrawn; did you mean "confirmed"?'),
        ("title: Night of drones, ", "", "15:10: sources.paper: a source has either `title`, or"),
        ("  paper: {", "  Paper: {", "15:3: sources.Paper: an id is small letters, digits and"),
        ("  paper: {", f"  {'a' * 41}: {{", f"15:3: sources.{'a' * 41}: is too long: at most 40"),
        (
            "The Paper",
            "P, url: a.pl",
            "15:54: sources.paper.url: an address begins with http:// or",
        ),
        ("The Paper", "P, url: ftp://a.pl", "sources.paper.url: an address begins with http:// or"),
        ("The Paper", "P, archive: x", "sources.paper.archive: an address begins with http:// or"),
        (
            "The Paper",
            "P, language: Polish",
            "sources.paper.language: a language is a code such as",
        ),
        ("The Paper", "P, reliability: G", "“G” is none of: A, B, C, D, E, F"),
        ("crossed", "cros\u202esed", f"{UNSEEN} (U+202E): delete it"),
        ("crossed", "cros\u00a0\u200bsed", f"{UNSEEN} (U+200B)"),
        ("crossed", "cros\u034fsed", f"{UNSEEN} (U+034F)"),
        ("crossed", "cros\u2800sed", f"{UNSEEN} (U+2800)"),
        ("crossed", "cros\U000e0101sed", f"{UNSEEN} (U+E0101)"),
        ("crossed", "cros\u200dsed", f"{UNSEEN} (U+200D)"),
        ("Drones crossed", '"a\\tb" #', f"{UNSEEN} (U+0009)"),
        (ZONE, "UTC\nslug: other", '4:1: slug: unknown key "slug"; the file\'s name is the slug'),
        (
            "claims:",
            "questions: 5\nclaims:",
            "9:12: questions: expected a list of entries: begin each with “- ”; found the text",
        ),
        (
            "  - id: point\n    text: Drones crossed the border.\n    sources: [paper]",
            "  -id: off",
            "6:3: summary: expected a list: a space is missing after the dash; found keys",
        ),
        (
            "claims:",
            "quotes:\n  - {id: q, translations: {en: Hi}}\nclaims:",
            "quotes.q.translations.en: expected an entry with `text` and `by`; found the text “Hi”",
        ),
        (
            "claims:",
            "quotes:\n  - {id: q, versions: [{text: A, sources: [papr]}]}\nclaims:",
            'quotes.q.versions.1.sources: no source "papr"; did you mean "paper"?',
        ),
        (
            "claims:",
            "quotes:\n  - {id: q, versions: [{txt: A}]}\nclaims:",
            'quotes.q.versions.1.txt: unknown key "txt"; did you mean "text"?',
        ),
        (
            "claims:",
            "claims:\n  - {id: c, question: Q, reports: []}\n#",
            "claims.c.reports: needs at least one report",
        ),
        (
            "claims:",
            "quotes: [5]\nclaims:",
            "9:10: quotes: expected an entry with `id`, `speaker`, `at`, `language`, `text` and ",
        ),
    ],
)
def test_a_mistake_is_told_where_it_stands(old: str, new: str, expected: str) -> None:
    shown = [str(problem) for problem in problems_in(edited(old, new))]
    assert any(expected in line for line in shown), shown


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    wrong = document(
        status="alive",
        summary=[entry("a", sources=["nowhere"]), entry("a")],
        claims=[claim("c", report("r", as_of="2025-13", sources="paper"))],
        sources={"paper": source(url="x"), "Bad": source()},
        titel="x",
    )
    wheres = [problem.where for problem in problems_in(content(wrong))]
    assert wheres == [
        "status",
        "summary.a.sources",
        "summary.a.id",
        "claims.c.reports.1.as_of",
        "claims.c.reports.1.sources",
        "sources.paper.url",
        "sources.Bad",
        "titel",
    ]


def test_a_correction_may_name_any_entry_and_no_other() -> None:
    fix = correction("fix", "r", "paper", "count", "fix")
    counted = claim("count", report("r"))
    assert problems_in(content(document(claims=[counted], corrections=[fix]))) == []
    fix = correction("fix", "cuont")
    (problem,) = problems_in(content(document(claims=[counted], corrections=[fix])))
    assert problem.message == 'no entry "cuont"; did you mean "count"?'


@pytest.mark.parametrize(
    ("path", "fits"),
    [
        ("briefs/drones-2025.yml", True),
        (f"{'a' * 32}.yaml", True),
        (f"{'a' * 33}.yaml", False),
        ("Drones.yaml", False),
        ("two.parts.yaml", False),
        ("łódź.yaml", False),
    ],
)
def test_the_files_name_is_the_slug_and_has_to_fit(path: str, *, fits: bool) -> None:
    found = [(p.line, p.column, p.where, p.message[:15]) for p in problems_in(content(), path)]
    assert found == ([] if fits else [(1, 1, "", "the file's name")])


@pytest.mark.parametrize(
    "text", ["23:30", "no", "1_000", "0x10", "~", "null", "1e3", "2025-09-10", ".inf", "=", "0o7"]
)
def test_a_value_stays_what_was_typed(text: str) -> None:
    parsed = parse(edited("Three", text), "drones.yaml").brief
    assert parsed.claims[0].reports[0].says == text


def test_a_mistake_that_two_thousand_references_share_takes_no_while() -> None:
    sources = {f"source-{number}": source() for number in range(2_000)}
    events = [entry(f"e-{n}", at="2025", sources=[f"sauce-{n}"]) for n in range(2_000)]
    problems = problems_in(content(document(timeline=[*events], sources={**sources})))
    assert len(problems) == 2_000
    assert problems[0].message == 'no source "sauce-0"; did you mean "source-0"?'


def test_what_a_file_holds_cannot_write_lines_or_colours_of_its_own() -> None:
    wrong = b'"a\\e[2J\\n::error::b\\u202e": x\n'
    shown = [str(problem) for problem in problems_in(wrong) if "unknown key" in problem.message]
    assert len(shown) == 1
    assert 'unknown key "a\\u001b[2J\\u000a::error::b\\u202e"' in shown[0]
    assert shown[0].isprintable()


def test_warnings_come_with_the_brief() -> None:
    parsed = parse(edited("title: Night", "url: https://a.pl, title: Night"), "drones.yaml")
    (warning,) = parsed.warnings
    assert (
        str(warning)
        == "drones.yaml:15:10: warning: sources.paper: has no archived copy (no-archive)"
    )
    assert (warning.severity, warning.rule) == ("warning", "no-archive")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The lights #1 go out.", (7, 22)),
        ("The lights\n      of  #1 go out.", (8, 11)),
        ("Łódź 🚁 #1 goes out.", (7, 18)),
        ("The lights # go out.", None),
        ("The lights#1 go out.", None),
        ('"The lights" #1', None),
        ('"The lights #1 go out."', None),
        ("|\n      The lights #1 go out.", None),
        ("The lights go out.\n    #1", None),
    ],
)
def test_a_text_of_which_a_comment_takes_the_rest_is_warned_of(
    text: str, place: tuple[int, int] | None
) -> None:
    warnings = parse(edited("Drones crossed the border.", text), "drones.yaml").warnings
    assert [(w.line, w.column) for w in warnings] == ([place] if place else [])
    for warning in warnings:
        assert warning.rule == "lost-text"
        assert warning.message.startswith("the text after “ #” is a comment and is not shown")


@pytest.mark.parametrize("sources", ["[]", "", "none"])
def test_sources_that_are_no_mapping_are_one_mistake(sources: str) -> None:
    file = VALID[: VALID.index("sources:\n")] + f"sources: {sources}\n"
    assert [problem.where for problem in problems_in(file.encode())] == ["sources"]


def test_a_file_that_is_not_there_is_a_problem_like_any_other(tmp_path: Path) -> None:
    with pytest.raises(InvalidFileError) as refused:
        parse_file(tmp_path / "gone.yaml", "briefs/gone.yaml")
    (problem,) = refused.value.problems
    assert str(problem) == "briefs/gone.yaml:1:1: cannot be read: No such file or directory"


@settings(deadline=None, max_examples=50)  # dumping a large one takes its time
@given(brief_documents(), slugs(), st.booleans())
def test_any_brief_survives_being_written_and_read(
    whole: Document,
    slug: str,
    as_it_reads: bool,  # noqa: FBT001 -- Hypothesis draws it
) -> None:
    file = yaml.safe_dump(whole, allow_unicode=as_it_reads, sort_keys=False)
    assert parse(file.encode(), f"{slug}.yaml").brief == brief_of(whole, slug)
