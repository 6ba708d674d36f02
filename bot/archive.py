"""What briefs said before: the recorded revisions, read as briefs and as libraries."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Lock
from typing import TypeAlias

from bot.content.library import Library
from bot.content.parse import parse
from bot.content.problems import InvalidFileError
from bot.content.search import Index
from bot.domain.brief import Brief
from bot.domain.errors import UserError
from bot.domain.quotations import Checks
from bot.domain.telling import present
from bot.storage.revisions import Revision, Revisions

KEPT_BYTES = 1024 * 1024
"""So much text of past states is kept read, in UTF-8; and again with an index for looking back.

A brief takes five to eight times its text in memory, its index three to four: together some 16 MiB
a process. The state asked for last is kept whatever its size.
"""
_State: TypeAlias = tuple[str, str]
"""A slug, and a text of its brief."""


class Shelf:
    """Texts read as briefs, those asked for last kept at hand.

    Args:
        most_bytes: of the texts that are kept, in UTF-8.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[_State, Brief | None] = OrderedDict()
        self._reading: dict[_State, Future[Brief | None]] = {}
        self._threads = ThreadPoolExecutor(2, "reading")
        self._lock = Lock()

    async def read(self, slug: str, text: str) -> Brief | None:
        """The brief of a text; None where it cannot be read. Whoever asks meanwhile waits too."""
        state = (slug, text)
        with self._lock:
            if state in self._kept:
                self._kept.move_to_end(state)
                return self._kept[state]
            reading = self._reading.get(state)
            is_new = reading is None
            if reading is None:
                reading = self._reading[state] = self._threads.submit(_brief, slug, text)
        if is_new:
            reading.add_done_callback(partial(self._keep, state))
        # Who gives up waiting does not end it for the others.
        return await asyncio.shield(asyncio.wrap_future(reading))

    def _keep(self, state: _State, reading: "Future[Brief | None]") -> None:
        with self._lock:
            del self._reading[state]
            if reading.exception() is not None:
                return
            self._kept[state] = reading.result()
            self._bytes += _size(state[1])
            while self._bytes > self._most_bytes and len(self._kept) > 1:
                (_, text), _ = self._kept.popitem(last=False)
                self._bytes -= _size(text)


_shelf = Shelf(KEPT_BYTES)


async def brief_of(revision: Revision | None) -> Brief | None:
    """The brief that a revision holds; None for one that this version cannot read any more."""
    return None if revision is None else await _shelf.read(revision.slug, revision.content)


async def brief_at(revisions: Revisions, slug: str, number: int) -> Brief | None:
    """The brief as it was published under that number; None where there is none to be read."""
    return await brief_of(await revisions.get(slug, number))


@dataclass(frozen=True, slots=True)
class Past:
    """A state that a brief was in, as it is shown: a library of its own, and which it is."""

    library: Library
    number: int
    published_at: datetime
    latest: int
    """The number of the newest state."""


class Archive:
    """Past states of briefs, those that were asked for last kept at hand.

    Args:
        revisions: where they are recorded.
        most_bytes: of the texts of those that are kept, in UTF-8.
    """

    def __init__(self, revisions: Revisions, most_bytes: int = KEPT_BYTES) -> None:
        self._revisions = revisions
        self._most_bytes = most_bytes
        self._libraries: OrderedDict[tuple[str, int], tuple[Library, int]] = OrderedDict()
        self._making: dict[tuple[str, int], asyncio.Task[Library]] = {}

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

    async def holding(self, slugs: Iterable[str], number: int, entry: str) -> list[str]:
        """Those of some briefs whose state of that number has an entry or a source of that id."""
        found: list[str] = []
        for slug in slugs:
            revision = await self._revisions.get(slug, number)
            if revision is None or entry not in revision.content:  # spares reading it
                continue
            brief = await brief_of(revision)
            if brief is not None and present(brief, entry) is not None:
                found.append(slug)
        return found

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
        if key in self._libraries:
            self._libraries.move_to_end(key)
            return self._libraries[key][0]
        if key not in self._making:
            making = self._making[key] = asyncio.create_task(self._made(found))
            making.add_done_callback(lambda _: self._making.pop(key))
        return await asyncio.shield(self._making[key])

    async def _made(self, found: Revision) -> Library:
        brief = await brief_of(found)
        if brief is None:
            raise UserError(f"Revision {found.number} can no longer be read.")
        index = await asyncio.to_thread(Index, brief)
        library = Library([index], {brief.slug: Checks(brief, is_past=True)})
        self._libraries[found.slug, found.number] = (library, _size(found.content))
        while len(self._libraries) > 1 and self._bytes() > self._most_bytes:
            self._libraries.popitem(last=False)
        return library

    def _bytes(self) -> int:
        return sum(size for _, size in self._libraries.values())


def _size(text: str) -> int:
    """In UTF-8, in bytes."""
    return len(text.encode())


def _brief(slug: str, content: str) -> Brief | None:
    try:
        return parse(content.encode(), f"{slug}.yaml").brief
    except InvalidFileError:
        return None
