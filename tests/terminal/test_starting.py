"""`briefbot new`: a brief to begin with."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.content.parse import parse
from bot.terminal.schema import schema_text
from bot.terminal.starting import slug_for
from bot.terminal.template import starting_text

GIVEN = ("--title", "Flood", "--timezone", "Lisbon", "--source", "https://town.example/1")
NOW = datetime(2026, 2, 3, 18, 0)  # noqa: DTZ001 -- only its digits are written


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ("new", *arguments), input=typed, prog_name="briefbot")


def test_a_new_brief_is_valid_and_holds_what_was_given(folder: Path) -> None:
    result = new("flood", *GIVEN)
    assert result.exit_code == 0
    parsed = parse((folder / "briefs/flood.yaml").read_bytes(), "flood.yaml")
    brief = parsed.brief
    assert [warning.rule for warning in parsed.warnings] == ["no-archive"]
    assert (brief.title, brief.timezone) == ("Flood", "Europe/Lisbon")
    assert brief.sources["first"].url == "https://town.example/1"
    assert brief.sources["first"].publisher == "town.example"
    assert len(brief.summary) == 3
    assert brief.claims[0].topic == brief.topics[0].id
    assert (folder / "briefs/brief.schema.json").read_text() == schema_text()
    assert "briefs/flood.yaml" in result.output
    assert "briefbot check" in result.output


def test_what_was_not_given_is_asked_for_until_it_makes_sense(folder: Path) -> None:
    typed = "Flood\nWarsav\nWarsaw\ntown.example\nhttps://town.example\n"
    result = new("flood", typed=typed)
    assert result.exit_code == 0
    assert "no time zone “Warsav”. Did you mean Europe/Warsaw?" in result.output
    assert "Did you mean https://town.example?" in result.output
    assert "timezone: Europe/Warsaw" in (folder / "briefs/flood.yaml").read_text()


@pytest.mark.parametrize("ending", [".yaml", ".yml"])
def test_a_file_that_is_there_is_left_alone_before_anything_is_asked(
    folder: Path, ending: str
) -> None:
    kept = folder / "briefs" / f"flood{ending}"
    kept.parent.mkdir()
    kept.write_text("mine")
    result = new("flood")
    assert result.exit_code == 1
    assert result.output == (
        f"Error: briefs/flood{ending} already exists and was left alone. Edit it, or choose "
        "another name.\n"
    )
    assert [path.read_text() for path in kept.parent.iterdir()] == ["mine"]


def test_the_schema_that_is_there_is_kept(folder: Path) -> None:
    (folder / "news").mkdir()
    (folder / "news/brief.schema.json").write_text("mine")
    result = new("flood", *GIVEN, "--briefs", "news")
    assert (folder / "news/brief.schema.json").read_text() == "mine"
    assert "briefbot check news " in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Flood X", *GIVEN), "Did you mean “flood-x”?"),
        (("Łódź", *GIVEN), "Did you mean “lodz”?"),
        (("!!!", *GIVEN), "digits and hyphens.\n"),
        (("x" * 33, *GIVEN), f"Did you mean “{'x' * 32}”?"),
        (("flood", *GIVEN, "--timezone", "Europe/Warsav"), "Did you mean Europe/Warsaw?"),
        (("flood", *GIVEN, "--timezone", "?"), "There is no time zone “?”. Give a name such as"),
        (("flood", *GIVEN, "--source", "town.example"), "Did you mean https://town.example?"),
        (("flood", *GIVEN, "--source", "see below"), "“see below” is not a web address"),
        (("flood", *GIVEN, "--title", " "), "A title is one line"),
        (("flood", *GIVEN, "--title", "a\u202eb"), "A title is one line"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_may_be_meant(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = new(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not (folder / "briefs").exists()


def test_a_folder_that_cannot_be_made_is_named(folder: Path) -> None:
    (folder / "briefs").write_text("a file")
    result = new("flood", *GIVEN)
    assert result.exit_code == 1
    assert result.output == "Error: briefs cannot be written: File exists.\n"


def test_a_name_that_is_proposed_can_be_taken() -> None:
    assert slug_for("flood-x") == "flood-x"


@pytest.mark.parametrize(
    "title", ['A "flood": #1', "back\\slash", "no", "1,214", "Powódź 🌊", "- x"]
)
def test_any_title_is_kept_letter_by_letter(title: str) -> None:
    text = starting_text(title, "Europe/Lisbon", "https://town.example/?a=1#b", NOW)
    brief = parse(text.encode(), "flood.yaml").brief
    assert brief.title == title
    assert brief.sources["first"].url == "https://town.example/?a=1#b"


def test_the_parts_in_comments_are_valid_once_they_are_used() -> None:
    text = starting_text("Flood", "Europe/Lisbon", "https://town.example/1", NOW)
    head, mark, body = text.partition("title: ")
    used = re.sub(r"^( *)# (.*\w:.*)$", r"\1\2", body, flags=re.MULTILINE)
    brief = parse(f"{head}{mark}{used}".encode(), "flood.yaml").brief
    assert [len(section) for section in brief.sections.values()] == [3, 1, 1, 1, 1, 1, 1]
    assert len(brief.claims[0].reports) == 2
    assert list(brief.sources) == ["first", "second"]
    assert brief.sources["first"].reliability == "B"
