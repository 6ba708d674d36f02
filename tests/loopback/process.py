"""The real program as a process of its own."""

import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from tests.loopback.nursery import forked
from tests.loopback.state import Found, Json

BRIEFBOT = Path(sysconfig.get_path("scripts")) / "briefbot"
INSTALLED = (str(BRIEFBOT), "run")
"""`briefbot run` as it is installed, in an interpreter of its own."""
# Those below what systems hand out by themselves (from 32768), so that no connection takes one
# before it is used; and so many for each of twelve processes that run tests at the same time.
_FIRST_PORT = 20_000
_PORTS = 1_000
# Bytes; one with a traceback in it is long.
_LINE = 1 << 22


def free_port(following: int = 0) -> int:
    """A port on this machine that nobody listens on, and so many after it."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 12
    ports = range(_FIRST_PORT + worker * _PORTS, _FIRST_PORT + (worker + 1) * _PORTS - following)
    while True:
        first = random.choice(ports)  # noqa: S311 -- it guards nothing
        if all(_is_free(port) for port in range(first, first + following + 1)):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class BotProcess:
    """`briefbot run` while one is in its context; it has ended when one leaves.

    Args:
        folder: where it runs, so that it finds no `.env`.
        settings: its environment, besides PATH.
        program: what to run instead of `briefbot run`, which tests have forked, see `nursery`.
    """

    def __init__(
        self, folder: Path, settings: Mapping[str, str], program: Sequence[str] = ()
    ) -> None:
        self._folder = folder
        self._program = program
        self._environment = {
            "PATH": os.environ["PATH"],
            "LOG_FORMAT": "json",
            "PYTHONWARNINGS": "default::ResourceWarning",
            **settings,
        }
        self.lines: list[str] = []
        """Standard error, line by line."""
        self.events: list[Json] = []
        """Those of the lines that are log lines in JSON."""
        self.output = ""
        """Standard output, once it has ended."""
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        if self._program or "PYTEST_VERSION" not in os.environ:
            self._process = await self._started(*(self._program or INSTALLED))
        else:
            self._process = await forked(["run"], self._folder, self._environment, _LINE)
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self.ended()
        if error is not None:
            error.add_note(f"briefbot said:\n{self.text}")

    @property
    def text(self) -> str:
        """All of standard error so far."""
        return "\n".join(self.lines)

    @property
    def is_clean(self) -> bool:
        """Whether it left no task, no connection and no traceback behind."""
        unclean = ("Task was destroyed", "nclosed", "Traceback", "was never ")
        return not self.output and not any(words in self.text for words in unclean)

    async def logged(self, event: str, seconds: float = 30) -> Json:
        """Wait for a log line whose event begins so, in JSON.

        Raises:
            TimeoutError: there was none in time.
            EOFError: the process ended without it; with what it said instead.
        """

        def found() -> Json | None:
            lines = self.events
            return next((e for e in lines if str(e.get("event")).startswith(event)), None)

        return await self._until(found, seconds)

    async def said(self, words: str, seconds: float = 30) -> str:
        """Wait for a line that holds these words, in any form; raises as `logged`."""
        return await self._until(
            lambda: next((line for line in self.lines if words in line), None), seconds
        )

    async def _until(self, found: Callable[[], Found | None], seconds: float) -> Found:
        async with asyncio.timeout(seconds):
            while True:
                self._news.clear()
                if (result := found()) is not None:
                    return result
                if self._reading.done():
                    raise EOFError(self.text)
                await self._news.wait()

    async def stop(self, number: signal.Signals = signal.SIGTERM, seconds: float = 15) -> int:
        """Send a signal and wait for the end; returns the exit code."""
        self._process.send_signal(number)
        return await self.ended(seconds)

    def send(self, number: signal.Signals) -> None:
        """Send a signal, and wait for nothing; it may have ended already."""
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(number)

    async def ended(self, seconds: float = 30) -> int:
        """Wait for it to end; returns the exit code.

        Raises:
            TimeoutError: it runs on.
        """
        async with asyncio.timeout(seconds):
            code = await self._process.wait()
            await self._reading
        return code

    async def health(self) -> tuple[int, Json]:
        """Exit code and answer of `briefbot health`."""
        process = await self._started(str(BRIEFBOT), "health")
        try:
            async with asyncio.timeout(10):
                output, errors = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        assert not errors, errors.decode()
        return cast("int", process.returncode), json.loads(output)

    async def _started(self, *command: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *command,
            cwd=self._folder,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LINE,
        )

    async def _read(self) -> None:
        errors, output = self._process.stderr, self._process.stdout
        assert errors is not None
        assert output is not None
        while received := await errors.readline():
            line = received.decode().rstrip("\n")
            self.lines.append(line)
            if line.startswith("{"):
                self.events.append(cast("dict[str, Any]", json.loads(line)))
            self._news.set()
        self.output = (await output.read()).decode()
        self._news.set()
