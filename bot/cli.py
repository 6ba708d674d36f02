"""Arguments and exit codes; what they do is elsewhere."""

import asyncio
import json
import sys
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NoReturn, TypeVar

import click

from bot import __version__
from bot.config import ConfigError, Settings, read_settings
from bot.content.problems import InvalidFileError
from bot.domain.brief import Brief
from bot.domain.errors import UserError
from bot.telemetry import PortTakenError, ask_health, configure_logs
from bot.terminal.checking import RULES, check_paths, github_line
from bot.terminal.quotes import briefs_in, summary
from bot.terminal.quotes import verify as verify_brief
from bot.terminal.schema import schema_text

# sysexits.h: something is wrong with the configuration. Supervisors can tell it from a crash.
EX_CONFIG = 78
# Something is away that may come back: supervisors start the program again.
EX_TEMPFAIL = 75

T = TypeVar("T")
PATH = click.Path(path_type=Path)
FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json for tools.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Curated, sourced briefs of incidents, in Discord."""


@main.command()
def run() -> None:
    """Serve Discord. Settings come from the environment and from .env; see the README."""
    from bot import app  # noqa: PLC0415 -- `check` and `--help` need no Discord
    from bot.storage.errors import StorageError  # noqa: PLC0415 -- nor a database

    settings = _settings()
    try:
        asyncio.run(app.run(settings))
    except StorageError as error:
        _fail(error)
    except (ConfigError, PortTakenError) as error:
        _refuse(str(error))


@main.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port on this machine; 0 for any that is free.",
)
@click.option("--browser/--no-browser", default=True, help="Open the page in your browser.")
@click.argument("briefs", type=PATH, default=Path("briefs"))
def demo(port: int, browser: bool, briefs: Path) -> None:  # noqa: FBT001 -- a flag
    """Try the bot in your browser: no token, no network. BRIEFS is the folder of briefs."""
    try:
        from bot.demo import run as demo_run  # noqa: PLC0415 -- an optional part
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"The demo needs {error.name}: install briefbot with its extra, `briefbot[demo]`."
        ) from None
    try:
        asyncio.run(demo_run.run(briefs, port=port, browser=browser))
    except (ConfigError, PortTakenError) as error:
        _refuse(str(error))


@main.command()
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


@main.command()
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


@main.command()
def schema() -> None:
    """Print the JSON Schema of briefs, by which editors complete and check."""
    click.echo(schema_text(), nl=False)


@main.command()
@click.argument("target", metavar="PATH", type=PATH)
def backup(target: Path) -> None:
    """Copy the database to a new file PATH, also while the bot runs (SQLite)."""
    from bot.storage.backup import backup as copy  # noqa: PLC0415 -- only here
    from bot.storage.errors import StorageError  # noqa: PLC0415 -- only here

    try:
        copy(_settings().database, target)
    except StorageError as error:
        _fail(error)
    click.echo(f"Copied to {target}.")


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema; `briefbot run` does so by itself."""
    from bot.storage.database import Database  # noqa: PLC0415 -- only here
    from bot.storage.errors import StorageError  # noqa: PLC0415 -- only here

    async def open_once(address: str) -> None:
        async with Database.open(address):
            click.echo("The database is up to date.")

    try:
        asyncio.run(open_once(_settings().database))
    except StorageError as error:
        _fail(error)


@main.group(invoke_without_command=True)
@FORM
@click.pass_context
def inbox(context: click.Context, form: str) -> None:
    """List what readers challenged and nobody answered yet; `inbox answer` answers.

    People are shown as Discord's numbers, and forgotten a week after they were answered.
    """
    if context.invoked_subcommand is not None:
        return
    from bot.terminal import inbox as desk  # noqa: PLC0415 -- only here

    settings = _settings()
    found = _asked(desk.waiting(settings.database, settings.briefs))
    if form == "json":
        click.echo(json.dumps({"challenges": [each.as_json() for each in found]}, indent=2))
        return
    for each in found:
        click.echo(f"{each}\n")
    click.echo(f"Waiting for an answer: {len(found)}.", err=True)


@inbox.command()
@click.argument("number", type=click.IntRange(1))
@click.argument("text")
def answer(number: int, text: str) -> None:
    """Answer challenge NUMBER with TEXT; the person is told so in a direct message, once."""
    from bot.terminal import inbox as desk  # noqa: PLC0415 -- only here

    kept = _asked(desk.answer(_settings().database, number, text, datetime.now(UTC)))
    told = "is not told: they asked to be forgotten" if kept.user_id is None else "will be told"
    click.echo(f"Challenge {number} is answered. The person {told}.")


@main.command()
@click.argument("slug")
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@FORM
def history(slug: str, last: int, form: str) -> None:
    """List the recorded states of the brief SLUG: number, time, hash, and what changed."""
    from bot.terminal import chronicle  # noqa: PLC0415 -- only here

    told, older = _asked(chronicle.history(_settings().database, slug, last))
    click.echo(chronicle.as_json(told) if form == "json" else chronicle.history_text(told))
    if older:
        click.echo(f"And {older} older: --last {last + older} lists them, too.", err=True)


@main.command()
@click.argument("slug")
@click.argument("first", metavar="REV", type=click.IntRange(1))
@click.argument("second", metavar="REV", type=click.IntRange(1))
@click.option("--reworded", is_flag=True, help="Show what is only reworded, too.")
@FORM
def diff(slug: str, first: int, second: int, reworded: bool, form: str) -> None:  # noqa: FBT001 -- a flag
    """Show what changed between two recorded states of the brief SLUG."""
    from bot.terminal import chronicle  # noqa: PLC0415 -- only here

    found = _asked(chronicle.changes_between(_settings().database, slug, first, second))
    if form == "json":
        click.echo(chronicle.as_json(found))
    else:
        click.echo(chronicle.difference_text(found, with_reworded=reworded))


@main.command()
def health() -> None:
    """Ask the bot that runs on this machine how it is; exit with 1 if it is not well."""
    port = _settings().health_port
    if not port:
        raise click.ClickException("Health checks are switched off: HEALTH_PORT is 0.")
    state = ask_health(port)
    click.echo(json.dumps(state))
    sys.exit(0 if state.get("ok") else 1)


def _asked(question: Coroutine[None, None, T]) -> T:
    """What a question to the database comes to; the program ends where there is no answer."""
    from bot.storage.errors import StorageError  # noqa: PLC0415 -- only here

    try:
        return asyncio.run(question)
    except StorageError as error:
        _fail(error)
    except UserError as error:
        raise click.ClickException(str(error)) from None


def _settings() -> Settings:
    """The settings; from here on logs go to standard error, apart from what a command prints."""
    try:
        settings = read_settings()
    except ConfigError as error:
        _refuse(str(error))
    configure_logs(settings.log_format, settings.log_level)
    return settings


def _fail(error: Exception) -> NoReturn:
    """End because of the database; whoever started us tells from the code whether to try again."""
    from bot.storage.errors import UnavailableError  # noqa: PLC0415 -- only here

    _refuse(str(error), EX_TEMPFAIL if isinstance(error, UnavailableError) else EX_CONFIG)


def _refuse(reason: str, code: int = EX_CONFIG) -> NoReturn:
    click.echo(reason, err=True)
    sys.exit(code)
