"""`briefbot inbox`: what readers handed in, and the curators' answers, at the terminal."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.content.files import ENDINGS
from bot.content.parse import parse_file
from bot.content.problems import InvalidFileError
from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.challenge import Challenge
from bot.domain.errors import UserError
from bot.domain.telling import present
from bot.domain.texts import UNSEEN, visible
from bot.storage.challenges import Challenges
from bot.storage.database import Database

_SHORT = 100


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """An entry that a challenge is about."""

    id: str
    text: str | None
    """What it says now; None where the brief no longer has it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A challenge that waits for its answer, and what it is about."""

    challenge: Challenge
    title: str | None
    """The brief's; None where it is gone, or cannot be read."""
    entries: tuple[InboxEntry, ...]

    def as_json(self) -> dict[str, Any]:
        """For tools."""
        kept = self.challenge
        return {
            "number": kept.id,
            "at": kept.created_at.isoformat(),
            "brief": kept.slug,
            "title": self.title,
            "revision": kept.revision,
            "entries": [{"id": entry.id, "text": entry.text} for entry in self.entries],
            "text": kept.text,
            "link": kept.link,
            "user": kept.user_id,
        }

    def __str__(self) -> str:
        kept = self.challenge
        person = "erased at their request" if kept.user_id is None else str(kept.user_id)
        revision = f", revision {kept.revision}" if kept.revision else ""
        lines = [
            f"{kept.id}  {kept.created_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC  user {person}",
            f"   {kept.slug}{revision}: {_one_line(self.title or 'this brief no longer exists')}",
            *(
                f"   - {entry.id}: {_one_line(entry.text or 'no longer in the brief')}"
                for entry in self.entries
            ),
            *(f"   | {line}" for line in _harmless(kept.text).splitlines()),
        ]
        return "\n".join([*lines, *([f"   {_harmless(kept.link)}"] if kept.link else [])])


async def waiting(address: str, briefs: Path) -> list[Waiting]:
    """What nobody answered yet, the oldest first.

    Args:
        address: the database's.
        briefs: the folder of briefs, where the entries' present words stand.

    Raises:
        StorageError: the database fails.
    """
    async with Database.open(address) as database:
        kept = await Challenges(database).waiting()
    read = {slug: _brief(briefs, slug) for slug in {challenge.slug for challenge in kept}}
    return [_waiting(challenge, read[challenge.slug]) for challenge in kept]


async def answer(address: str, number: int, text: str, now: datetime) -> Challenge:
    """Answer one; whoever handed it in is told by the bot that runs, soon.

    Raises:
        UserError: the answer is empty or too long, or there is none of that number, or it was
            answered before.
        StorageError: the database fails.
    """
    words = visible(text).strip()
    if not words:
        raise UserError("The answer is empty: say what the curators found.")
    if limits.utf16_units(words) > limits.ANSWER:
        raise UserError(f"The answer is too long: at most {limits.ANSWER:,} characters.")
    async with Database.open(address) as database:
        return await Challenges(database).answer(number, words, now)


def _waiting(challenge: Challenge, brief: Brief | None) -> Waiting:
    entries = (
        InboxEntry(name, present(brief, name) if brief else None) for name in challenge.entries
    )
    return Waiting(challenge, brief.title if brief else None, tuple(entries))


def _brief(folder: Path, slug: str) -> Brief | None:
    for ending in ENDINGS:
        try:
            return parse_file(folder / f"{slug}{ending}").brief
        except InvalidFileError:
            continue
    return None


def _one_line(text: str) -> str:
    line = " ".join(_harmless(text).split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"


def _harmless(text: str) -> str:
    """Without what a terminal would obey, or what hides in a text."""
    return UNSEEN.sub("\ufffd", text)
