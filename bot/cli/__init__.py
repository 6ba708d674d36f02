"""Arguments and exit codes; what they do is elsewhere."""

import asyncio
import json
import sys
from pathlib import Path

import click

from bot import __version__
from bot.cli import curating, records
from bot.cli.ending import EX_CONFIG, fail, refuse, stated_settings
from bot.cli.options import PATH
from bot.config import ConfigError
from bot.telemetry import PortTakenError, ask_health

__all__ = ["EX_CONFIG", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Curated, sourced briefs of incidents, in Discord."""


@main.command()
def run() -> None:
    """Run the bot. Settings come from the environment and from .env; see the README."""
    from bot import app  # noqa: PLC0415 -- `check` and `--help` need no Discord
    from bot.storage.errors import StorageError  # noqa: PLC0415 -- nor a database

    settings = stated_settings()
    try:
        asyncio.run(app.run(settings))
    except StorageError as error:
        fail(error)
    except (ConfigError, PortTakenError) as error:
        refuse(str(error))


@main.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port on this machine; 0 picks a free one.",
)
@click.option("--browser/--no-browser", default=True, help="Open the page in your browser.")
@click.argument("briefs", type=PATH, required=False)
def demo(port: int, browser: bool, briefs: Path | None) -> None:  # noqa: FBT001 -- a flag
    """Try the bot in your browser: no token, no network.

    BRIEFS is the folder of briefs. Without it, `briefs` is used; if that is missing or empty, the
    example that comes with briefbot is copied there first.
    """
    try:
        from bot.demo import run as demo_run  # noqa: PLC0415 -- an optional part
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"The demo needs {error.name}. Install it with: pip install 'briefbot[demo]'"
        ) from None
    try:
        folder = briefs or demo_run.with_example(Path("briefs"))
        asyncio.run(demo_run.run(folder, port=port, browser=browser))
    except (ConfigError, PortTakenError) as error:
        refuse(str(error))


@main.command()
def health() -> None:
    """Report the health of the bot on this machine.

    Exits with 1 if something is wrong.
    """
    port = stated_settings().health_port
    if not port:
        raise click.ClickException("Health checks are switched off: HEALTH_PORT is 0.")
    state = ask_health(port)
    click.echo(json.dumps(state))
    sys.exit(0 if state.get("ok") else 1)


for command in (curating.new, curating.check, curating.verify, curating.schema):
    main.add_command(command)
for command in (records.backup, records.migrate, records.inbox, records.history, records.diff):
    main.add_command(command)
