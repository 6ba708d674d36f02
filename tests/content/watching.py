"""A folder of briefs that is watched."""

import time
from collections.abc import Callable
from pathlib import Path

from bot.content.folder import BriefFolder, Reload
from tests.making import content, document

BROKEN = b"title: [\n"


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

    def see_nothing_but_another(self) -> None:
        """Add a brief: once it is told, all that was there before was looked at as well."""
        self.write("another.yaml", "Another")
        eventually(lambda: self.reloads)
        assert self.reloads == [Reload(changed=("another",))]


def titled(title: str) -> bytes:
    return content(document(title=title))


def eventually(is_so: Callable[[], object], within_seconds: float = 2) -> None:
    end = time.monotonic() + within_seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)  # the watch is another thread's, and tells of what it changes alone
