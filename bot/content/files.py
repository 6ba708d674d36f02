"""Files of briefs: which they are, what they go by, and what tells that one has changed."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TypeAlias

from bot.content.problems import printable

ENDINGS = (".yaml", ".yml")

Stamp: TypeAlias = tuple[int, int, int, int]


def is_brief(name: str) -> bool:
    """Whether a file of that name is taken for a brief; editors' hidden copies are not."""
    return name.endswith(ENDINGS) and not name.startswith(".")


def slug_of(name: str) -> str:
    """The slug of the brief in a file."""
    return PurePath(name).stem


def namesake(name: str, others: Iterable[str]) -> str | None:
    """The first of other files whose brief has the same slug."""
    return next((n for n in others if n != name and slug_of(n) == slug_of(name)), None)


def refusal_of(namesake: str) -> str:
    """Why a file is not read beside its namesake."""
    return f"“{printable(namesake)}” goes by the same name: keep one of the two"


def changed_at(known: Stamp) -> datetime:
    """When a file was changed last, or came to be where it is."""
    return datetime.fromtimestamp(known[1] / 1_000_000_000, UTC)


def stamp(entry: os.DirEntry[str]) -> tuple[str, Stamp]:
    """The name of a file in a folder, and its stamp."""
    try:
        status = entry.stat()
    except OSError:
        return entry.name, (0, 0, 0, 0)  # gone or unreadable since; reading it will tell
    return entry.name, (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
