"""`briefbot verify` at the terminal: what it prints, how it exits, and that it asks nobody."""

import socket
import sys
from pathlib import Path

import pytest

from bot.content.snapshots import excerpt_path, write_excerpt
from tests.making import content, document, quote, source
from tests.test_cli import briefbot

SAID = "Our defences ensured the safety of the ferry and of all aboard."
ADDRESS = "https://paper.example/ferry"


def test_without_fetch_no_socket_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    whole = document(quotes=[quote("said", SAID)])
    (tmp_path / "night.yaml").write_bytes(content(whole))
    monkeypatch.setattr(socket.socket, "__init__", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    result = briefbot("verify", "--briefs", str(tmp_path))
    assert result.stdout == "night said: not checked: no excerpt\n"
    assert result.exit_code == 0


def test_without_its_extra_fetching_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "night.yaml").write_bytes(content(document(quotes=[quote("said", SAID)])))
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    for name in [name for name in sys.modules if name.startswith("bot.fetching")]:
        monkeypatch.delitem(sys.modules, name)
    result = briefbot("verify", "--fetch", "--briefs", str(tmp_path))
    assert result.exit_code == 1
    assert "briefbot[verify]" in result.stderr


def test_a_brief_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "night.yaml").write_bytes(content())
    result = briefbot("verify", "nigth", "--briefs", str(tmp_path))
    assert result.exit_code == 1
    assert 'no brief "nigth" here; did you mean "night"?' in result.stderr


def save(folder: Path, url: str | None) -> None:
    """A brief with one quote of one source."""
    paper = source(url=url) if url else source()
    whole = document(quotes=[quote("said", SAID)], sources={"paper": paper})
    (folder / "night.yaml").write_bytes(content(whole))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1/page", "refused: 127.0.0.1 is not a public address"),
        ("http://[::ffff:169.254.169.254]/page", "is not a public address"),
        ("http://127.0.0.1:8080/page", "refused: port 8080 is not a web port"),
    ],
)
def test_fetching_connects_to_no_address_of_this_machine_or_its_neighbours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, told: str
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", never)
    save(tmp_path, url)
    result = briefbot("verify", "--fetch", "--briefs", str(tmp_path))
    report, checked = result.stdout.splitlines()
    assert report.startswith("night paper: not read: ")
    assert told in report
    assert checked == "night said: not checked: no excerpt"
    assert result.stderr.startswith("[1/1] paper: not read: ")
    assert "Pages: 1 (not read 1).\n" in result.stderr
    assert result.exit_code == 0


def test_fetching_with_nothing_to_fetch_says_so(tmp_path: Path) -> None:
    save(tmp_path, None)
    result = briefbot("verify", "--fetch", "--briefs", str(tmp_path))
    assert result.stderr == (
        "No quote cites a page.\nWord for word: 0. Differ: 0. Not checked: 1.\n"
    )
    assert not (tmp_path / "snapshots").exists()


@pytest.mark.parametrize(
    ("kept", "change", "exit_code", "told"),
    [
        (f"He said: “{SAID}”", "", 0, "night said: word for word in paper\n"),
        (SAID.replace("ferry", "boat"), "", 1, "DIFFERS: paper has “boat” for “ferry”"),
        ("Of another thing, at length.", "", 0, "not checked: other passages"),
        (SAID, "Added by hand.\n", 1, "the passages were changed"),
    ],
)
def test_the_exit_code_tells_what_differs_or_cannot_be_used(
    tmp_path: Path, kept: str, change: str, exit_code: int, told: str
) -> None:
    save(tmp_path, ADDRESS)
    path = excerpt_path(tmp_path, "night", "paper")
    write_excerpt(path, address=ADDRESS, retrieved="2026-01-01", how="by hand", passages=[kept])
    with path.open("a") as file:
        file.write(change)
    result = briefbot("verify", "night", "--briefs", str(tmp_path))
    assert told in result.stdout
    assert result.exit_code == exit_code


def test_a_brief_with_mistakes_is_told_with_its_lines(tmp_path: Path) -> None:
    (tmp_path / "night.yaml").write_bytes(content(document(status="alive")))
    result = briefbot("verify", "--briefs", str(tmp_path))
    assert f"{tmp_path / 'night.yaml'}:" in result.stderr
    assert result.exit_code == 1
