"""What briefs said, in the terminal: their states, and what one tells otherwise than another."""

import json
from dataclasses import asdict
from typing import Any

from bot.archive import read
from bot.domain.brief import Brief
from bot.domain.changes import Change, changes
from bot.domain.errors import UserError
from bot.storage.database import Database
from bot.storage.place import place_of
from bot.storage.revisions import Revision, Revisions


async def history(address: str, slug: str) -> list[dict[str, Any]]:
    """The states of a brief, the newest first, and how many changes each brought.

    Args:
        address: of the database.
        slug: the brief's.

    Raises:
        UserError: there is no database, or nothing of that brief in it.
        StorageError: the database cannot be used.
    """
    _check_there_is(address)
    async with Database.open(address) as database:
        revisions = Revisions(database)
        listed = await revisions.listed(slug)
        if not listed:
            raise UserError(f"Nothing of a brief “{slug}” is on record.")
        told: list[dict[str, Any]] = []
        later: Brief | None = None
        for published in listed:
            brief = await read(await revisions.get(slug, published.number))
            if told and brief is not None and later is not None:
                told[-1]["changes"] = _counted(changes(brief, later))
            told.append(
                {
                    "revision": published.number,
                    "published": published.published_at.isoformat(timespec="seconds"),
                    "hash": published.hash,
                    "changes": {},
                }
            )
            later = brief
        return told


async def difference(address: str, slug: str, first: int, second: int) -> list[Change]:
    """What one state of a brief tells otherwise than another.

    Raises:
        UserError: there is no database, or no such state in it.
        StorageError: the database cannot be used.
    """
    _check_there_is(address)
    async with Database.open(address) as database:
        revisions = Revisions(database)
        found = [await _needed(revisions, slug, number) for number in (first, second)]
        before, after = [await _readable(revision) for revision in found]
        return changes(before, after)


def history_text(told: list[dict[str, Any]]) -> str:
    """A line a state."""
    return "\n".join(
        f"{each['revision']:>5}  {each['published']}  {each['hash'][:12]}  "
        + (", ".join(f"{kind} {n}" for kind, n in each["changes"].items()) or "first")
        for each in told
    )


def difference_text(found: list[Change]) -> str:
    """A paragraph a change."""
    if not found:
        return "Nothing changed in meaning."
    return "\n\n".join(_paragraph(change) for change in found)


def as_json(told: object) -> str:
    """For tools."""
    if isinstance(told, list):
        told = [asdict(each) if isinstance(each, Change) else each for each in told]  # pyright: ignore[reportUnknownVariableType] -- changes, or rows already
    return json.dumps(told, indent=2, ensure_ascii=False)


def _paragraph(change: Change) -> str:
    lines = [f"{change.kind.value}: {change.section}.{change.entry or change.part}"]
    if change.title not in (change.was, change.now):
        lines.append(f"  {change.title}")
    if change.was is not None:
        lines.append(f"- {change.was}")
    if change.now is not None:
        lines.append(f"+ {change.now}")
    return "\n".join(lines)


def _counted(found: list[Change]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for change in found:
        counts[change.kind.value] = counts.get(change.kind.value, 0) + 1
    return counts


def _check_there_is(address: str) -> None:
    """Looking makes no database."""
    path = place_of(address).path
    if path is not None and not path.exists():
        raise UserError(f"There is no database {path}: nothing was recorded yet.")


async def _needed(revisions: Revisions, slug: str, number: int) -> Revision:
    found = await revisions.get(slug, number)
    if found is not None:
        return found
    latest = await revisions.latest(slug)
    if latest is None:
        raise UserError(f"Nothing of a brief “{slug}” is on record.")
    raise UserError(f"There is no revision {number} of “{slug}”: it has 1 to {latest.number}.")


async def _readable(revision: Revision) -> Brief:
    brief = await read(revision)
    if brief is None:
        raise UserError(f"Revision {revision.number} cannot be read any more.")
    return brief
