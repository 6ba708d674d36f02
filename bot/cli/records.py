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
    """Copy the SQLite database to PATH, even while the bot runs."""
    from bot.storage.backup import backup as copy  # noqa: PLC0415 -- only here
    from bot.storage.errors import StorageError  # noqa: PLC0415 -- only here

    try:
        copy(stated_settings().database, target)
    except StorageError as error:
        fail(error)
    click.echo(f"Copied to {target}.")


@click.command()
def migrate() -> None:
    """Update the database schema; `briefbot run` does so by itself."""
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
    """List the challenges that wait for an answer.

    `inbox answer` answers one. People appear as Discord user ids, which are erased a week after
    the answer.
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
    """Answer challenge NUMBER with TEXT, by direct message."""
    from bot.terminal import inbox as desk  # noqa: PLC0415 -- only here

    kept = asked(desk.answer(stated_settings().database, number, text, datetime.now(UTC)))
    forgotten = "will not be told, as they asked to be forgotten"
    told = forgotten if kept.user_id is None else "will be told"
    click.echo(f"Challenge {number} has been answered. The person {told}.")


@click.command()
@click.argument("slug")
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@FORM
def history(slug: str, last: int, form: str) -> None:
    """List the recorded revisions of a brief, and what changed in each."""
    from bot.terminal import chronicle  # noqa: PLC0415 -- only here

    told, older = asked(chronicle.history(stated_settings().database, slug, last))
    click.echo(chronicle.as_json(told) if form == "json" else chronicle.history_text(told))
    if older:
        click.echo(f"{older} older not shown: --last {last + older} lists them all.", err=True)


@click.command()
@click.argument("slug")
@click.argument("first", metavar="REV", type=click.IntRange(1))
@click.argument("second", metavar="REV", type=click.IntRange(1))
@click.option("--reworded", is_flag=True, help="Show what was only reworded as well.")
@FORM
def diff(slug: str, first: int, second: int, reworded: bool, form: str) -> None:  # noqa: FBT001 -- a flag
    """Show what changed between two revisions of a brief."""
    from bot.terminal import chronicle  # noqa: PLC0415 -- only here

    found = asked(chronicle.changes_between(stated_settings().database, slug, first, second))
    if form == "json":
        click.echo(chronicle.as_json(found))
    else:
        click.echo(chronicle.difference_text(found, with_reworded=reworded))
