"""All that is wrong with a brief is told at once; what is right stays what was typed."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.parse import parse, parse_file
from bot.content.problems import InvalidFileError
from tests.content.editing import VALID, edited
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


def test_the_text_that_these_tests_edit_is_valid() -> None:
    assert problems_in(VALID.encode()) == []


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
    (warning,) = (found for found in parsed.warnings if found.rule != "budget")
    assert (
        str(warning)
        == "drones.yaml:15:3: warning: sources: 1 of 1 with an address has no archived copy "
        "(no-archive)"
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
    found = parse(edited("Drones crossed the border.", text), "drones.yaml").warnings
    warnings = [warning for warning in found if warning.rule != "budget"]
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


@settings(deadline=None, max_examples=20)  # dumping a large one takes its time
@given(brief_documents(), slugs(), st.booleans())
def test_any_brief_survives_being_written_and_read(
    whole: Document,
    slug: str,
    as_it_reads: bool,  # noqa: FBT001 -- Hypothesis draws it
) -> None:
    file = yaml.safe_dump(whole, allow_unicode=as_it_reads, sort_keys=False)
    assert parse(file.encode(), f"{slug}.yaml").brief == brief_of(whole, slug)
