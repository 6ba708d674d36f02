"""`briefbot new`: what may be typed, where the new brief goes, and what to do with it."""

import re
import shlex
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from bot.content.files import ENDINGS
from bot.domain import limits
from bot.domain.cities import nearest_zone, zone_called
from bot.domain.errors import UserError
from bot.domain.folding import words
from bot.domain.texts import Slug, Title, Url
from bot.terminal.schema import schema_text

SCHEMA: Final = "brief.schema.json"
_SLUG = TypeAdapter[str](Slug)
_TITLE = TypeAdapter[str](Title)
_URL = TypeAdapter[str](Url)


def slug_for(text: str) -> str:
    """What was typed, if a brief can be called so.

    Raises:
        UserError: it cannot, with a name that it can be called by.
    """
    if _fits(_SLUG, text):
        return text
    near = "-".join(re.findall("[a-z0-9]+", " ".join(words(text))))[: limits.SLUG].strip("-")
    hint = f" Did you mean “{near}”?" if near else ""
    raise UserError(
        f"“{text}” cannot be the name of a brief: use at most {limits.SLUG} lower-case letters "
        f"(a to z), digits and hyphens.{hint}"
    )


def title_for(text: str) -> str:
    """What was typed, if it can be a title.

    Raises:
        UserError: it is empty, too long or holds what cannot be seen.
    """
    if _fits(_TITLE, text):
        return text.strip()
    raise UserError("A title is one line of 1 to 120 visible characters.")


def zone_for(text: str) -> str:
    """The time zone of that name, or of that city.

    Raises:
        UserError: there is none; with the nearest.
    """
    zone = zone_called(text)
    if zone is not None:
        return zone
    near = nearest_zone(text)
    hint = f" Did you mean {near}?" if near else ""
    raise UserError(
        f"There is no time zone “{text}”.{hint} Give a name such as Europe/Warsaw, or a large city."
    )


def source_for(text: str) -> str:
    """The address of a source.

    Raises:
        UserError: it is not one.
    """
    if _fits(_URL, text) and urlsplit(text).hostname:
        return text
    hint = f" Did you mean https://{text}?" if _fits(_URL, f"https://{text}") else ""
    raise UserError(
        f"“{text}” is not a web address: it has to start with https:// or http://.{hint}"
    )


def check_new(folder: Path, slug: str) -> None:
    """Refuse a name that is taken.

    Raises:
        UserError: there is such a brief in the folder.
    """
    for path in (folder / f"{slug}{ending}" for ending in ENDINGS):
        if path.exists():
            raise UserError(
                f"{path} already exists and was left alone. Edit it, or choose another name."
            )


def write_start(folder: Path, slug: str, text: str) -> list[Path]:
    """Write a brief to begin with, and beside it the schema for editors if there is none.

    Args:
        folder: of briefs; made if it is missing.
        slug: the brief's.
        text: see `starting_text`.

    Returns:
        What was written, the brief first.

    Raises:
        UserError: there is such a brief already, or nothing can be written there.
    """
    check_new(folder, slug)
    texts = {folder / f"{slug}{ENDINGS[0]}": text}
    if not (folder / SCHEMA).exists():
        texts[folder / SCHEMA] = schema_text()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in texts.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(content)
    except OSError as error:
        where = error.filename or folder
        raise UserError(f"{where} cannot be written: {error.strerror}.") from None
    return list(texts)


def next_steps(folder: Path, written: list[Path]) -> list[str]:
    """What to do with what was written, line by line.

    Args:
        folder: of briefs.
        written: the brief, and the schema if it was written as well.
    """
    named = "" if folder == Path("briefs") else f" {shlex.quote(str(folder))}"
    brief, *schema = written
    return [
        f"Wrote {brief}, a brief to begin with; its comments say what goes where.",
        *(f"Wrote {path}, by which editors complete and check what you type." for path in schema),
        "Next:",
        f"  1. Open {brief} in an editor and replace the sentences with your own.",
        f"  2. briefbot check{named}   finds every mistake, with its line.",
        f"  3. briefbot demo{named}    shows the brief in your browser; saving updates it.",
    ]


def _fits(kind: TypeAdapter[str], text: str) -> bool:
    try:
        kind.validate_python(text)
    except ValidationError:
        return False
    return True
