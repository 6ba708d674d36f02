"""What briefs said, in the terminal: their states, and what one tells otherwise than another."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

from bot.archive import brief_of
from bot.domain.brief import Brief
from bot.domain.change import Change, counted, without_reworded
from bot.domain.changes import changes
from bot.domain.errors import UserError
from bot.domain.marking import in_plain_text, marked_sentence
from bot.storage.database import Database
from bot.storage.revisions import Published, Revision, Revisions
from bot.views.change_lines import reworded

# Of a change, about so many characters are shown.
_SHOWN = 600


@dataclass(frozen=True, slots=True)
class RecordedState:
    """One published state of a brief."""

    number: int
    published_at: datetime
    hash: str
    changes: dict[str, int] | None
    """What it is called → how many; None for the first, and where it cannot be read any more."""

    def __str__(self) -> str:
        if self.changes is None:
            what = "first" if self.number == 1 else "unknown: a revision can no longer be read"
        else:
            what = ", ".join(f"{n} {kind}" for kind, n in self.changes.items()) or "no change"
        published = self.published_at.astimezone(UTC)
        return f"{self.number:>5}  {published:%Y-%m-%d %H:%M} UTC  {self.hash[:12]}  {what}"

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
            raise UserError(f"No brief “{slug}” is on record.")
        states: list[RecordedState] = []
        later = await _brief(revisions, listed[0])
        for published, earlier in zip_longest(listed[:most], listed[1 : most + 1]):
            brief = await _brief(revisions, earlier) if earlier else None
            states.append(
                RecordedState(
                    published.number,
                    published.published_at,
                    published.hash,
                    _counted(changes(brief, later)) if brief and later else None,
                )
            )
            later = brief
        return states, len(listed) - len(states)


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


def history_text(states: Sequence[RecordedState]) -> str:
    """A line a state."""
    return "\n".join(str(state) for state in states)


def difference_text(found: Sequence[Change], *, with_reworded: bool = False) -> str:
    """A paragraph a change; what is only reworded is counted, unless it is asked for."""
    telling = found if with_reworded else without_reworded(found)
    paragraphs = [_paragraph(change) for change in telling]
    if not telling:
        paragraphs.append("Only the wording changed." if found else "Nothing changed.")
    of_words = reworded(found)
    if of_words and not with_reworded:
        paragraphs.append(f"{of_words}: --reworded shows how.")
    return "\n\n".join(paragraphs)


def as_json(rows: Sequence[RecordedState] | Sequence[Change]) -> str:
    """For tools."""
    made = [each.as_json() if isinstance(each, RecordedState) else _as_json(each) for each in rows]
    return json.dumps(made, indent=2, ensure_ascii=False)


def _as_json(change: Change) -> dict[str, Any]:
    parts = {name: getattr(change, name) for name in Change.__slots__ if name != "times"}
    return {"heading": change.kind.heading.value, **parts}


def _paragraph(change: Change) -> str:
    heading = change.kind.heading.value.capitalize()
    lines = [f"{heading}: {change.section}.{change.entry or change.part}"]
    if change.entry and change.part not in ("text", "says", "question"):
        lines[0] += f", {change.part}"
    if change.title not in (change.was, change.now):
        lines.append(f"  {change.title}")
    if change.was is None or change.now is None:
        sign = "+" if change.was is None else "-"
        lines.append(f"{sign} {change.now or change.was}")
    else:
        lines.append(f"  {in_plain_text(marked_sentence(change.was, change.now, _SHOWN))}")
    return "\n".join(lines)


def _counted(found: Sequence[Change]) -> dict[str, int]:
    return {heading.value: number for heading, number in counted(found).items()}


async def _brief(revisions: Revisions, published: Published) -> Brief | None:
    return await brief_of(await revisions.get(published.slug, published.number))


async def _needed(revisions: Revisions, slug: str, number: int) -> Revision:
    found = await revisions.get(slug, number)
    if found is not None:
        return found
    latest = await revisions.latest(slug)
    if latest is None:
        raise UserError(f"No brief “{slug}” is on record.")
    raise UserError(f"There is no revision {number} of “{slug}”: there are 1 to {latest.number}.")


async def _readable(revision: Revision) -> Brief:
    brief = await brief_of(revision)
    if brief is None:
        raise UserError(f"Revision {revision.number} can no longer be read.")
    return brief
