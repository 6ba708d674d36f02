"""What breaks: the processes, and what they ask of Discord."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from tests.loopback.process import BotProcess
from tests.loopback.scene import Scene
from tests.loopback.state import Fault, State

CHANCE = random.Random()  # noqa: S311 -- it guards nothing

_PATH = r"/channels/\d+/messages"
_EDIT = r"/channels/\d+/messages/\d+"


class Fleet:
    """1 to 3 processes on one database; all are dead when one leaves its context.

    Args:
        scene: where they run.
        programs: each process runs one of them.
        settings: of each.
    """

    def __init__(
        self, scene: Scene, programs: Sequence[Sequence[str]], settings: dict[str, str]
    ) -> None:
        self._scene = scene
        self._programs = programs
        self._settings = settings
        self._stack = AsyncExitStack()
        self._tasks = set[asyncio.Task[None]]()
        self._running: list[BotProcess] = []
        self.all: list[BotProcess] = []
        """Every process that ever ran."""
        self.done = Counter[str]()
        """What was done to them."""

    async def __aenter__(self) -> Self:
        await self._stack.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        await self.kill_all()
        for task in self._tasks:
            task.cancel()
        await self._stack.aclose()

    async def start(self, count: int) -> None:
        """Start so many more."""
        for _ in range(count):
            program = CHANCE.choice(self._programs)
            process = self._scene.start(*program, **self._settings)
            self._running.append(await self._stack.enter_async_context(process))
            self.all.append(process)
            self.done["starts"] += 1

    async def hurt(self) -> None:
        """Do something to one of them; another one takes the place of one that ends."""
        victim = CHANCE.choice(self._running)
        if CHANCE.random() < 0.4:
            self.done["stops"] += 1
            # Often longer than the short lease of half of them, see `worker.py`.
            self._later(self._freeze(victim, CHANCE.uniform(0.2, 9)))
            return
        is_kill = CHANCE.random() < 0.8
        self.done["kills" if is_kill else "terms"] += 1
        self._running.remove(victim)
        self._later(self._end(victim, signal.SIGKILL if is_kill else signal.SIGTERM))
        await self.start(CHANCE.randint(0 if self._running else 1, 3 - len(self._running)))

    async def kill_all(self) -> None:
        """Leave none alive."""
        self.done["kills"] += len(self._running)
        self._running.clear()
        for process in self.all:
            process.send(signal.SIGKILL)
            await process.ended()

    async def _end(self, victim: BotProcess, number: signal.Signals) -> None:
        victim.send(number)
        victim.send(signal.SIGCONT)
        await victim.ended(20)

    async def _freeze(self, victim: BotProcess, seconds: float) -> None:
        victim.send(signal.SIGSTOP)
        await asyncio.sleep(seconds)  # frozen for so long
        victim.send(signal.SIGCONT)

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class Weather:
    """What goes wrong between them and Discord.

    Args:
        state: whose requests fail.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        # The first answer of all is lost, so that even the shortest run has one of these.
        self.all = [Fault("POST", _PATH, "lose_answer")]
        state.faults += self.all

    def turn(self) -> None:
        """Let one of the next requests fail."""
        self._state.faults[:] = [fault for fault in self._state.faults if fault.times]
        # What waits for a history to be read must not keep the rest from happening.
        fault = CHANCE.choice(_FAULTS)()
        if sum(other.method == fault.method for other in self._state.faults) < 3:
            self._state.faults.append(fault)
            self.all.append(fault)

    def clear(self) -> None:
        """Let nothing more fail."""
        self._state.faults.clear()

    def struck(self) -> Counter[str]:
        """What failed how often."""
        kinds = (
            str(fault.status) if fault.kind == "answer" else fault.kind
            for fault in self.all
            if not fault.times
        )
        return Counter(kinds)


def _busy(via: dict[str, str]) -> Fault:
    wait = CHANCE.uniform(0.3, 2)
    body = {"message": "You are being rate limited.", "retry_after": wait, "global": False}
    headers = {"Retry-After": "2", "X-RateLimit-Scope": "shared", **via}
    return Fault("POST", _PATH, status=429, body=body, headers=headers)


_FAULTS = [
    *[lambda: Fault("POST", _PATH, "lose_answer")] * 3,
    *[lambda: Fault("POST", _PATH, "lose_request")] * 2,
    lambda: Fault("GET", _PATH, "lose_answer"),
    lambda: Fault("POST", _PATH, "hang"),
    lambda: Fault("POST", _PATH, status=500),
    lambda: Fault("POST", _PATH, status=503),
    lambda: Fault("GET", _PATH, status=500),
    lambda: _busy({"Via": "1.1 loopback"}),
    lambda: _busy({}),  # for discord.py a ban
    lambda: Fault("PATCH", _EDIT, "lose_answer"),
    lambda: Fault("PATCH", _EDIT, "lose_request"),
    lambda: Fault("PATCH", _EDIT, status=500),
    lambda: Fault("PATCH", _EDIT, status=429, body=_OLD_EDITS, headers={"Via": "1.1 loopback"}),
]
# As it was seen: a 429 that says no time to wait.
_OLD_EDITS = {"code": 30046, "message": "Maximum number of edits to messages older than 1 hour"}
