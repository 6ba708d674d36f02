"""Has pictures drawn by a process of its own, which ends when nobody asks, and keeps the last ones.

The library that draws takes a hundred megabytes that the bot is not to carry about.
"""

import asyncio
import os
import signal
from asyncio.subprocess import Process
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import structlog

from bot.confined import OUT_OF_MEMORY, Bounds, end, start
from bot.domain.errors import UserError
from bot.pictures.alt import alt_text
from bot.pictures.charts import Chart, Picture
from bot.pictures.task import TASK, Task

log = structlog.get_logger()

BOUNDS = Bounds(cpu_seconds=20, memory_bytes=1024 * 1024 * 1024, deadline_seconds=45)
_IDLE_SECONDS = 60.0
_KEPT_BYTES = 8 * 1024 * 1024
_MOST_WAITING = 8
_MOST_BYTES = 8 * 1024 * 1024
_MODULE = "bot.pictures.worker"
# The worker is not to know tokens and addresses of databases.
_NEEDED = ("HOME", "LANG", "LC_", "LD_", "MPL", "PATH", "PYTHON", "TMPDIR", "VIRTUAL_ENV", "XDG_")


class NotDrawnError(UserError):
    """A picture that takes too much, or fails."""

    def __init__(self) -> None:
        super().__init__(
            "I couldn't draw that picture. Everything it would show is in the text; "
            "you can try again in a minute."
        )


class StudioBusyError(UserError):
    """Others wait for theirs."""

    def __init__(self) -> None:
        super().__init__("I'm drawing several pictures already. Please try again in a minute.")


class SlowError(UserError):
    """A picture that is not ready in time for those who cannot wait."""

    def __init__(self) -> None:
        super().__init__("The picture isn't ready yet. Please press the button again in a moment.")


class Studio:
    """Draws one picture at a time.

    A picture is kept under all that it shows, which a brief's state, what is shown of it and the
    language decide: so none that is kept is of another state.

    Args:
        bounds: what one picture may cost.
        idle_seconds: how long the worker waits for another task before it is ended.
        kept_bytes: how much is kept of what was drawn last.
    """

    def __init__(
        self,
        bounds: Bounds = BOUNDS,
        idle_seconds: float = _IDLE_SECONDS,
        kept_bytes: int = _KEPT_BYTES,
    ) -> None:
        self._bounds = bounds
        self._idle_seconds = idle_seconds
        self._kept_bytes = kept_bytes
        self._kept: OrderedDict[Chart, Picture] = OrderedDict()
        self._drawing: dict[Chart, asyncio.Task[Picture]] = {}
        self._turn = asyncio.Lock()
        self._worker: Process | None = None
        self._retiring: asyncio.Task[None] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether no worker is there."""
        return self._worker is None or self._worker.returncode is not None

    async def draw(self, chart: Chart, within_seconds: float | None = None) -> Picture:
        """The picture of a chart; whoever asks for one that is being drawn waits for that.

        Args:
            chart: what it shows.
            within_seconds: for how long is waited; it is drawn nevertheless, and kept.

        Raises:
            UserError: it takes more than it may, fails, is not ready, or too many wait.
        """
        if chart in self._kept:
            self._kept.move_to_end(chart)
            return self._kept[chart]
        if chart not in self._drawing:
            if len(self._drawing) >= _MOST_WAITING:
                raise StudioBusyError
            task = asyncio.create_task(self._in_turn(chart))
            task.add_done_callback(_looked_at)
            self._drawing[chart] = task
        try:
            async with asyncio.timeout(within_seconds):
                return await asyncio.shield(self._drawing[chart])
        except TimeoutError:
            raise SlowError from None

    async def close(self) -> None:
        """End the worker, and what is being drawn."""
        tasks: list[asyncio.Future[Any]] = [*self._drawing.values()]
        if self._retiring is not None:
            tasks.append(self._retiring)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._end_worker()

    async def _in_turn(self, chart: Chart) -> Picture:
        try:
            async with self._turn:
                if self._retiring is not None:
                    self._retiring.cancel()
                try:
                    png = await self._drawn(chart)
                except BaseException:
                    await self._end_worker()
                    raise
                self._retiring = asyncio.create_task(self._retire())
            picture = Picture(png, alt_text(chart))
            self._keep(chart, picture)
            return picture
        finally:
            del self._drawing[chart]

    async def _drawn(self, chart: Chart) -> bytes:
        """What the worker draws.

        Raises:
            NotDrawnError: it takes more than it may, or fails.
        """
        bounds = self._bounds
        task = TASK.dump_json(Task(chart, bounds.cpu_seconds, bounds.memory_bytes))
        try:
            async with asyncio.timeout(bounds.deadline_seconds):
                if self._worker is None or self._worker.returncode is not None:
                    self._worker = await start(_MODULE, _environment())
                return await _asked(self._worker, task)
        except TimeoutError:
            reason = "too slow"
        except (OSError, EOFError, ValueError):
            reason = await self._last_words()
        log.warning("picture_failed", brief=chart.slug, kind=chart.kind, reason=reason)
        raise NotDrawnError

    async def _last_words(self) -> str:
        """Why the worker ended."""
        worker = self._worker
        if worker is None or worker.stderr is None:
            return "it could not be started"
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                said = await worker.stderr.read()
                code = await worker.wait()
                if code == OUT_OF_MEMORY:
                    return "too little memory"
                if code == -signal.SIGXCPU:
                    return "too much time of the processor"
                last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
                return last or f"the process ended with {code}"
        return "it answered what is no picture"

    def _keep(self, chart: Chart, picture: Picture) -> None:
        self._kept[chart] = picture
        while sum(len(each.png) for each in self._kept.values()) > self._kept_bytes:
            self._kept.popitem(last=False)

    async def _retire(self) -> None:
        await asyncio.sleep(self._idle_seconds)
        async with self._turn:
            await self._end_worker()

    async def _end_worker(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            await end(worker)


async def _asked(worker: Process, task: bytes) -> bytes:
    """What a worker answers.

    Raises:
        OSError, EOFError, ValueError: it ended, or answers something else.
    """
    if worker.stdin is None or worker.stdout is None:
        raise EOFError
    worker.stdin.write(task + b"\n")
    await worker.stdin.drain()
    size = int(await worker.stdout.readline())
    if not 0 < size <= _MOST_BYTES:
        raise ValueError
    return await worker.stdout.readexactly(size)


def _environment() -> Mapping[str, str]:
    env = {name: value for name, value in os.environ.items() if name.startswith(_NEEDED)}
    # Threads would only reserve memory.
    return {**env, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _looked_at(task: asyncio.Task[Picture]) -> None:
    """Take note of how it ended, also where nobody waits for it any more."""
    if not task.cancelled():
        task.exception()
