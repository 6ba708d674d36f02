"""What the documents promise is what the code does."""

import re
from pathlib import Path

import pytest
from discord import app_commands

from bot.config import Settings
from bot.content.parse import parse
from bot.content.problems import InvalidFileError
from bot.domain.brief import Standing
from bot.domain.vocabulary import RELIABILITY, STANDING, VERDICT
from bot.gateway.client import Bot

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
FORMAT = ROOT / "docs" / "brief-format.md"
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def _rows(document: Path, first: str) -> list[list[str]]:
    """The cells of the table whose first column has that heading."""
    _, _, rest = document.read_text().partition(f"| {first} |")
    lines = rest.split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


async def test_the_readme_lists_every_command_with_its_description() -> None:
    bot = Bot()
    for module in ("brief", "digest", "quote"):
        await bot.load_extension(f"bot.commands.{module}")
    commands = {
        f"`/{command.qualified_name}`": command.description
        for command in bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }
    assert dict(_rows(ROOT / "README.md", "Command")) == commands


def test_the_readme_lists_every_setting_with_its_default() -> None:
    settings = [
        [
            f"`{name.upper()}`",
            f"`{field.default}`" if field.default is not None else "",
            field.description,
        ]
        for name, field in Settings.model_fields.items()
    ]
    assert _rows(ROOT / "README.md", "Setting") == settings


def blocks(document: Path, language: str) -> list[str]:
    """What stands between the fences of a language."""
    parts = document.read_text().split(f"\n```{language}\n")[1:]
    return [part.partition("\n```")[0] + "\n" for part in parts]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_brief_in_a_document_is_valid_and_without_warnings_but_archives(
    document: Path,
) -> None:
    briefs = [text for text in blocks(document, "yaml") if "\ntimezone: " in text]
    for text in briefs:
        warnings = parse(text.encode(), "briefs/library-flood.yaml").warnings
        assert {warning.rule for warning in warnings} <= {"no-archive"}
    assert briefs or document != FORMAT


def test_the_format_begins_with_a_brief_of_ten_lines() -> None:
    assert blocks(FORMAT, "yaml")[0].count("\n") == 10


def test_the_wrong_file_in_the_format_has_the_mistakes_that_are_shown() -> None:
    (wrong,) = blocks(FORMAT, "yml")
    with pytest.raises(InvalidFileError) as refused:
        parse(wrong.encode(), "briefs/flood.yaml")
    told = "".join(f"{problem}\n" for problem in refused.value.problems)
    assert told in blocks(FORMAT, "text")
    assert told.count("\n") > 2


def test_the_format_explains_every_standing_and_letter() -> None:
    document = ROOT / "docs" / "brief-format.md"
    standings = {row[0].strip("`"): row[1] for row in _rows(document, "Standing")}
    assert list(standings) == list(Standing)
    assert standings == STANDING
    assert {row[0].strip("`"): row[1] for row in _rows(document, "Verdict")} == VERDICT
    letters = {row[0].strip("`"): row[1].split(";")[0] for row in _rows(document, "Letter")}
    assert letters == RELIABILITY


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []
