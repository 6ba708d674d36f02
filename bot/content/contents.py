"""What a file holds: of regular files alone, so that nothing is waited for."""

import errno
import os
import stat
from pathlib import Path

_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)


def read_bytes(path: Path, most: int) -> bytes:
    """The first bytes of a file.

    Args:
        path: of it, or of a link to it.
        most: how many bytes at most.

    Raises:
        OSError: it cannot be read, or is a pipe, a device or the like, as its `strerror` says.
    """
    # Before it is opened, since that alone has effects on some devices; and after, in case that
    # another stands in its place by then.
    _refuse_irregular(os.stat(path).st_mode)  # noqa: PTH116 -- as `fstat` below
    # A pipe would wait for whoever writes to it.
    opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(opened, "rb") as file:
        _refuse_irregular(os.fstat(opened).st_mode)
        return file.read(most)


def _refuse_irregular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "something else")
        raise OSError(errno.EINVAL, f"it is {kind}, not a file")
