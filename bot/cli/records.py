"""Commands that ask or keep the database."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.ending import asked, fail, stated_settings
from bot.cli.options import FORM, PATH


@click.command()
@click.argument("target", metavar="PATH", type=PATH)
def backup(target: Path) -> None:
    """Copy the database to a new file PATH, also while the bot runs (SQLite)."""
    from bot.storage.backup import backup as copy  # noqa: PLC0415 -- only here
    from bot.storage.errors import StorageError  # noqa: PLC0415 -- only here

    try:
        copy(stated_settings().database, target)
    except StorageError as error:
        fail(error)
    click.echo(f"Copied to {target}.")


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema; `briefbot run` does so by itself."""
    from bot.storage.database import Database  # noqa: PLC0415 -- only here
    from bot.storage.errors import StorageError  # noqa: PLC0415 -- only here

    async def open_once(address: str) -> None:
        async with Database.open(address):
            click.echo("The database is up to date.")

    try:
        asyncio.run(open_once(stated_settings().database))
    except StorageError as error:
        fail(error)


@click.group(invoke_without_command=True)
@FORM
@click.pass_context
def inbox(context: click.Context, form: str) -> None:
    """List what readers challenged and nobody answered yet; `inbox answer` answers.

    People are shown as Discord's numbers, and forgotten a week after they were answered.
    """
    if context.invoked_subcommand is not None:
        return
    from bot.terminal import inbox as desk  # noqa: PLC0415 -- only here

    settings = stated_settings()
    found = asked(desk.waiting(settings.database, settings.briefs))
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

    kept = asked(desk.answer(stated_settings().database, number, text, datetime.now(UTC)))
    told = "is not told: they asked to be forgotten" if kept.user_id is None else "will be told"
    click.echo(f"Challenge {number} is answered. The person {told}.")


@click.command()
@click.argument("slug")
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@FORM
def history(slug: str, last: int, form: str) -> None:
    """List the recorded states of the brief SLUG: number, time, hash, and what changed."""
    from bot.terminal import chronicle  # noqa: PLC0415 -- only here

    told, older = asked(chronicle.history(stated_settings().database, slug, last))
    click.echo(chronicle.as_json(told) if form == "json" else chronicle.history_text(told))
    if older:
        click.echo(f"And {older} older: --last {last + older} lists them, too.", err=True)


@click.command()
@click.argument("slug")
@click.argument("first", metavar="REV", type=click.IntRange(1))
@click.argument("second", metavar="REV", type=click.IntRange(1))
@click.option("--reworded", is_flag=True, help="Show what is only reworded, too.")
@FORM
def diff(slug: str, first: int, second: int, reworded: bool, form: str) -> None:  # noqa: FBT001 -- a flag
    """Show what changed between two recorded states of the brief SLUG."""
    from bot.terminal import chronicle  # noqa: PLC0415 -- only here

    found = asked(chronicle.changes_between(stated_settings().database, slug, first, second))
    if form == "json":
        click.echo(chronicle.as_json(found))
    else:
        click.echo(chronicle.difference_text(found, with_reworded=reworded))
