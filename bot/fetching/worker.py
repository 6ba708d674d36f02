"""Takes one page apart within limits, and ends: `python -m bot.fetching.worker`.

The task is JSON on standard input, the passages are JSON on standard output.
"""

import base64
import json
import sys
from typing import TypedDict, cast

from bot.confined import OUT_OF_MEMORY, confine, is_near
from bot.fetching.page import FetchedPage
from bot.fetching.passages import passages, texts


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
    confine(task["cpu_seconds"], task["memory_bytes"])
    try:
        found = [passages(task["words"], text) for text in texts(page)]
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    # The libraries take a want of memory for a page without text.
    if is_near(task["memory_bytes"]):
        sys.exit(OUT_OF_MEMORY)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
