"""Loading a brief, against libyaml's own loader; and what a reload does to the event loop."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import yaml

from bot.content.folder import BriefFolder
from bot.content.parse import parse
from bot.content.search import Index
from bot.gateway.connection import settle_memory
from tests.bench.generated import brief_text, write_brief
from tests.bench.timing import head, ms, row, timed

SIZES = {300: 15, 3_000: 5}
_RELOADS = 4
_TICK_SECONDS = 0.001


def measure() -> None:
    """Print the tables."""
    head("entries", "size", "yaml.load", "briefbot: read and checked", "ratio (aim ≤ 1.6)", "index")
    for entries, times in SIZES.items():
        text = brief_text(entries)
        theirs = statistics.median(timed(lambda: yaml.load(text, yaml.CSafeLoader), times))  # noqa: B023 -- run at once; it is the safe one
        ours = statistics.median(timed(lambda: parse(text, "made.yaml"), times))  # noqa: B023 -- run at once
        brief = parse(text, "made.yaml").brief
        index = statistics.median(timed(lambda: Index(brief), times))  # noqa: B023 -- run at once
        size = f"{len(text) / 1024:.0f} KiB"
        row(f"{entries:,}", size, ms(theirs), ms(ours), f"**{ours / theirs:.2f}**", ms(index))
    print()
    head("while 3,000 entries are reloaded", "longest stall of the event loop (aim ≤ 50 ms)")
    idle, busy = asyncio.run(_stalls())
    row("nothing happens", ms(idle))
    row(f"longest of {_RELOADS} reloads", f"**{ms(busy)}**")


async def _stalls() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as name:
        path = write_brief(Path(name), "made", 3_000)
        folder = BriefFolder(Path(name))
        folder.load()
        settle_memory()  # as `briefbot run` does
        idle = await longest_stall(1.0)
        reloaded: list[object] = []
        folder.start(reloaded.append)
        busy = 0.0
        for seed in range(2, 2 + _RELOADS):
            text = brief_text(3_000, seed)
            path.write_bytes(text)
            while len(reloaded) < seed - 1:
                busy = max(busy, await longest_stall(0.1))
        folder.stop()
        return idle, busy


async def longest_stall(seconds: float) -> float:
    """How late the event loop came back, at worst."""
    end = time.perf_counter() + seconds
    longest = 0.0
    while (before := time.perf_counter()) < end:
        await asyncio.sleep(_TICK_SECONDS)  # what is measured
        longest = max(longest, time.perf_counter() - before - _TICK_SECONDS)
    return longest
