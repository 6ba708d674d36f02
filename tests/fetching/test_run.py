"""What is kept of pages, and what is reported."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from aiohttp import web

from bot.confined import Bounds
from bot.content.parse import parse_file
from bot.content.snapshots import excerpt_path
from bot.fetching.run import fetch
from tests.fetching.pages import Site, never, reader, site
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


def save(folder: Path, here: Site, *paths: str, others: Sequence[str] = ()) -> None:
    """A brief with one quote, or others too, and a source for each page."""
    sources: Document = {
        f"s-{n}": source(url=f"{here.address}{path}", retrieved="2026-01-01")
        for n, path in enumerate(paths)
    }
    texts = enumerate((SAID, *others))
    said = [quote(f"said-{n}" if n else "said", text, sources=list(sources)) for n, text in texts]
    whole = document(quotes=list(said), sources=sources)
    (folder / "night.yaml").write_bytes(content(whole))


async def fetched(folder: Path, bounds: Bounds | None = None) -> tuple[list[str], list[str]]:
    """The report, and what was told on the way."""
    told: list[str] = []
    brief = parse_file(folder / "night.yaml").brief
    return await fetch(folder, [brief], told.append, reader(timeout_seconds=1), bounds), told


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
        head, _, passage = path.read_text().partition("\n\n")
        assert f"He said: “{SAID}” and left." in passage
        assert len(passage) < len(SAID) + 2 * 300 + 2
        assert f"\naddress: {here.address}/news\n" in f"\n{head}"
        assert hashlib.sha256(passage.encode()).hexdigest() in head
        result = briefbot("verify", "--briefs", str(tmp_path))
        assert result.stdout == "night said: word for word in s-0\n"
        assert result.exit_code == 0
        before = path.stat()
        report, told = await fetched(tmp_path)
        assert (report, told[-1]) == ([], "Pages: 1 (unchanged 1).")
        assert path.stat() == before


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
        "night s-0: not there: the server answers 404",
        "night s-1: not read: the server answers 403",
        "night s-2: 0 of 1 word for word",
        "night s-3: not read: the server leads to its home page instead",
    ]
    assert told[-1] == "Pages: 4 (not found 1, not there 1, not read 2)."


def kept(folder: Path) -> Path:
    """Where the excerpt of the first source is."""
    return excerpt_path(folder, "night", "s-0")


async def test_what_changes_around_a_quote_changes_no_excerpt(tmp_path: Path) -> None:
    async with site() as here:
        here.put("/news", page(SAID))
        save(tmp_path, here, "/news")
        await fetched(tmp_path)
        before = kept(tmp_path).read_text()
        here.put("/news", page(SAID).replace("word", "else"))
        _, told = await fetched(tmp_path)
        assert told[0] == "[1/1] s-0: 1 of 1 word for word; same as the existing excerpt"
        assert kept(tmp_path).read_text() == before


async def test_words_that_are_kept_otherwise_are_not_lost_for_less(tmp_path: Path) -> None:
    other = "The ferry was never in the way of anything that we shot down that night."
    differing = page(f"{SAID.replace('ensured', 'assured')} {other.replace('never', 'not')}")
    async with site() as here:
        here.put("/news", differing)
        save(tmp_path, here, "/news", others=[other])
        await fetched(tmp_path)
        before = kept(tmp_path).read_text()
        here.put("/news", page(SAID.replace("ensured", "assured")))
        (line,), _ = await fetched(tmp_path)
        assert "0 of 2 word for word; the existing excerpt shows more, so it stays" in line
        assert kept(tmp_path).read_text() == before
        here.put("/news", page(f"{SAID} {other.replace('never', 'not')}"))
        await fetched(tmp_path)
        assert SAID in kept(tmp_path).read_text()


async def test_a_file_that_cannot_be_used_is_replaced_only_by_all_the_words(
    tmp_path: Path,
) -> None:
    async with site() as here:
        here.put("/news", page(SAID.replace("ensured", "assured")))
        save(tmp_path, here, "/news")
        kept(tmp_path).parent.mkdir(parents=True)
        kept(tmp_path).write_text("by hand, and not finished")
        _, told = await fetched(tmp_path)
        assert "cannot be used and stays; delete it" in told[0]
        assert kept(tmp_path).read_text() == "by hand, and not finished"
        here.put("/news", page(SAID))
        await fetched(tmp_path)
        assert SAID in kept(tmp_path).read_text()


async def test_a_page_that_has_the_words_no_more_is_reported_and_the_excerpt_stays(
    tmp_path: Path,
) -> None:
    async with site() as here:
        here.put("/news", page(SAID))
        save(tmp_path, here, "/news")
        await fetched(tmp_path)
        before = kept(tmp_path).read_text()
        here.put("/news", page("Nothing of the kind."))
        (line,), _ = await fetched(tmp_path)
        assert "0 of 1 word for word; the existing excerpt stays" in line
        assert kept(tmp_path).read_text() == before


async def test_words_beside_the_article_and_those_of_plain_text_are_found(tmp_path: Path) -> None:
    async def plain(_request: web.Request) -> web.Response:
        return web.Response(text=f"He said:\n“{SAID}”\n", content_type="text/plain")

    async with site() as here:
        here.put("/news", page("Of another thing.").replace("Menu", SAID))
        here.serve("/plain", plain)
        save(tmp_path, here, "/news", "/plain")
        _, told = await fetched(tmp_path)
        assert [line.split(": ", 1)[1] for line in told[:2]] == (
            ["1 of 1 word for word; excerpt written"] * 2
        )


@pytest.mark.parametrize("charset", ["idna", "undefined", "rot13", "no-such", "utf-8"])
async def test_a_charset_that_is_none_stops_nothing(tmp_path: Path, charset: str) -> None:
    async def odd(_request: web.Request) -> web.Response:
        headers = {"Content-Type": f"text/html; charset={charset}"}
        return web.Response(body=page(SAID).encode(), headers=headers)

    async with site() as here:
        here.serve("/news", odd)
        save(tmp_path, here, "/news")
        _, told = await fetched(tmp_path)
        assert told[-1] == "Pages: 1 (kept 1)."


async def test_a_page_that_takes_too_long_is_reported_as_that(tmp_path: Path) -> None:
    async def silent(_request: web.Request) -> web.Response:
        await never()

    async with site() as here:
        here.serve("/news", silent)
        save(tmp_path, here, "/news")
        (line,), _ = await fetched(tmp_path)
        assert line == (f"night s-0: not read: no answer within 1 seconds ({here.address}/news)")


async def test_an_excerpt_that_cannot_be_written_is_reported_and_the_rest_goes_on(
    tmp_path: Path,
) -> None:
    async with site() as here:
        here.put("/news", page(SAID))
        here.put("/gone", "", status=410)
        save(tmp_path, here, "/news", "/gone")
        (tmp_path / "snapshots").write_text("a file where a folder should be")
        report, told = await fetched(tmp_path)
        assert "cannot be written: " in report[0]
        assert told[-1] == "Pages: 2 (not there 1, not written 1)."
