"""robots.txt is respected, as RFC 9309 has it; one request at a time goes to a host."""

import asyncio
import time

import pytest
from yarl import URL

from bot.fetching.errors import NotReadError
from bot.fetching.guard import Guard
from bot.fetching.reader import Reader
from tests.fetching.pages import HELLO, LOOPBACK, reader, refused, site, told_of_loopback


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


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_robots_txt_that_fails_forbids_all_for_now(status: int) -> None:
    async with site() as here:
        here.put("/robots.txt", "", status=status)
        here.put("/page", HELLO)
        error = await refused(here)
        assert f"its robots.txt cannot be read: the server answers {status}" in str(error)
        assert not error.is_missing
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


async def test_a_shorter_delay_than_ours_makes_us_no_quicker() -> None:
    async with site() as here, Reader(told_of_loopback(), pause_seconds=0.5) as told:
        here.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.01\n")
        began = time.monotonic()
        await told.read(here.put("/one", HELLO))
        await told.read(here.put("/two", HELLO))
        assert time.monotonic() - began > 0.9


async def test_a_host_that_asks_for_nothing_is_given_a_second_between_two_requests() -> None:
    async with site() as here, Reader(told_of_loopback()) as told:
        began = time.monotonic()
        await told.read(here.put("/page", HELLO))
        assert time.monotonic() - began > 0.9


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nAllow: /\nDisallow: /news",
        "User-agent: *\nDisallow: /*/print",
        "User-agent: *\nDisallow: /*.html$",
        "User-agent: *\n\nDisallow: /news",
        "\ufeffUser-agent: *\nDisallow: /",
        "User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /news",
        "User-agent: *\nAllow: /\n\nUser-agent: BriefBot\nDisallow: /",
        "User-agent: other\nUser-agent: briefbot\nDisallow: /news/",
    ],
)
async def test_what_is_forbidden_in_any_way_of_saying_so_is_not_asked_for(rules: str) -> None:
    async with site() as here:
        here.put("/robots.txt", rules)
        here.put("/news/print/ferry.html", HELLO)
        assert "robots.txt asks us not to" in str(await refused(here, "/news/print/ferry.html"))
        assert here.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    "rules",
    [
        "",
        "User-agent: *\nDisallow:",
        "User-agent: *\nDisallow: /\nAllow: /news",
        "User-agent: *\nDisallow: /\n\nUser-agent: briefbot\nDisallow: /private",
        "User-agent: other\nDisallow: /",
        "<html><body>Not found</body></html>",
    ],
)
async def test_what_is_not_forbidden_is_read(rules: str) -> None:
    async with site() as here, reader() as told:
        here.put("/robots.txt", rules)
        assert await told.read(here.put("/news/ferry", HELLO))


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_host_without_rules_forbids_nothing(status: int) -> None:
    async with site() as here, reader() as told:
        here.put("/robots.txt", "User-agent: *\nDisallow: /", status=status)
        assert await told.read(here.put("/page", HELLO))


async def test_rules_that_failed_are_asked_for_again_by_the_next_run() -> None:
    async with site() as here:
        here.put("/robots.txt", "", status=503)
        here.put("/page", HELLO)
        await refused(here)
        here.put("/robots.txt", "User-agent: *\nDisallow: /private")
        async with reader() as told:
            assert await told.read(f"{here.address}/page")


async def test_rules_that_lead_inwards_or_are_endless_forbid_all() -> None:
    async with site() as here:
        here.put("/page", HELLO)
        here.lead("/robots.txt", "http://10.0.0.1/robots.txt")
        assert "robots.txt cannot be read: refused" in str(await refused(here))
        here.put("/rules", "")
        here.lead("/robots.txt", here.address.replace("//", "//name:word@") + "/rules")
        assert "robots.txt cannot be read: refused" in str(await refused(here))
        assert "/rules" not in here.asked
        here.put("/robots.txt", "# \n" * 200_000)
        assert "robots.txt cannot be read: larger than 500 KiB" in str(await refused(here))
        assert "/page" not in here.asked


async def test_rules_that_are_elsewhere_are_read_from_permitted_addresses_alone() -> None:
    async with site() as here, site() as other:
        here.lead("/robots.txt", f"{other.address}/robots.txt")
        here.put("/page", HELLO)
        guard = Guard(allowed=LOOPBACK, ports=frozenset({URL(here.address).port or 0}))
        async with reader(guard) as told:
            with pytest.raises(NotReadError, match=r"robots.txt cannot be read: refused: port"):
                await told.read(f"{here.address}/page")
        assert other.asked == []
