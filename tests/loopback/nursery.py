"""`briefbot` forked from an interpreter that has imported it, which spares a start two seconds.

It is the real program in a process of its own, with its own arguments, folder and environment;
only importing, the same at every start, is done once for all tests of a process. `python -m
tests.loopback.nursery <socket>` is that interpreter: each connection gets one process, is told its
pid, and its exit code in the end.
"""

import asyncio
import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot import app, cli

ROOT = Path(__file__).parents[2]
# Longer than any request.
_MOST = 1 << 16
_REAPED = {signal.SIGCHLD}


class Forked:
    """A process; what `asyncio.subprocess.Process` has, as far as it is needed.

    Use `forked`.
    """

    def __init__(
        self, pid: int, stdout: asyncio.StreamReader, stderr: asyncio.StreamReader
    ) -> None:
        self.pid = pid
        self.stdout = stdout
        self.stderr = stderr
        self.returncode: int | None = None
        self._ended: asyncio.Task[int]

    def follow(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take the exit code from the nursery, once it is told."""

        async def read() -> int:
            self.returncode = int(await reader.readline())
            writer.close()
            return self.returncode

        self._ended = asyncio.create_task(read())

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal.

        Raises:
            ProcessLookupError: it has ended.
        """
        if self.returncode is not None:
            raise ProcessLookupError
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Its exit code, once it has ended."""
        return await asyncio.shield(self._ended)


async def forked(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], limit: int
) -> Forked:
    """Start `briefbot` with some arguments; lines of its output have at most `limit` bytes."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(_nursery())
    readers: list[asyncio.StreamReader] = []
    files: list[int] = []
    for _ in range(2):
        ours, theirs = os.pipe()
        reader = asyncio.StreamReader(limit)
        protocol = asyncio.StreamReaderProtocol(reader)
        await asyncio.get_running_loop().connect_read_pipe(
            lambda p=protocol: p, os.fdopen(ours, "rb")
        )
        readers.append(reader)
        files.append(theirs)
    asked = {"arguments": arguments, "folder": str(folder), "environment": environment}
    socket.send_fds(connection, [json.dumps(asked).encode()], files)
    for file in files:
        os.close(file)
    told, writer = await asyncio.open_unix_connection(sock=connection)
    process = Forked(int(await told.readline()), *readers)
    process.follow(told, writer)
    return process


@cache
def _nursery() -> str:
    """Its socket, once it listens; it ends with this process."""
    folder = TemporaryDirectory(prefix="nursery")
    path = str(Path(folder.name) / "socket")
    nursery = subprocess.Popen(
        [sys.executable, "-m", "tests.loopback.nursery", path],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONWARNINGS": "default::ResourceWarning"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    assert nursery.stdout.readline() == b"listening\n"

    def end() -> None:
        nursery.communicate()
        folder.cleanup()

    atexit.register(end)
    return path


def main(path: str) -> None:
    """Fork a process for each connection, until standard input ends."""
    asking: dict[int, socket.socket] = {}
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        sys.stdout.write("listening\n")
        sys.stdout.flush()

        def reap(*_signal: object) -> None:
            _reap(asking)

        signal.signal(signal.SIGCHLD, reap)
        while listening in select.select([listening, sys.stdin], [], [])[0]:
            connection, _ = listening.accept()
            request, files, *_ = socket.recv_fds(connection, _MOST, 2)
            signal.pthread_sigmask(signal.SIG_BLOCK, _REAPED)
            if not (pid := os.fork()):
                break
            connection.sendall(f"{pid}\n".encode())
            asking[pid] = connection
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _REAPED)
            for file in files:
                os.close(file)
        else:
            return
    for other in [connection, *asking.values()]:
        other.close()
    _become(json.loads(request), files)
    cli.main(prog_name="briefbot")


def _reap(asking: dict[int, socket.socket]) -> None:
    while asking:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        with asking.pop(pid) as connection:
            connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _become(asked: dict[str, Any], files: Sequence[int]) -> None:
    """Have what the program would have been started with."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _REAPED)
    for number, file in enumerate([os.open(os.devnull, os.O_RDONLY), *files]):
        os.dup2(file, number)
        os.close(file)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["briefbot", *asked["arguments"]]


if __name__ == "__main__":
    assert app  # imported, so that nobody else has to
    main(sys.argv[1])
