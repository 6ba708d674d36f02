"""What is called like a brief and is no file is told, and nothing waits for it."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.content.contents import read_bytes
from bot.content.folder import BriefFolder
from bot.terminal.checking import check_paths
from tests.content.watching import titled


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


IRREGULAR = [
    (make_pipe, "cannot be read: it is a named pipe, not a file"),
    (make_socket, "cannot be read: it is a socket, not a file"),
    (link_to_device, "cannot be read: it is a device, not a file"),
]


@pytest.mark.parametrize(("make", "message"), IRREGULAR)
def test_what_is_no_file_holds_up_no_brief(
    tmp_path: Path, make: Callable[[Path], None], message: str
) -> None:
    make(tmp_path / "a.yaml")
    (tmp_path / "b.yaml").write_bytes(titled("Sound"))
    folder = BriefFolder(tmp_path)
    folder.load()
    assert folder.library.slugs == ["b"]
    assert [problem.message for problem in folder.problems] == [message]
    checked = check_paths([tmp_path], ["uncited"])
    assert [problem.message for problem in checked.problems] == [message]
    assert [p.message for p in check_paths([tmp_path / "a.yaml"]).problems] == [message]


def test_a_folder_is_not_read_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="it is a folder, not a file"):
        read_bytes(tmp_path, 1)


def test_a_broken_file_is_logged_in_twenty_lines_and_a_count(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x: 1\n" * 60_000)
    with capture_logs() as logs:
        BriefFolder(tmp_path).load()
    told = [event["problem"] for event in logs if event["event"] == "brief_invalid"]
    assert len(told) == 21
    assert told[-1].endswith(" more mistakes from here on")


def test_names_of_files_are_logged_without_what_a_terminal_obeys(tmp_path: Path) -> None:
    odd = tmp_path / "a\x1b[2J\n.yaml"
    odd.write_bytes(titled("Odd"))
    (tmp_path / "b.yaml").write_bytes(titled("Sound"))
    folder = BriefFolder(tmp_path)
    with capture_logs() as logs:
        folder.load()
        odd.unlink()
        folder.load()
    assert {event["event"] for event in logs} >= {"brief_invalid", "brief_loaded", "brief_removed"}
    texts = [value for event in logs for value in event.values() if isinstance(value, str)]
    assert not [text for text in texts if "\x1b" in text or ("\n" in text and " | " not in text)]
