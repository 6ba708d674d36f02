"""A page that takes too much to be taken apart is given up, and the others are read."""

from pathlib import Path

import pytest

from bot.confined import Bounds
from bot.fetching.apart import passages_of
from bot.fetching.errors import NotReadError
from bot.fetching.page import FetchedPage
from tests.fetching.pages import site
from tests.fetching.test_run import SAID, fetched, page, save

MEBIBYTE = 1024 * 1024


def attributes(count: int) -> str:
    """A page whose one paragraph has so many of them; it takes the square of their number."""
    odd = " ".join(f"a{n}=x" for n in range(count))
    return page(SAID).replace("<p>He said", f"<p {odd}>He said")


def of_html(text: str, kind: str = "text/html") -> FetchedPage:
    return FetchedPage("https://paper.example/", kind, "utf-8", text.encode())


async def test_a_page_that_takes_too_long_is_reported_and_the_next_one_is_read(
    tmp_path: Path,
) -> None:
    async with site() as here:
        here.put("/slow", attributes(20_000))
        here.put("/news", page(SAID))
        save(tmp_path, here, "/slow", "/news")
        (line,), told = await fetched(tmp_path, Bounds(cpu_seconds=1))
    assert line == (
        f"night s-0: not read: parsing it takes more than 1 second ({here.address}/slow)"
    )
    assert told[1] == "[2/2] s-1: 1 of 1 word for word; excerpt written"
    assert told[-1] == "Pages: 2 (kept 1, not read 1)."


async def test_a_page_that_needs_too_much_memory_is_given_up() -> None:
    bounds = Bounds(memory_bytes=120 * MEBIBYTE)
    assert await passages_of(of_html(page(SAID)), [SAID], bounds)
    with pytest.raises(NotReadError, match="needs more than 120 MiB of memory") as raised:
        await passages_of(of_html(f"<html><body>{'word ' * 600_000}"), [SAID], bounds)
    assert not raised.value.is_missing


async def test_a_page_that_is_not_taken_apart_in_time_is_given_up() -> None:
    with pytest.raises(NotReadError, match=r"takes more than 0\.01 seconds"):
        await passages_of(of_html(page(SAID)), [SAID], Bounds(deadline_seconds=0.01))


async def test_a_process_that_fails_is_told_by_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trafilatura.py").write_text("raise ValueError('it is broken')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(NotReadError, match="cannot be parsed: ValueError: it is broken"):
        await passages_of(of_html(page(SAID)), [SAID], Bounds())


async def test_nothing_is_imported_from_the_folder_that_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trafilatura.py").write_text("raise ValueError('it is broken')")
    monkeypatch.chdir(tmp_path)
    whole, *_ = await passages_of(of_html(SAID, "text/plain"), [SAID], Bounds())
    assert whole == [SAID]
