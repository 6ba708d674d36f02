"""What briefs said, in the terminal: their states, and what one tells otherwise than another."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

from bot.archive import brief_of
from bot.domain.brief import Brief
from bot.domain.changes import Change, changes
from bot.domain.errors import UserError
from bot.storage.database import Database
from bot.storage.revisions import Published, Revision, Revisions


@dataclass(frozen=True, slots=True)
class RecordedState:
    """One published state of a brief."""

    number: int
    published_at: datetime
    hash: str
    changes: dict[str, int] | None
    """Sort of change → how many; None for the first, and where it cannot be read any more."""

    def __str__(self) -> str:
        if self.changes is None:
            told = "first" if self.number == 1 else "unknown: a state cannot be read any more"
        else:
            told = ", ".join(f"{kind} {n}" for kind, n in self.changes.items()) or "no change"
        published = self.published_at.astimezone(UTC)
        return f"{self.number:>5}  {published:%Y-%m-%d %H:%M} UTC  {self.hash[:12]}  {told}"

    def as_json(self) -> dict[str, Any]:
        """For tools."""
        return {
            "revision": self.number,
            "published": self.published_at.isoformat(timespec="seconds"),
            "hash": self.hash,
            "changes": self.changes,
        }


async def history(address: str, slug: str, most: int) -> tuple[list[RecordedState], int]:
    """The newest states of a brief, the newest first, and how many older ones there are.

    Args:
        address: of the database.
        slug: the brief's.
        most: how many; each has to be read.

    Raises:
        UserError: there is no database, or nothing of that brief in it.
        StorageError: the database cannot be used.
    """
    async with Database.look(address) as database:
        revisions = Revisions(database)
        listed = await revisions.listed(slug)
        if not listed:
            raise UserError(f"Nothing of a brief “{slug}” is on record.")
        told: list[RecordedState] = []
        later = await _brief(revisions, listed[0])
        for published, earlier in zip_longest(listed[:most], listed[1 : most + 1]):
            brief = await _brief(revisions, earlier) if earlier else None
            told.append(
                RecordedState(
                    published.number,
                    published.published_at,
                    published.hash,
                    _counted(changes(brief, later)) if brief and later else None,
                )
            )
            later = brief
        return told, len(listed) - len(told)


async def changes_between(address: str, slug: str, first: int, second: int) -> list[Change]:
    """What one state of a brief tells otherwise than another.

    Raises:
        UserError: there is no database, or no such state in it.
        StorageError: the database cannot be used.
    """
    async with Database.look(address) as database:
        revisions = Revisions(database)
        found = [await _needed(revisions, slug, number) for number in (first, second)]
        before, after = [await _readable(revision) for revision in found]
        return changes(before, after)


def history_text(told: Sequence[RecordedState]) -> str:
    """A line a state."""
    return "\n".join(str(state) for state in told)


def difference_text(found: list[Change]) -> str:
    """A paragraph a change."""
    if not found:
        return "Nothing changed in meaning."
    return "\n\n".join(_paragraph(change) for change in found)


def as_json(told: Sequence[RecordedState] | Sequence[Change]) -> str:
    """For tools."""
    rows = [each.as_json() if isinstance(each, RecordedState) else asdict(each) for each in told]
    return json.dumps(rows, indent=2, ensure_ascii=False)


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


async def _brief(revisions: Revisions, published: Published) -> Brief | None:
    return await brief_of(await revisions.get(published.slug, published.number))


async def _needed(revisions: Revisions, slug: str, number: int) -> Revision:
    found = await revisions.get(slug, number)
    if found is not None:
        return found
    latest = await revisions.latest(slug)
    if latest is None:
        raise UserError(f"Nothing of a brief “{slug}” is on record.")
    raise UserError(f"There is no revision {number} of “{slug}”: it has 1 to {latest.number}.")


async def _readable(revision: Revision) -> Brief:
    brief = await brief_of(revision)
    if brief is None:
        raise UserError(f"Revision {revision.number} cannot be read any more.")
    return brief
