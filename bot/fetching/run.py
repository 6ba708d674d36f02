"""`briefbot verify --fetch`: the pages of all sources that quotes cite."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.confined import Bounds
from bot.domain.brief import Brief
from bot.fetching.excerpts import Means, Result, fetch_excerpts
from bot.fetching.guard import Guard
from bot.fetching.reader import Reader


async def fetch(
    folder: Path,
    briefs: Sequence[Brief],
    tell: Callable[[str], None],
    reader: Reader | None = None,
    bounds: Bounds | None = None,
) -> list[str]:
    """Read pages and keep excerpts; gives a report of what could not be read, found or kept.

    Args:
        folder: of the briefs.
        briefs: whose quotes.
        tell: is told of each page as it is done with.
        reader: reads pages; one that connects to public addresses alone if left out.
        bounds: what taking one page apart may cost, where it is not the usual.
    """
    today = datetime.now(UTC).date()
    report: list[str] = []
    counts: Counter[Result] = Counter()
    async with reader or Reader(Guard()) as reading:
        means = Means(reading, bounds or Bounds())
        for brief in briefs:
            for fetched in await fetch_excerpts(folder, brief, means, today, tell):
                counts[fetched.result] += 1
                if fetched.result not in (Result.KEPT, Result.UNCHANGED):
                    url = brief.sources[fetched.source].url
                    report.append(f"{brief.slug} {fetched.source}: {fetched.text} ({url})")
    pages = ", ".join(f"{result.value} {counts[result]}" for result in Result if counts[result])
    tell(f"Pages: {counts.total()} ({pages})." if pages else "No quote cites a page.")
    return report
