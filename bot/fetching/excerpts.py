"""From pages to excerpts: which pages are read, what of them is kept, and what is reported."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from bot.confined import Bounds
from bot.content import snapshots
from bot.domain.brief import Brief
from bot.domain.quotations import Excerpt, said_in
from bot.domain.verbatim import Outcome, Printed, find
from bot.fetching.apart import passages_of
from bot.fetching.errors import NotReadError
from bot.fetching.passages import passages
from bot.fetching.reader import Reader, host_of

# Hosts that are read from at the same time.
_AT_ONCE = 4
_NOTHING, _OTHERWISE, _VERBATIM = range(3)


class Result(StrEnum):
    """What became of a source."""

    KEPT = "kept"
    """A new excerpt was written."""
    UNCHANGED = "unchanged"
    NOT_FOUND = "not found"
    """The page was read and has none of the words, or less of them than is kept."""
    NOT_THERE = "not there"
    """The server says that there is no such page."""
    NOT_READ = "not read"
    NOT_WRITTEN = "not written"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one source; the text is for a person."""

    source: str
    result: Result
    text: str


@dataclass(frozen=True, slots=True)
class Means:
    """What pages are read with."""

    reader: Reader
    bounds: Bounds
    """What taking one of them apart may cost."""


async def fetch_excerpts(
    briefs: Path, brief: Brief, means: Means, today: date, tell: Callable[[str], None]
) -> list[Fetched]:
    """Read the pages that quotes cite, and keep the passages that they are quoted for.

    Args:
        briefs: the folder that holds the brief.
        brief: whose quotes.
        means: what pages are read with.
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
                fetched = await _fetch(work, means, today)
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


async def _fetch(work: _Work, means: Means, today: date) -> Fetched:
    try:
        page = await means.reader.read(work.address)
        candidates = await passages_of(page, work.words, means.bounds)
    except NotReadError as error:
        result = Result.NOT_THERE if error.is_missing else Result.NOT_READ
        return Fetched(work.source, result, f"{result.value}: {error}")
    return await asyncio.to_thread(_keep, work, candidates, today)


def _keep(work: _Work, candidates: Sequence[Sequence[str]], today: date) -> Fetched:
    """Write the excerpt of a page, unless what is kept shows as much of any of the words."""
    some = max(candidates, key=lambda found: sum(_shown(work.words, found).values()))
    now = _shown(work.words, some)
    told = f"{sum(shown == _VERBATIM for shown in now.values())} of {len(now)} word for word"
    if not some:
        stays = "; the existing excerpt stays" if work.kept else ""
        return Fetched(work.source, Result.NOT_FOUND, f"{told}{stays}")
    if stays := _why_it_stays(work, now):
        result, reason = stays
        return Fetched(work.source, result, f"{told}; {reason}")
    try:
        snapshots.write_excerpt(
            work.path,
            address=work.address,
            retrieved=today.isoformat(),
            how=snapshots.FETCHED,
            passages=some,
        )
    except OSError as error:
        text = f"{told}; {work.path} cannot be written: {error.strerror or error}"
        return Fetched(work.source, Result.NOT_WRITTEN, text)
    return Fetched(work.source, Result.KEPT, f"{told}; excerpt written")


def _why_it_stays(work: _Work, now: Mapping[str, int]) -> tuple[Result, str] | None:
    """Why the file of an excerpt is not replaced; None if it is, or if there is none."""
    if work.kept is None:
        is_whole = all(shown == _VERBATIM for shown in now.values())
        if is_whole or not work.path.exists():
            return None
        reason = "the existing file cannot be used and stays; delete it to get a new one"
        return Result.UNCHANGED, reason
    before = _shown(work.words, work.kept.printed.plain.split("\n"))
    if any(before[said] > now[said] for said in now):
        return Result.NOT_FOUND, "the existing excerpt shows more, so it stays"
    return (Result.UNCHANGED, "same as the existing excerpt") if before == now else None


def _shown(words: Sequence[str], some: Sequence[str]) -> dict[str, int]:
    """What passages show of each of the words: as they are, otherwise, or nothing."""
    printed = Printed.of(some)

    def of(said: str) -> int:
        if find(said, printed).outcome is Outcome.FOUND:
            return _VERBATIM
        return _OTHERWISE if passages([said], printed) else _NOTHING

    return {said: of(said) for said in words}
