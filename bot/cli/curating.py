"""Commands of those who write briefs: they read files, and ask no database."""

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from bot.cli.options import BRIEFS_FOLDER, PATH
from bot.content.problems import InvalidFileError
from bot.domain.brief import Brief
from bot.domain.errors import UserError
from bot.domain.zones import zone_named
from bot.terminal import starting
from bot.terminal.checking import RULES, check_paths, github_line
from bot.terminal.quotes import briefs_in, summary
from bot.terminal.quotes import verify as verify_brief
from bot.terminal.schema import schema_text
from bot.terminal.template import starting_text


def _typed(check: Callable[[str], str]) -> Callable[[str], str]:
    """What was typed, by a check; what it refuses ends the command, or is asked for once more."""

    def convert(value: str) -> str:
        try:
            return check(value)
        except UserError as error:
            raise click.BadParameter(str(error)) from None

    return convert


_TITLE = _typed(starting.title_for)
_ZONE = _typed(starting.zone_for)
_SOURCE = _typed(starting.source_for)


@click.command()
@click.argument("slug", type=_typed(starting.slug_for))
@click.option("--title", metavar="TEXT", type=_TITLE, help="What it is about.")
@click.option(
    "--timezone",
    "zone",
    metavar="ZONE",
    type=_ZONE,
    help="The zone of its times, such as Europe/Warsaw; a large city will do.",
)
@click.option(
    "--source", metavar="URL", type=_SOURCE, help="The address of its first source, https://…"
)
@BRIEFS_FOLDER
def new(slug: str, title: str | None, zone: str | None, source: str | None, briefs: Path) -> None:
    """Write a commented starting file for a new brief.

    SLUG is the name that it goes by: lower-case letters, digits and hyphens. You are asked for
    whatever you leave out. No file is ever overwritten.
    """
    try:
        starting.check_new(briefs, slug)
        title = title or click.prompt("Title", value_proc=_TITLE)
        zone = zone or click.prompt("Time zone of the events, or a large city", value_proc=_ZONE)
        source = source or click.prompt("Address of the first source", value_proc=_SOURCE)
        text = starting_text(title, zone, source, datetime.now(zone_named(zone)))
        written = starting.write_start(briefs, slug, text)
    except UserError as error:
        raise click.ClickException(str(error)) from None
    click.echo("\n".join(starting.next_steps(briefs, written)))


@click.command()
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings as well.")
@click.option(
    "--ignore",
    type=click.Choice(RULES),
    multiple=True,
    metavar="RULE",
    help="Leave out warnings of this rule, such as no-archive; can be repeated.",
)
@click.option(
    "--since",
    type=PATH,
    help="An earlier version, a file or a folder: warn of changes that no correction explains.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="json for tools, github for annotations in GitHub Actions.",
)
def check(
    paths: tuple[Path, ...],
    strict: bool,  # noqa: FBT001 -- a flag
    ignore: tuple[str, ...],
    since: Path | None,
    form: Literal["text", "json", "github"],
) -> None:
    """Check briefs: files, or folders of them.

    Without PATHS, the folder `briefs` is checked. Prints each mistake with file, line and column,
    and exits with 1 if there are any. Warnings count only with --strict.
    """
    result = check_paths(paths or (Path("briefs"),), ignore, since)
    if form == "json":
        click.echo(json.dumps(result.as_json(), indent=2))
    else:
        for problem in result.told():
            click.echo(github_line(problem) if form == "github" else problem.shown)
    if form == "text":
        click.echo(result.summary(), err=True)
    sys.exit(1 if result.has_failed(strict=strict) else 0)


@click.command()
@click.argument("slug", required=False)
@click.option("--fetch", is_flag=True, help="Fetch the pages of sources and keep excerpts of them.")
@BRIEFS_FOLDER
def verify(slug: str | None, fetch: bool, briefs: Path) -> None:  # noqa: FBT001 -- a flag
    """Check quotes word for word against excerpts of their sources.

    SLUG names a brief; without it, all are checked. Exits with 1 if a quote differs or an excerpt
    cannot be used. Without --fetch, only files are read.
    """
    try:
        found = briefs_in(briefs, slug)
    except InvalidFileError as error:
        raise click.ClickException(str(error)) from None
    if fetch:
        _fetch(briefs, found)
    results = [verify_brief(briefs, brief) for brief in found]
    for result in results:
        for line in (*result.lines, *(problem.shown for problem in result.problems)):
            click.echo(line)
    click.echo(summary(results), err=True)
    sys.exit(1 if any(result.has_failed for result in results) else 0)


def _fetch(folder: Path, briefs: Sequence[Brief]) -> None:
    try:
        from bot.fetching.run import fetch  # noqa: PLC0415 -- an optional part
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"Fetching needs {error.name}. Install it with: pip install 'briefbot[verify]'"
        ) from None
    fetched = asyncio.run(fetch(folder, briefs, lambda line: click.echo(line, err=True)))
    for line in fetched:
        click.echo(line)


@click.command()
def schema() -> None:
    """Print the JSON Schema of briefs, for editors and other tools."""
    click.echo(schema_text(), nl=False)
