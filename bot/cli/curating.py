"""Commands of those who write briefs: they read files, and ask no database."""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click

from bot.cli.options import PATH
from bot.content.problems import InvalidFileError
from bot.domain.brief import Brief
from bot.terminal.checking import RULES, check_paths, github_line
from bot.terminal.quotes import briefs_in, summary
from bot.terminal.quotes import verify as verify_brief
from bot.terminal.schema import schema_text


@click.command()
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings as well.")
@click.option(
    "--ignore",
    type=click.Choice(RULES),
    multiple=True,
    metavar="RULE",
    help="Leave out warnings of this rule, such as no-archive; may be given several times.",
)
@click.option(
    "--since",
    type=PATH,
    help="How they were before, a file or a folder: warns of what changed without a correction.",
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
    """Check briefs: files, or folders of them; `briefs` if none are given.

    Prints each mistake with file, line and column, and exits with 1 where there are any.
    Warnings do not count unless --strict is given.
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
@click.option("--fetch", is_flag=True, help="Read the pages of sources, and keep excerpts of them.")
@click.option("--briefs", type=PATH, default=Path("briefs"), show_default=True, help="The folder.")
def verify(slug: str | None, fetch: bool, briefs: Path) -> None:  # noqa: FBT001 -- a flag
    """Check quotes word for word against excerpts of their sources.

    SLUG is the brief; all of them if none is given. Exits with 1 where a quote differs or an
    excerpt cannot be used. Without --fetch nothing is read but files.
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
            f"Fetching needs {error.name}: install briefbot with its extra, `briefbot[verify]`."
        ) from None
    fetched = asyncio.run(fetch(folder, briefs, lambda line: click.echo(line, err=True)))
    for line in fetched:
        click.echo(line)


@click.command()
def schema() -> None:
    """Print the JSON Schema of briefs, by which editors complete and check."""
    click.echo(schema_text(), nl=False)
