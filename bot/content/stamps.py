"""What tells cheaply that a file has changed: its times, size and inode."""

import os
from datetime import UTC, datetime
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int, int]


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
