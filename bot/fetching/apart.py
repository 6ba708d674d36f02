"""Pages are taken apart in a process of its own for each: some of them would take minutes.

The libraries that do it need time that grows with the square of a page's elements and
attributes, and cannot be interrupted.
"""

import asyncio
import base64
import json
import signal
from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from bot.confined import OUT_OF_MEMORY, Bounds, end, start
from bot.fetching.errors import NotReadError
from bot.fetching.page import FetchedPage

_TOLD = TypeAdapter(list[list[str]])


async def passages_of(page: FetchedPage, words: Sequence[str], bounds: Bounds) -> list[list[str]]:
    """What each text of a page has in the place of the words, see `passages.texts`.

    Raises:
        NotReadError: it takes more than it may, or fails.
    """
    task = {
        "kind": page.kind,
        "charset": page.charset,
        "content": base64.b64encode(page.content).decode(),
        "words": list(words),
        "cpu_seconds": bounds.cpu_seconds,
        "memory_bytes": bounds.memory_bytes,
    }
    process = await start("bot.fetching.worker")
    try:
        async with asyncio.timeout(bounds.deadline_seconds):
            output, errors = await process.communicate(json.dumps(task).encode())
    except TimeoutError:
        raise _too_long(bounds.deadline_seconds) from None
    finally:
        await end(process)
    if process.returncode == OUT_OF_MEMORY:
        mebibytes = bounds.memory_bytes // 1024**2
        raise NotReadError(f"parsing it needs more than {mebibytes} MiB of memory")
    if process.returncode == -signal.SIGXCPU:
        raise _too_long(bounds.cpu_seconds)
    try:
        return _TOLD.validate_json(output)
    except ValidationError:
        last = errors.decode("utf-8", "replace").strip().rpartition("\n")[2]
        reason = last or f"the process ended with {process.returncode}"
        raise NotReadError(f"it cannot be parsed: {reason}") from None


def _too_long(seconds: float) -> NotReadError:
    unit = "second" if seconds == 1 else "seconds"
    return NotReadError(f"parsing it takes more than {seconds:g} {unit}")
