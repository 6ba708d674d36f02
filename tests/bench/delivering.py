"""Digests by the thousand: planning, fan-out by a real process, memory."""

import asyncio
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.planning import plan
from bot.domain.subscription import NewSubscription
from bot.gateway.connection import settle_memory
from bot.storage.database import Database
from bot.storage.plans import Plans
from bot.storage.tables import subscriptions
from tests.bench.loading import longest_stall
from tests.bench.timing import head, ms, row
from tests.loopback.payloads import GUILD_ID
from tests.loopback.scene import Scene
from tests.loopback.server import Loopback

PLANNED = 10_000
CHANNELS = 1_000
PER_SECOND = 25
KEPT = 100_000
_BATCH = 1_000
_FIRST_CHANNEL = 1_200_000_000_000_000_000


async def measure() -> None:
    """Print the tables; about a minute and a half."""
    with tempfile.TemporaryDirectory() as name:
        seconds, stall = await _plan(Path(name) / "planning.db")
    head("planning on SQLite", "measured", "aim")
    row(f"{PLANNED:,} subscriptions due at once", f"**{seconds:.2f} s**", "≤ 3 s")
    row("longest stall of the event loop meanwhile", f"**{ms(stall)}**", "≤ 50 ms")
    print()
    with tempfile.TemporaryDirectory() as name:
        posted, taken, refused = await _fan_out(Path(name))
    head("fan-out by one `briefbot run`", "measured", "aim")
    ideal = CHANNELS / PER_SECOND
    row("messages", f"{posted:,} of {CHANNELS:,}", "all")
    row(f"time, against {ideal:.0f} s at {PER_SECOND}/s", f"**{ideal / taken:.1%}**", "≥ 97 %")
    row("answers of 429", refused, "0")
    print()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "many.db"
        await _subscribe(path, KEPT, datetime.now(UTC) + timedelta(days=1))
        head("memory", "measured")
        row("storage and planning, no subscription", f"{_mib(path.with_name('none.db'))} MiB")
        row(f"with {KEPT:,} subscriptions, after a look", f"**{_mib(path)} MiB**")


async def _plan(path: Path) -> tuple[float, float]:
    now = datetime.now(UTC)
    await _subscribe(path, PLANNED, now)
    settle_memory()  # as `briefbot run` does
    async with Database.open(str(path)) as database:
        plans = Plans(database)
        began = time.perf_counter()
        planning = asyncio.create_task(plan(plans, now + timedelta(seconds=1), timedelta(hours=12)))
        stall = 0.0
        while not planning.done():
            stall = max(stall, await longest_stall(0.05))
        assert await planning == PLANNED
        return time.perf_counter() - began, stall


async def _fan_out(folder: Path) -> tuple[int, float, int]:
    """Messages posted, seconds from the first to the last, and answers of 429."""
    async with Loopback() as discord:
        scene = Scene(discord, folder)
        for number in range(CHANNELS - 1):
            discord.state.open_channel(str(_FIRST_CHANNEL + number))
        channels = [int(channel) for channel in discord.state.channels][:CHANNELS]
        scene.data.mkdir()
        due = datetime.now(UTC)
        await _subscribe(scene.data / "briefbot.db", len(channels), due, channels)
        async with scene.start(DIGESTS_PER_SECOND=str(PER_SECOND)):
            await discord.state.until(lambda: _posts(discord) >= len(channels) or None, 120)
            await asyncio.sleep(1)  # what would be posted twice has come by then
        at = [r.at for r in discord.state.requests if r.path.endswith("/messages")]
        return _posts(discord), max(at) - min(at) + 1 / PER_SECOND, len(at) - _posts(discord)


def _posts(discord: Loopback) -> int:
    return sum(len(messages) for messages in discord.state.messages.values())


async def _subscribe(
    path: Path, number: int, due: datetime, channels: list[int] | None = None
) -> None:
    """Put many in at once; one at a time, each waits for the disk."""
    kept = {"paused": False, "told": False, "quiet_slots": 0}
    rows = [
        {**asdict(_new(channels[n] if channels else _FIRST_CHANNEL + n, due)), **kept}
        for n in range(number)
    ]

    async def fill(connection: AsyncConnection) -> None:
        for start in range(0, number, _BATCH):
            await connection.execute(sa.insert(subscriptions), rows[start : start + _BATCH])

    async with Database.open(str(path)) as database:
        await database.write(fill)


def _new(channel: int, due: datetime) -> NewSubscription:
    return NewSubscription(
        guild_id=int(GUILD_ID),
        channel_id=channel,
        target="text",
        slug="ferry",
        frequency="daily",
        cron="0 9 * * *",
        zone="Europe/Warsaw",
        next_run_at=due,
        created_by=1,
        created_at=due,
    )


_LOOK = """
import asyncio, resource, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from bot.delivery.planning import plan
from bot.storage.database import Database
from bot.storage.plans import Plans
async def look():
    async with Database.open(sys.argv[1]) as database:
        await plan(Plans(database), datetime.now(UTC), timedelta(hours=12))
        await Plans(database).next_due()
asyncio.run(look())
pages = int(Path("/proc/self/statm").read_text().split()[1])
print(pages * resource.getpagesize() // 1024**2)
"""


def _mib(path: Path) -> int:
    """What a process holds that has looked for due work (Linux)."""
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, str(path)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)
