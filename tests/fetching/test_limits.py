"""No page takes more time or memory than it may, whatever it says of itself."""

import asyncio
import gzip
import tracemalloc
from contextlib import suppress

import pytest
from aiohttp import web

from bot.fetching.reader import PAGE_BYTES
from tests.fetching.pages import HELLO, never, reader, refused, site


async def test_a_page_that_trickles_is_given_up_in_time() -> None:
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while True:
            await response.write(b"a")
            await asyncio.sleep(0.1)  # never silent for long enough to be given up for that

    async with site() as here:
        here.serve("/page", trickle)
        error = await refused(here, timeout_seconds=1)
        assert "no answer within 1 seconds" in str(error)
        assert not error.is_missing


async def test_a_page_that_is_too_large_is_given_up_whatever_it_says_of_its_size() -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        response.enable_chunked_encoding()
        await response.prepare(request)
        for _ in range(200):
            await response.write(b"a" * 65_536)
            sent += 65_536
        return response

    async with site() as here:
        here.serve("/page", endless)
        assert "larger than 3 MiB" in str(await refused(here))
        assert sent < 4 * PAGE_BYTES


async def test_what_comes_with_an_answer_that_is_no_page_is_not_read() -> None:
    async def large(_request: web.Request) -> web.Response:
        return web.Response(status=404, body=b"a" * (2 * PAGE_BYTES), content_type="text/html")

    async with site() as here:
        here.serve("/page", large)
        assert str(await refused(here)) == "the server answers 404"


async def test_a_small_packet_that_unpacks_to_too_much_is_given_up() -> None:
    bomb = gzip.compress(b"a" * (20 * PAGE_BYTES))

    async def packed(_request: web.Request) -> web.Response:
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        return web.Response(body=bomb, headers=headers)

    async with site() as here:
        here.serve("/page", packed)
        assert "larger than 3 MiB" in str(await refused(here))


async def test_what_is_packed_is_unpacked() -> None:
    async def packed(_request: web.Request) -> web.Response:
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        return web.Response(body=gzip.compress(HELLO.encode()), headers=headers)

    async with site() as here, reader() as told:
        assert (await told.read(here.serve("/page", packed))).content == HELLO.encode()


async def test_a_page_that_says_it_is_too_large_is_not_waited_for() -> None:
    async def promised(request: web.Request) -> web.StreamResponse:
        length = str(PAGE_BYTES + 1)
        response = web.StreamResponse(
            headers={"Content-Type": "text/html", "Content-Length": length}
        )
        await response.prepare(request)
        await never()

    async with site() as here:
        here.serve("/page", promised)
        assert "larger than 3 MiB" in str(await refused(here))


async def endless(request: web.Request, first: bytes) -> web.StreamResponse:
    """Bytes that are said to be packed, and far more of them than may be taken."""
    response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    response.enable_chunked_encoding()
    await response.prepare(request)
    with suppress(ConnectionError):
        await response.write(first)
        for _ in range(1_000):
            await response.write(b"a" * 65_536)
    return response


async def test_what_follows_the_end_of_what_is_packed_is_left() -> None:
    async with site() as here, reader() as told:
        here.serve("/page", lambda request: endless(request, gzip.compress(HELLO.encode())))
        assert (await told.read(f"{here.address}/page")).content == HELLO.encode()


async def test_a_packet_that_takes_in_without_end_and_gives_nothing_is_given_up() -> None:
    """The head of a gzip file may hold a name, which ends with a zero that never comes here."""
    head = b"\x1f\x8b\x08\x08" + bytes(6)
    async with site() as here:
        here.serve("/page", lambda request: endless(request, head))
        assert "larger than 3 MiB" in str(await refused(here))


@pytest.mark.parametrize(
    ("encoding", "body", "told"),
    [
        # The time of packing would stand in it, and in the test's name.
        ("gzip", gzip.compress(HELLO.encode() * 99, mtime=0)[:-9], "is cut off"),
        ("gzip", HELLO.encode(), "its compressed data is damaged"),
        ("br", b"\x0b\x02\x80", "compressed as br, which was not asked for"),
    ],
)
async def test_what_cannot_be_unpacked_whole_is_not_taken_for_the_page(
    encoding: str, body: bytes, told: str
) -> None:
    async def packed(_request: web.Request) -> web.Response:
        headers = {"Content-Type": "text/html", "Content-Encoding": encoding}
        return web.Response(body=body, headers=headers)

    async with site() as here:
        here.serve("/page", packed)
        assert told in str(await refused(here))


async def test_an_empty_page_need_not_be_packed_though_it_says_so() -> None:
    async def empty(_request: web.Request) -> web.Response:
        return web.Response(headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})

    async with site() as here, reader() as told:
        assert (await told.read(here.serve("/page", empty))).content == b""


async def test_pages_that_lead_to_each_other_are_given_up() -> None:
    async with site() as here:
        here.lead("/page", "/other")
        here.lead("/other", "/page")
        assert "more than 5 redirects" in str(await refused(here))
        assert here.asked.count("/page") == 3


async def test_an_answer_that_never_begins_is_given_up_in_time() -> None:
    async def silent(_request: web.Request) -> web.Response:
        await never()

    async with site() as here:
        here.serve("/page", silent)
        error = await refused(here, timeout_seconds=0.5)
        assert (str(error), error.is_missing) == ("no answer within 0.5 seconds", False)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_a_page_may_have_as_many_bytes_as_it_may_and_not_one_more(encoding: str) -> None:
    text = b""

    async def page(_request: web.Request) -> web.Response:
        body = gzip.compress(text) if encoding == "gzip" else text
        return web.Response(
            body=body, headers={"Content-Type": "text/html", "Content-Encoding": encoding}
        )

    async with site() as here, reader() as told:
        address = here.serve("/page", page)
        text = b"a" * PAGE_BYTES
        assert (await told.read(address)).content == text
        text += b"a"
        assert "larger than 3 MiB" in str(await refused(here))


async def test_no_more_is_unpacked_than_may_be_kept() -> None:
    """A packet of 60 KiB comes in one piece and unpacks to a thousand times as much."""
    bomb = gzip.compress(b"a" * (20 * PAGE_BYTES))

    async def packed(_request: web.Request) -> web.Response:
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        return web.Response(body=bomb, headers=headers)

    async with site() as here:
        here.serve("/page", packed)
        tracemalloc.start()
        try:
            await refused(here)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 4 * PAGE_BYTES
