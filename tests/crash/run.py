"""One run: deliveries made due, everything broken meanwhile, then counted."""

import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.storage.database import Database
from tests.crash.chaos import CHANCE, Fleet, Weather
from tests.crash.databases import Kind, new_database
from tests.crash.errata import Errata, bulletin
from tests.crash.ledger import Findings, Ledger
from tests.loopback.messages import NONCE_SECONDS
from tests.loopback.scene import Scene
from tests.loopback.server import Loopback

ROOT = Path(__file__).parents[2]
# Longer than a lease, a nonce's window, and what Discord remembers of nonces.
LONG = timedelta(seconds=NONCE_SECONDS + 10)
# Longer than any wait between tries.
LONGEST = timedelta(minutes=11)
# Longer than a lease, but Discord still remembers nonces.
SHORT = timedelta(seconds=95)
DRAIN_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is delivered, to where, and without which care."""

    database: Kind
    deliveries: int
    seconds: float
    """After so many nothing more becomes due."""
    channels: int = 120
    live: int = 60
    """So many more are told of each change as it happens."""
    vanishing: int = 4
    corrections: int = 3
    without: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was done, and what came of it."""

    plan: Plan
    findings: Findings
    done: dict[str, int]
    faults: dict[str, int]
    corrections: int
    """How many were published meanwhile."""
    astray: Sequence[str]
    """What corrections missed, doubled or did for nothing."""
    behind: Sequence[int]
    """Channels that were not up to date so long after the last fault."""
    caught_up: float
    """Seconds from when a bot was connected after the last fault until all were."""
    unfinished: int
    """What was still open when waiting for it ended."""
    seconds: float
    bugs: Sequence[str]
    """What the processes logged as such."""

    @property
    def is_right(self) -> bool:
        """Whether each delivery became one message, and the outbox knows it."""
        found = self.findings
        return not (
            found.duplicates
            or found.losses
            or found.wrong
            or self.astray
            or self.behind
            or self.unfinished
            or self.bugs
        )

    def __str__(self) -> str:
        found = self.findings
        without = f" without {self.plan.without}" if self.plan.without else ""
        due = f"{found.due} deliveries, {found.duplicates} duplicates, {found.losses} losses"
        rest = f"suspended: {found.suspended}, unfinished: {self.unfinished}"
        lines = [
            f"{self.plan.database}{without}: {due} ({self.seconds:.0f} s)",
            f"  corrections: {self.corrections}, of which astray: {len(self.astray)}",
            f"  after the last fault: {len(self.behind)} behind, waited {self.caught_up:.1f} s",
            f"  processes: {self.done}",
            f"  faults: {sum(self.faults.values())} {self.faults}",
            f"  messages: {found.messages}, outbox: {found.states}, {rest}",
            *(f"  {line}" for line in (*found.wrong[:10], *self.astray[:10])),
            *(f"  {line}" for line in (*self.behind[:10], *self.bugs[:10])),
        ]
        return "\n".join(lines)


async def crash(plan: Plan, folder: Path) -> Report:
    """Run it."""
    async with (
        new_database(plan.database, folder) as address,
        Database.open(address) as database,
        Loopback() as discord,
    ):
        return await _crash(plan, Scene(discord, folder / "scene"), address, database)


async def _crash(plan: Plan, scene: Scene, address: str, database: Database) -> Report:
    begun = time.monotonic()
    state = scene.discord.state
    ledger, weather = Ledger(database, state), Weather(state)
    await ledger.subscribe(plan.channels, plan.live)
    errata = Errata(scene)
    worker = (sys.executable, "-m", "tests.crash.worker", plan.without or "lease")
    programs = [worker] if plan.without else [(), worker]
    settings = {
        "DATABASE_URL": address,
        "DIGESTS_PER_SECOND": "40",
        "HEALTH_PORT": "0",
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "info",
    }
    async with Fleet(scene, programs, settings) as fleet:
        await fleet.start(2)
        await _break(plan, scene, (ledger, errata), fleet, weather)
        weather.clear()
        # Without its care some things are wrong for good.
        caught_up = await _catch_up(scene, (ledger, None if plan.without else errata), fleet)
        unfinished, behind = await ledger.open(), await _behind(ledger, errata)
        await fleet.kill_all()
        return Report(
            plan,
            await ledger.findings(),
            dict(fleet.done),
            dict(weather.struck()),
            errata.published,
            errata.wrong(),
            behind,
            caught_up,
            unfinished,
            time.monotonic() - begun,
            [
                str(event)[:600]
                for process in fleet.all
                for event in process.events
                if event.get("level") in ("error", "critical")
            ],
        )


async def _break(
    plan: Plan, scene: Scene, books: tuple[Ledger, Errata], fleet: Fleet, weather: Weather
) -> None:
    """Make deliveries due, correct the brief and break everything, until there was enough."""
    state, (ledger, errata) = scene.discord.state, books
    await scene.discord.connected()
    end = time.monotonic() + plan.seconds
    begun = time.monotonic()
    next_hurt = next_age = begun + 2
    to_vanish = CHANCE.sample(state.channels[1:], plan.vanishing)
    while time.monotonic() < end and (ledger.count < plan.deliveries or await ledger.open()):
        await ledger.make_due(min(plan.deliveries - ledger.count, CHANCE.randint(0, 14)))
        weather.turn()
        weather.turn()
        if to_vanish and CHANCE.random() < 0.1:
            state.vanish(to_vanish.pop())
        # Spread over the first half, so that the last ones find something to correct.
        passed = (time.monotonic() - begun) / plan.seconds
        if errata.published < min(plan.corrections, int(passed * 2 * (plan.corrections + 1))):
            errata.publish()
        elif CHANCE.random() < 0.3:
            errata.announce()
        if time.monotonic() > next_hurt:
            await fleet.hurt()
            next_hurt = time.monotonic() + CHANCE.uniform(0.5, 3)
        if time.monotonic() > next_age:
            await _age(ledger, fleet)
            next_age = time.monotonic() + CHANCE.uniform(6, 14)
        await asyncio.sleep(0.3)  # the pace of the trouble


async def _age(ledger: Ledger, fleet: Fleet) -> None:
    """A power cut of some minutes."""
    await fleet.kill_all()
    await ledger.age(CHANCE.choice((SHORT, LONG)))
    fleet.done["power cuts"] += 1
    await fleet.start(CHANCE.randint(1, 3))


async def _catch_up(scene: Scene, books: tuple[Ledger, Errata | None], fleet: Fleet) -> float:
    """One last power cut, longer than any lease or wait; then two processes have `DRAIN_SECONDS`.

    Nothing is done to them any more. Every channel is up to date once nothing is due or under way,
    each that is told as it happens was told the last of the news, and each that was told what was
    wrong the last of the corrections.

    Returns:
        After how many seconds all were; `DRAIN_SECONDS` where not all are.
    """
    ledger, errata = books
    await fleet.kill_all()
    await ledger.age(LONGEST)
    await fleet.start(2)
    await scene.discord.connected()
    begun = time.monotonic()
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            while await ledger.open() or (  # noqa: ASYNC110 -- other processes change it
                errata and (errata.wrong() or await _behind(ledger, errata))
            ):
                await asyncio.sleep(0.2)  # a database tells nobody that it was written to
    return time.monotonic() - begun


async def _behind(ledger: Ledger, errata: Errata) -> list[int]:
    return await ledger.behind(bulletin(errata.bulletins)) if errata.bulletins else []
