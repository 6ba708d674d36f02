"""What `briefbot verify` says of quotes, their translations and their versions."""

from pathlib import Path

import pytest

from bot.content.located_yaml import Value
from bot.content.problems import InvalidFileError
from bot.content.snapshots import excerpt_path, write_excerpt
from bot.domain.quotations import QuoteVerdict
from bot.terminal.quotes import VerifiedQuotes, briefs_in, summary, verify
from tests.making import Document, content, document, quote, source

SAID = "We saw nothing but fog."
MORE = "Nobody was hurt, and nothing fell."
POLISH = "Widzieliśmy tylko mgłę."
VERSION: Value = {"text": "We saw nothing but mist.", "sources": ["radio"]}
SOURCES: Document = {
    "paper": source(url="https://paper.example/", language="en"),
    "gazeta": source(url="https://gazeta.example/", language="pl"),
    "radio": source(url="https://radio.example/", language="en"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    said = quote(
        "fog",
        SAID,
        sources=["paper", "gazeta"],
        translations={"pl": {"text": POLISH, "by": "Gazeta"}},
        versions=[VERSION],
    )
    more = quote("hurt", MORE, sources=["paper"])
    whole = document(quotes=[said, more], sources=SOURCES)
    (tmp_path / "ferry.yaml").write_bytes(content(whole))
    (tmp_path / "night.yaml").write_bytes(content())
    return tmp_path


def keep(folder: Path, name: str, *passages: str) -> Path:
    """An excerpt of a source of the ferry."""
    path, address = excerpt_path(folder, "ferry", name), f"https://{name}.example/"
    write_excerpt(path, address=address, retrieved="2026-03-05", how="by hand", passages=passages)
    return path


def verified(folder: Path) -> VerifiedQuotes:
    """The results of the ferry."""
    (brief,) = briefs_in(folder, "ferry")
    return verify(folder, brief)


def test_without_excerpts_nothing_is_checked_and_nothing_fails(folder: Path) -> None:
    result = verified(folder)
    assert result.lines == [
        "ferry fog: not checked: no excerpt",
        "ferry fog, version in radio: not checked: no excerpt",
        "ferry hurt: not checked: no excerpt",
    ]
    assert not result.has_failed


def test_each_wording_is_checked_against_the_sources_that_print_it(folder: Path) -> None:
    keep(folder, "paper", f"He said: “{SAID}”", "Of other things he said nothing at all.")
    keep(folder, "gazeta", f"Powiedział: „{POLISH}”")
    keep(folder, "radio", "“We saw nothing but mist,” he said. “We saw nothing but mist.”")
    result = verified(folder)
    assert result.lines == [
        "ferry fog: word for word in paper",
        "ferry fog, translation (pl): word for word in gazeta",
        "ferry fog, version in radio: word for word in radio",
        "ferry hurt: not checked: other passages",
    ]
    assert result.counts == {QuoteVerdict.VERBATIM: 3, QuoteVerdict.UNCHECKED: 1}
    assert not result.has_failed


def test_a_negation_is_told_as_differing_and_fails(folder: Path) -> None:
    keep(folder, "paper", "We saw not nothing but fog.")
    result = verified(folder)
    assert result.lines[0] == "ferry fog: DIFFERS: paper adds “not”"
    assert result.has_failed


def test_a_version_that_its_source_has_otherwise_fails_too(folder: Path) -> None:
    keep(folder, "radio", "We saw nothing but rain.")
    result = verified(folder)
    assert "version in radio: DIFFERS: radio has “rain” for “mist”" in result.lines[1]
    assert result.has_failed


def test_an_excerpt_of_no_source_is_a_problem_with_its_place(folder: Path) -> None:
    keep(folder, "papr", SAID)
    result = verified(folder)
    (problem,) = result.problems
    assert 'no source "papr" in “ferry”; did you mean "paper"' in str(problem)
    assert result.has_failed


def test_the_summary_counts_all_briefs(folder: Path) -> None:
    keep(folder, "paper", f"{SAID} Nobody was hurt, and something fell.")
    results = [verify(folder, brief) for brief in briefs_in(folder, None)]
    assert len(results) == 2
    assert summary(results) == "Word for word: 1. Differ: 1. Not checked: 1."


def test_one_brief_is_read_without_the_mistakes_of_another(folder: Path) -> None:
    (folder / "night.yaml").write_bytes(b"title: [")
    assert [brief.slug for brief in briefs_in(folder, "ferry")] == ["ferry"]
    with pytest.raises(InvalidFileError):
        briefs_in(folder, None)
