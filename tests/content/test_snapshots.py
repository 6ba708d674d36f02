import hashlib
from pathlib import Path

import pytest

from bot.content.located_yaml import Value
from bot.content.parse import parse_file
from bot.content.problems import InvalidFileError
from bot.content.snapshots import excerpt_path, read_excerpts, stamps, write_excerpt
from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.quotations import QuoteVerdict
from bot.terminal.checking import check_paths
from bot.terminal.quotes import VerifiedQuotes, briefs_in, verify
from tests.making import content, document, quote, source

ADDRESS = "https://paper.example/ferry"
SAID = "We saw nothing but fog."
WHOLE = document(
    quotes=[quote("fog", SAID)],
    sources={"paper": source(url=ADDRESS, archive="https://archive.example/ferry")},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ferry.yaml").write_bytes(content(WHOLE))
    return tmp_path


@pytest.fixture
def brief(folder: Path) -> Brief:
    return parse_file(folder / "ferry.yaml").brief


def keep(folder: Path, *passages: str, source: str = "paper", **other: str) -> Path:
    path = excerpt_path(folder, "ferry", source)
    head = {"address": ADDRESS, "retrieved": "2026-03-05", "how": "by hand", **other}
    write_excerpt(
        path,
        address=head["address"],
        retrieved=head["retrieved"],
        how=head["how"],
        passages=passages,
    )
    return path


def problems(folder: Path) -> list[str]:
    paths = check_paths([folder]).problems
    return [str(problem).removeprefix(f"{folder}/") for problem in paths]


def test_an_excerpt_is_read_as_it_was_written(folder: Path, brief: Brief) -> None:
    keep(folder, f"He said:  “{SAID}”\nThen he left.", "Elsewhere: „mgła”.")
    excerpts, wrong = read_excerpts(folder, brief)
    assert wrong == []
    excerpt = excerpts["paper"]
    assert excerpt.printed.plain == f"He said: “{SAID}” Then he left.\nElsewhere: „mgła”."
    assert (excerpt.address, excerpt.retrieved.text) == (ADDRESS, "2026-03-05")


def test_the_hash_is_of_all_that_follows_the_first_empty_line(folder: Path) -> None:
    text = keep(folder, SAID, "And „more”.").read_text()
    head, _, body = text.partition("\n\n")
    assert body == f"{SAID}\n\n[…]\n\nAnd „more”.\n"
    assert f"sha256: {hashlib.sha256(body.encode()).hexdigest()}" in head.splitlines()


def test_line_ends_of_other_systems_change_no_hash(folder: Path, brief: Brief) -> None:
    path = keep(folder, SAID, "And more.")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    excerpts, wrong = read_excerpts(folder, brief)
    assert (list(excerpts), wrong) == (["paper"], [])


def test_writing_replaces_the_whole_and_leaves_nothing_else(folder: Path, brief: Brief) -> None:
    keep(folder, "Old words that were here.")
    path = keep(folder, SAID)
    assert [entry.name for entry in path.parent.iterdir()] == ["paper.txt"]
    assert read_excerpts(folder, brief)[0]["paper"].printed.plain == SAID


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (SAID, "We saw everything.", "3:1: warning: the passages were changed: their hash is"),
        ("retrieved: 2026-03-05", "retrieved: soon", "2:1: warning: "),
        ("retrieved", "fetched", "2:1: warning: expected one of address, retrieved, sha256, how"),
        ("retrieved: 2026-03-05\n", "", "1:1: warning: `retrieved` is missing above"),
        (ADDRESS, "https://other.example/", "1:1: warning: of another address than source"),
        ("sha256: ", "sha256: x", "3:1: warning: the passages were changed"),
        (SAID, SAID + "\u200b", "6:1: warning: holds a character that is not seen (U+200B)"),
    ],
)
def test_an_excerpt_that_was_tampered_with_is_told_with_its_place_and_not_used(
    folder: Path, brief: Brief, was: str, now: str, told: str
) -> None:
    path = keep(folder, SAID)
    path.write_text(path.read_text().replace(was, now))
    assert read_excerpts(folder, brief)[0] == {}
    (line,) = problems(folder)
    assert line.startswith(f"snapshots/ferry/paper.txt:{told}")
    assert line.endswith("; it is not used (excerpt)")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"\xff\xfe", "1:1: warning: not UTF-8"),
        (b"address: x\n\xff", "2:1: warning: not UTF-8"),
        (b"", "1:1: warning: `address` is missing"),
        (b"x" * (limits.EXCERPT_BYTES + 1), "1:1: warning: larger than 256 KiB"),
    ],
)
def test_what_is_no_excerpt_is_told_and_not_used(folder: Path, written: bytes, told: str) -> None:
    path = keep(folder, SAID)
    path.write_bytes(written)
    (line,) = problems(folder)
    assert f"paper.txt:{told}" in line


