"""Processes of their own within limits of time and memory, for work that cannot be interrupted."""

import math
import resource
import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

OUT_OF_MEMORY = 75
"""How a process ends that had too little of it for its task."""

# Who came so near to the limit may have been refused more.
_NEAR = 7 / 8


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one task may cost."""

    cpu_seconds: int = 20
    memory_bytes: int = 1024 * 1024 * 1024
    deadline_seconds: float = 120
    """By the clock, for a machine that is busy."""


async def start(module: str, env: Mapping[str, str] | None = None) -> Process:
    """Run a module of ours in a process that is talked to through its standard streams.

    Args:
        module: with a `__main__` part; nothing is imported from the folder that one is in.
        env: its environment; ours if left out.
    """
    command = (sys.executable, "-P", "-m", module)
    return await create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=env)


async def end(process: Process) -> None:
    """Leave no process behind, whatever happened."""
    if process.returncode is None:
        with suppress(ProcessLookupError):  # it ended this very moment
            process.kill()
    await process.wait()


def confine(cpu_seconds: int, memory_bytes: int) -> None:
    """End this process once it takes more; what it took so far does not count as time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime) + cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def is_near(memory_bytes: int) -> bool:
    """Whether this process had nearly that much address space; no where the system does not say.

    Libraries may take a want of memory for something else.
    """
    return _most_bytes() > _NEAR * memory_bytes


def _most_bytes() -> int:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmPeak:"):
                return int(line.split()[1]) * 1024
    return 0
