"""From pages to excerpts: which pages are read, what of them is kept, and what is reported."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from bot.content import snapshots
from bot.domain.brief import Brief
from bot.domain.quotations import Excerpt, said_in
from bot.domain.verbatim import Outcome, Printed, find
from bot.fetching.passages import passages, texts
from bot.fetching.reader import NotReadError, Page, Reader, host_of

# Hosts that are read from at the same time.
_AT_ONCE = 4
_HOW = "fetched by briefbot verify"


class Result(StrEnum):
    """What became of a source."""

    KEPT = "kept"
    """A new excerpt was written."""
    UNCHANGED = "unchanged"
    NOT_FOUND = "not found"
    """The page was read and has none of the words."""
    DEAD = "dead"
    NOT_READ = "not read"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one source; the text is for a person."""

    source: str
    result: Result
    text: str


async def fetch_excerpts(
    briefs: Path, brief: Brief, reader: Reader, today: date, tell: Callable[[str], None]
) -> list[Fetched]:
    """Read the pages that quotes cite, and keep the passages that they are quoted for.

    Args:
        briefs: the folder that holds the brief.
        brief: whose quotes.
        reader: reads pages.
        today: when they are read.
        tell: is told of each page as it is done with.
    """
    said = said_in(brief)
    kept, _ = snapshots.read_excerpts(briefs, brief)
    by_host: dict[str, list[str]] = defaultdict(list)
    for source in said:
        if url := brief.sources[source].url:
            by_host[host_of(url)].append(source)
    total, done = sum(map(len, by_host.values())), list[Fetched]()
    free = asyncio.Semaphore(_AT_ONCE)

    async def one_host(sources: Sequence[str]) -> None:
        async with free:
            for source in sources:
                place = snapshots.excerpt_path(briefs, brief.slug, source)
                address = brief.sources[source].url or ""
                work = _Work(source, address, said[source], kept.get(source), place)
                fetched = await _fetch(work, reader, today)
                done.append(fetched)
                tell(f"[{len(done)}/{total}] {source}: {fetched.text}")

    async with asyncio.TaskGroup() as group:
        for sources in by_host.values():
            group.create_task(one_host(sources))
    return done


@dataclass(frozen=True, slots=True)
class _Work:
    source: str
    address: str
    words: Sequence[str]
    kept: Excerpt | None
    path: Path


async def _fetch(work: _Work, reader: Reader, today: date) -> Fetched:
    try:
        page = await reader.read(work.address)
    except NotReadError as error:
        if error.is_dead:
            return Fetched(work.source, Result.DEAD, f"dead link: {error}")
        return Fetched(work.source, Result.NOT_READ, f"not read: {error}")
    return await asyncio.to_thread(_keep, work, page, today)


def _keep(work: _Work, page: Page, today: date) -> Fetched:
    """Write the excerpt of a page, unless the one that is kept proves more."""
    candidates = [passages(work.words, text) for text in texts(page)]
    some = max(candidates, key=lambda found: len(_proven(work.words, Printed.of(found))))
    printed = Printed.of(some)
    now = _proven(work.words, printed)
    told = f"{len(now)} of {len(set(work.words))} word for word"
    if work.kept is not None and _proven(work.words, work.kept.printed) - now:
        text = f"{told}; the excerpt that is kept has more, so it stays"
        return Fetched(work.source, Result.UNCHANGED, text)
    if not some:
        return Fetched(work.source, Result.NOT_FOUND, told)
    if work.kept is not None and work.kept.printed == printed:
        return Fetched(work.source, Result.UNCHANGED, f"{told}; as in the excerpt that is kept")
    snapshots.write_excerpt(
        work.path, address=work.address, retrieved=today.isoformat(), how=_HOW, passages=some
    )
    return Fetched(work.source, Result.KEPT, f"{told}; excerpt written")


def _proven(words: Sequence[str], printed: Printed) -> set[str]:
    """Those of the words that the text has as they are."""
    return {said for said in words if find(said, printed).outcome is Outcome.FOUND}
