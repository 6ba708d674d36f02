"""A folder of briefs that is watched."""

import time
from collections.abc import Callable
from pathlib import Path

from bot.content.folder import LOOK_SECONDS, BriefFolder, Reload
from tests.making import content, document

BROKEN = b"title: [\n"
# Looks of the watch in which nothing may happen that would otherwise happen.
QUIET_SECONDS = LOOK_SECONDS * 4


class Watched:
    """A folder that is watched, and what the watch has told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reloads: list[Reload] = []
        self.folder = BriefFolder(path)
        self.folder.load()
        self.folder.start(self.reloads.append)

    @property
    def titles(self) -> list[str]:
        return [brief.title for brief in self.folder.library.briefs]

    @property
    def messages(self) -> list[str]:
        return [problem.message for problem in self.folder.problems]

    def write(self, name: str, title: str) -> None:
        (self.path / name).write_bytes(titled(title))


def titled(title: str) -> bytes:
    return content(document(title=title))


def eventually(is_so: Callable[[], object], within_seconds: float = 2) -> None:
    end = time.monotonic() + within_seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)
