"""What briefs said before: the recorded revisions, read as briefs and as libraries."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.content.library import Library
from bot.content.parse import parse
from bot.content.problems import InvalidFileError
from bot.content.search import Index
from bot.domain.brief import Brief
from bot.domain.errors import UserError
from bot.domain.quotations import Checks
from bot.storage.revisions import Revision, Revisions

# An index of a large brief takes some megabytes.
_KEPT = 8


async def read(revision: Revision | None) -> Brief | None:
    """The brief that a revision holds; None for one that this version cannot read any more."""
    if revision is None:
        return None
    return await asyncio.to_thread(_brief, revision.slug, revision.content)


async def brief_at(revisions: Revisions, slug: str, number: int) -> Brief | None:
    """The brief as it was published under that number; None where there is none to be read."""
    return await read(await revisions.get(slug, number))


@dataclass(frozen=True, slots=True)
class Past:
    """A state that a brief was in, as it is shown: a library of its own, and which it is."""

    library: Library
    number: int
    published_at: datetime
    latest: int
    """The number of the newest state."""


class Archive:
    """Past states of briefs, the last few that were asked for kept at hand.

    Args:
        revisions: where they are recorded.
    """

    def __init__(self, revisions: Revisions) -> None:
        self._revisions = revisions
        self._libraries: OrderedDict[tuple[str, int], Library] = OrderedDict()

    async def get(self, slug: str, number: int) -> Past:
        """The state of that number.

        Raises:
            UserError: there is none, or it cannot be read any more; with those that there are.
        """
        return await self._past(slug, await self._revisions.get(slug, number), f"{number}")

    async def at(self, slug: str, moment: datetime) -> Past:
        """The state that was the newest at some moment.

        Raises:
            UserError: nothing was recorded by then; with the time of the first state.
        """
        found = await self._revisions.at(slug, moment)
        if found is None:
            first = await self._revisions.get(slug, 1)
            began = f" of {first.published_at:%Y-%m-%d %H:%M} UTC" if first else " yet to come"
            raise UserError(f"Nothing was on record then: the first state is{began}.")
        return await self._past(slug, found, "of then")

    async def _past(self, slug: str, found: Revision | None, asked: str) -> Past:
        latest = await self._revisions.latest(slug)
        newest = latest.number if latest else 0
        if found is None:
            raise UserError(
                f"There is no revision {asked}: this brief has 1 to {newest}."
                if newest
                else "Nothing of this brief is on record yet. Ask again in a moment."
            )
        library = await self._library(found)
        return Past(library, found.number, found.published_at, newest)

    async def _library(self, found: Revision) -> Library:
        key = (found.slug, found.number)
        if key not in self._libraries:
            brief = await read(found)
            if brief is None:
                raise UserError(f"Revision {found.number} cannot be read any more.")
            index = await asyncio.to_thread(Index, brief)
            self._libraries[key] = Library([index], {brief.slug: Checks(brief, is_past=True)})
        self._libraries.move_to_end(key)
        while len(self._libraries) > _KEPT:
            self._libraries.popitem(last=False)
        return self._libraries[key]


@lru_cache(maxsize=64)
def _brief(slug: str, content: str) -> Brief | None:
    try:
        return parse(content.encode(), f"{slug}.yaml").brief
    except InvalidFileError:
        return None
