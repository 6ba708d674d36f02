"""`briefbot verify`: what is kept of pages, what is reported; nothing is fetched unasked."""

import socket
import sys
from pathlib import Path

import pytest

from bot.content.parse import parse_file
from bot.content.snapshots import excerpt_path
from bot.fetching.run import fetch
from tests.fetching.pages import Site, site, told_of_loopback
from tests.making import Document, content, document, quote, source
from tests.test_cli import briefbot

SAID = "Our defences ensured the safety of the ferry and of all aboard."
AROUND = "word " * 400


def page(words: str) -> str:
    """An article that has these words in its middle."""
    return (
        "<html><head><title>T</title></head><body><nav>Menu</nav><article><h1>News</h1>"
        f"<p>{AROUND}</p><p>He said: “{words}” and left.</p><p>{AROUND}</p></article></body></html>"
    )


def save(folder: Path, here: Site, *paths: str) -> None:
    """A brief with one quote, and a source for each page."""
    sources: Document = {
        f"s-{n}": source(url=f"{here.address}{path}", retrieved="2026-01-01")
        for n, path in enumerate(paths)
    }
    said = quote("said", SAID, sources=list(sources))
    whole = document(quotes=[said], sources=sources)
    (folder / "night.yaml").write_bytes(content(whole))


async def fetched(folder: Path) -> tuple[list[str], list[str]]:
    """The report, and what was told on the way."""
    told: list[str] = []
    brief = parse_file(folder / "night.yaml").brief
    return await fetch(folder, [brief], told.append, told_of_loopback()), told


async def test_the_passage_around_a_quote_is_kept_and_the_quote_is_then_verbatim(
    tmp_path: Path,
) -> None:
    async with site() as here:
        here.put("/news", page(SAID))
        save(tmp_path, here, "/news")
        report, told = await fetched(tmp_path)
        assert report == []
        assert told[0] == "[1/1] s-0: 1 of 1 word for word; excerpt written"
        path = excerpt_path(tmp_path, "night", "s-0")
        kept = path.read_text()
        assert SAID in kept
        assert len(kept) < 1_200
        result = briefbot("verify", "--briefs", str(tmp_path))
        assert result.stdout == "night said: word for word in s-0\n"
        assert result.exit_code == 0
        before = path.read_text()
        await fetched(tmp_path)
        assert path.read_text() == before


async def test_words_that_a_page_has_otherwise_are_kept_to_show_how(tmp_path: Path) -> None:
    async with site() as here:
        here.put("/news", page(SAID.replace("ensured", "assured")))
        save(tmp_path, here, "/news")
        await fetched(tmp_path)
    result = briefbot("verify", "--briefs", str(tmp_path))
    assert "DIFFERS: s-0" in result.stdout
    assert "“assured” for “ensured”" in result.stdout
    assert result.exit_code == 1


async def test_an_excerpt_that_proves_more_is_never_replaced(tmp_path: Path) -> None:
    async with site() as here:
        here.put("/news", page(SAID))
        save(tmp_path, here, "/news")
        await fetched(tmp_path)
        before = excerpt_path(tmp_path, "night", "s-0").read_text()
        for changed in (page("Something else entirely was said here."), page(SAID[:20])):
            here.put("/news", changed)
            await fetched(tmp_path)
            assert excerpt_path(tmp_path, "night", "s-0").read_text() == before


async def test_what_could_not_be_read_is_reported_by_what_happened(tmp_path: Path) -> None:
    async with site() as here:
        here.put("/gone", "", status=404)
        here.put("/forbidden", "", status=403)
        here.put("/other", page("Nothing of the kind."))
        here.put("/", "home")
        here.lead("/moved", "/")
        save(tmp_path, here, "/gone", "/forbidden", "/other", "/moved")
        report, told = await fetched(tmp_path)
    assert [line.split(" (http")[0] for line in sorted(report)] == [
        "night s-0: dead link: gone: the server answers 404",
        "night s-1: not read: the server answers 403",
        "night s-2: 0 of 1 word for word",
        "night s-3: not read: the server leads to its home page instead",
    ]
    assert told[-1] == "Pages: 4 (not found 1, dead 1, not read 2)."


def test_without_fetch_no_socket_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    whole = document(quotes=[quote("said", SAID)])
    (tmp_path / "night.yaml").write_bytes(content(whole))
    monkeypatch.setattr(socket.socket, "connect", never)
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
