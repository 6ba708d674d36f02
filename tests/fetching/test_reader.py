"""Pages are read as a guest should, within limits; what fails is told and not judged."""

import asyncio
import gzip
import time

import pytest
from aiohttp import web

from bot.fetching.reader import PAGE_BYTES, NotReadError
from tests.fetching.pages import Site, reader, site

HELLO = "<html><body><p>Hello</p></body></html>"


async def refused(here: Site, path: str = "/page", timeout_seconds: float = 5) -> NotReadError:
    """Why a page was not read."""
    async with reader(timeout_seconds=timeout_seconds) as told:
        with pytest.raises(NotReadError) as raised:
            await told.read(f"{here.address}{path}")
    return raised.value


async def test_a_page_is_read_by_a_name_that_says_who_reads() -> None:
    async with site() as here, reader() as told:
        page = await told.read(here.put("/page", HELLO))
        assert (page.kind, page.charset, page.content) == ("text/html", "utf-8", HELLO.encode())
        assert all(agent.startswith("briefbot/") for agent in here.agents)
        assert here.asked == ["/robots.txt", "/page"]


async def test_what_robots_txt_forbids_is_not_asked_for() -> None:
    async with site() as here:
        here.put("/robots.txt", "User-agent: *\nDisallow: /private\n")
        here.put("/private/page", HELLO)
        here.put("/page", HELLO)
        assert "robots.txt asks us not to" in str(await refused(here, "/private/page"))
        async with reader() as told:
            assert await told.read(f"{here.address}/page")
        assert "/private/page" not in here.asked


async def test_a_redirect_to_what_robots_txt_forbids_is_not_followed() -> None:
    async with site() as here:
        here.put("/robots.txt", "User-agent: briefbot\nDisallow: /private\n")
        here.put("/private/page", HELLO)
        here.lead("/page", "/private/page")
        assert "robots.txt" in str(await refused(here))
        assert "/private/page" not in here.asked


@pytest.mark.parametrize("status", [500, 503])
async def test_a_robots_txt_that_fails_forbids_all_for_now(status: int) -> None:
    async with site() as here:
        here.put("/robots.txt", "", status=status)
        here.put("/page", HELLO)
        error = await refused(here)
        assert f"its robots.txt cannot be read: {status}" in str(error)
        assert not error.is_dead
        assert "/page" not in here.asked


async def test_one_request_at_a_time_goes_to_a_host() -> None:
    async with site() as here, reader() as told:
        addresses = [here.put(f"/page-{n}", HELLO) for n in range(5)]
        await asyncio.gather(*(told.read(address) for address in addresses))
        assert here.most_at_once == 1
        assert here.asked.count("/robots.txt") == 1


async def test_a_delay_that_robots_txt_asks_for_is_kept() -> None:
    async with site() as here, reader() as told:
        here.put("/robots.txt", "User-agent: *\nCrawl-delay: 1\n")
        began = time.monotonic()
        await told.read(here.put("/one", HELLO))
        await told.read(here.put("/two", HELLO))
        assert time.monotonic() - began > 0.9


@pytest.mark.parametrize("status", [404, 410])
async def test_only_a_server_that_says_so_makes_a_page_gone(status: int) -> None:
    async with site() as here:
        here.put("/page", HELLO, status=status)
        error = await refused(here)
        assert (str(error), error.is_dead) == (f"gone: the server answers {status}", True)


@pytest.mark.parametrize("status", [401, 403, 418, 429, 451, 500, 503])
async def test_any_other_answer_is_told_and_not_judged(status: int) -> None:
    async with site() as here:
        here.put("/page", HELLO, status=status)
        error = await refused(here)
        assert (str(error), error.is_dead) == (f"the server answers {status}", False)


async def test_a_redirect_to_the_home_page_is_not_judged() -> None:
    async with site() as here:
        here.put("/", HELLO)
        here.lead("/page", "/")
        error = await refused(here)
        assert (str(error), error.is_dead) == ("the server leads to its home page instead", False)


async def test_redirects_are_followed_five_times_and_no_more() -> None:
    async with site() as here, reader() as told:
        here.put("/page-0", HELLO)
        for number in range(1, 7):
            here.lead(f"/page-{number}", f"/page-{number - 1}", 301)
        assert await told.read(f"{here.address}/page-5")
        assert "more than 5 redirects" in str(await refused(here, "/page-6"))


async def test_a_page_that_trickles_is_given_up_in_time() -> None:
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(200):
            await response.write(b"a")
            await asyncio.sleep(0.1)
        return response

    async with site() as here:
        here.serve("/page", trickle)
        began = time.monotonic()
        error = await refused(here, timeout_seconds=1)
        assert "no answer within 1 seconds" in str(error)
        assert not error.is_dead
        assert time.monotonic() - began < 5


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


async def test_what_is_no_page_is_not_read() -> None:
    async def picture(_request: web.Request) -> web.Response:
        return web.Response(body=b"\x89PNG", content_type="image/png")

    async with site() as here:
        here.serve("/page", picture)
        assert "no page but image/png" in str(await refused(here))


async def test_a_host_that_is_not_there_is_told() -> None:
    async with reader() as told:
        with pytest.raises(NotReadError, match="cannot be reached") as raised:
            await told.read("http://127.0.0.1:9/page")
    assert not raised.value.is_dead
