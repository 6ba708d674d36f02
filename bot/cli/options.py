"""What several commands take."""

from pathlib import Path

import click

PATH = click.Path(path_type=Path)
FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json for tools.",
)
BRIEFS_FOLDER = click.option(
    "--briefs",
    type=PATH,
    default=Path("briefs"),
    show_default=True,
    help="The folder of briefs.",
)