def test_an_excerpt_without_a_passage_is_not_used(folder: Path) -> None:
    keep(folder)
    (line,) = problems(folder)
    assert "holds no passage" in line


def test_excerpts_of_unknown_sources_and_briefs_are_told_with_what_was_meant(folder: Path) -> None:
    keep(folder, SAID, source="papre")
    (folder / "snapshots" / "fery").mkdir()
    stray, unknown = problems(folder)
    assert stray.startswith('snapshots/fery:1:1: warning: no brief "fery" beside it')
    assert unknown.startswith('snapshots/ferry/papre.txt:1:1: warning: no source "papre"')
    assert 'did you mean "ferry"?' in stray
    assert 'did you mean "paper"?' in unknown


def test_drafts_and_other_files_are_no_excerpts(folder: Path, brief: Brief) -> None:
    path = keep(folder, SAID)
    path.rename(path.with_name(".paper.txt"))
    (path.parent / "notes.md").write_text("no excerpt")
    (path.parent / "paper.txt").mkdir()
    assert read_excerpts(folder, brief) == ({}, [])
    assert stamps(folder) == {}


def test_a_quote_that_differs_from_its_excerpts_is_a_warning_at_its_place(folder: Path) -> None:
    keep(folder, "He said: “We saw nothing but mist.”")
    (warning,) = check_paths([folder]).problems
    assert warning.rule == "differs"
    assert str(warning).removeprefix(f"{folder}/") == (
        "ferry.yaml:10:9: warning: quotes.fog.text: the excerpt of "
        '"paper" has “mist” for “fog” (differs)'
    )
    assert check_paths([folder], ["differs"]).problems == []


def test_a_version_that_its_source_prints_otherwise_is_a_warning_too(folder: Path) -> None:
    version: Value = {"text": "We saw everything but fog.", "sources": ["paper"]}
    said = quote("fog", SAID, versions=[version])
    (folder / "ferry.yaml").write_bytes(content({**WHOLE, "quotes": [said]}))
    keep(folder, SAID)
    (warning,) = check_paths([folder]).problems
    assert warning.where == "quotes.fog.versions.1.text"


def verified(folder: Path) -> VerifiedQuotes:
    (brief,) = briefs_in(folder, None)
    return verify(folder, brief)


def test_verifying_tells_each_quote_and_fails_for_what_differs(folder: Path) -> None:
    assert verified(folder).lines == ["ferry fog: not checked: no excerpt"]
    keep(folder, f"He said: “{SAID}”")
    result = verified(folder)
    assert result.lines == ["ferry fog: word for word in paper"]
    assert (result.counts[QuoteVerdict.VERBATIM], result.has_failed) == (1, False)
    keep(folder, "We saw nothing but mist.")
    assert verified(folder).lines == ["ferry fog: DIFFERS: paper has “mist” for “fog”"]
    assert verified(folder).has_failed


def test_verifying_fails_for_an_excerpt_that_cannot_be_used(folder: Path) -> None:
    path = keep(folder, SAID)
    path.write_text(path.read_text().replace(SAID, "Nothing."))
    assert verified(folder).has_failed


@pytest.mark.parametrize(
    ("slug", "told"), [("fery", 'no brief "fery" here; did you mean "ferry"'), (None, "no briefs")]
)
def test_a_brief_that_is_not_there_is_told(folder: Path, slug: str | None, told: str) -> None:
    where = folder if slug else folder / "empty"
    with pytest.raises(InvalidFileError, match=told):
        briefs_in(where, slug)
