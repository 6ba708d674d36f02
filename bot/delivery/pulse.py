"""The pulse: the timer that looks for due work. The database is the schedule."""

# APScheduler has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import structlog
from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.delivery.outbox import Outbox

log = structlog.get_logger()

# Another process may have planned something meanwhile, so each looks at least this often.
LOOK_SECONDS = 20
_HOUSEKEEPING_HOURS = 1
# What is due within this is waited for: APScheduler drops a beat that comes during another.
_NEAR = timedelta(seconds=2)
# It may have to wait for something else, such as an earlier part that another process holds.
_REST_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the parts of a look may take, in seconds."""

    planning: float = 300
    """After so long it is given up: it hangs."""
    delivering: float = LOOK_SECONDS
    """After so long the outbox makes room for planning; what is under way goes on."""


class Pulse:
    """Plans and delivers what is due, when it is due.

    Args:
        plan: puts what is due into the outbox.
        next_due: when something is due next; None for nothing.
        outbox: delivers it.
        housekeeping: what is done at the start and every hour.
        clock: the time now.
        limits: how long the parts of a look may take.
    """

    def __init__(  # noqa: PLR0913, PLR0917 -- its parts
        self,
        plan: Callable[[], Awaitable[object]],
        next_due: Callable[[], Awaitable[datetime | None]],
        outbox: Outbox,
        housekeeping: Callable[[], object],
        clock: Callable[[], datetime],
        limits: Limits = Limits(),
    ) -> None:
        self._plan = plan
        self._next_due = next_due
        self._outbox = outbox
        self._housekeeping = housekeeping
        self._clock = clock
        self._limits = limits
        self._is_beating = self._is_woken = False
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Begin to beat; the first beat comes at once."""
        self._scheduler.add_listener(_log_failure, EVENT_JOB_ERROR)
        self._scheduler.add_job(
            self.tick, "interval", seconds=LOOK_SECONDS, id="pulse", next_run_time=self._clock()
        )
        self._scheduler.add_job(
            self._housekeeping,
            "interval",
            hours=_HOUSEKEEPING_HOURS,
            id="housekeeping",
            next_run_time=self._clock(),
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """Begin nothing more; finish or hand back what is under way."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await self._outbox.stop()

    def wake(self) -> None:
        """Look at once: something became due that was not foreseen."""
        self._is_woken = True
        if not self._is_beating:  # APScheduler drops a beat that comes during another
            self._beat_at(self._clock())

    async def tick(self) -> None:
        """Plan and deliver all that is due, then set the time of the next look."""
        try:
            await self._beat()
        except asyncio.CancelledError:
            # `stop` ends it so. What is under way is finished by then or handed back; APScheduler
            # would log it as a failure.
            log.info("pulse_interrupted")

    async def _beat(self) -> None:
        self._is_beating = True
        try:
            due = await self._work()
            while self._is_woken or self._is_near(due):
                if not self._is_woken:
                    await asyncio.sleep(_REST_SECONDS)
                due = await self._work()
        finally:
            self._is_beating = False
        if due is not None and due < self._clock() + timedelta(seconds=LOOK_SECONDS):
            self._beat_at(due)

    def _is_near(self, due: datetime | None) -> bool:
        """Whether it is due so soon that APScheduler might begin before this beat has ended."""
        return due is not None and due < self._clock() + _NEAR

    async def _work(self) -> datetime | None:
        """Plan all that is due, and deliver; returns when something is due next.

        Where the planning fails, what was planned before is delivered all the same.
        """
        self._is_woken = False
        try:
            async with asyncio.timeout(self._limits.planning):
                await self._plan()
        except Exception:
            await self._outbox.drain(self._limits.delivering)
            raise
        await self._outbox.drain(self._limits.delivering)
        return await self._next_due()

    def _beat_at(self, moment: datetime) -> None:
        if self._scheduler.running:
            self._scheduler.modify_job("pulse", next_run_time=moment)


def _log_failure(event: JobExecutionEvent) -> None:
    log.error(
        "job_failed", job=cast("str", event.job_id), exc_info=cast("Exception", event.exception)
    )
