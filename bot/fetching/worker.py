"""Takes one page apart within limits, and ends: `python -m bot.fetching.worker`.

The task is JSON on standard input, the passages are JSON on standard output.
"""

import base64
import json
import math
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import TypedDict, cast

from bot.fetching.errors import OUT_OF_MEMORY
from bot.fetching.page import FetchedPage
from bot.fetching.passages import passages, texts

# Who came so near to the limit may have been refused more.
_NEAR = 7 / 8


class _Task(TypedDict):
    kind: str
    charset: str | None
    content: str
    words: list[str]
    cpu_seconds: int
    memory_bytes: int


def main() -> None:
    """Do it."""
    task = cast("_Task", json.load(sys.stdin))
    page = FetchedPage("", task["kind"], task["charset"], base64.b64decode(task["content"]))
    _confine(task["cpu_seconds"], task["memory_bytes"])
    try:
        found = [passages(task["words"], text) for text in texts(page)]
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    # The libraries take a want of memory for a page without text.
    if _most_bytes() > _NEAR * task["memory_bytes"]:
        sys.exit(OUT_OF_MEMORY)
    json.dump(found, sys.stdout)


def _confine(cpu_seconds: int, memory_bytes: int) -> None:
    """End this process once it takes more; what it took to start does not count."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime) + cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _most_bytes() -> int:
    """How much address space this process had at most; 0 where the system does not say."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmPeak:"):
                return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    main()
