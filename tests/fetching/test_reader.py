"""Pages are read as a guest should; what fails is told and not judged."""

import pytest
from aiohttp import web

from bot.fetching.errors import NotReadError
from tests.fetching.pages import HELLO, reader, refused, site


async def test_a_page_is_read_by_a_name_that_says_who_reads() -> None:
    async with site() as here, reader() as told:
        page = await told.read(here.put("/page", HELLO))
        assert (page.kind, page.charset, page.content) == ("text/html", "utf-8", HELLO.encode())
        assert all(agent.startswith("briefbot/") for agent in here.agents)
        assert here.asked == ["/robots.txt", "/page"]


@pytest.mark.parametrize("status", [404, 410])
async def test_only_a_server_that_says_so_makes_a_page_gone(status: int) -> None:
    async with site() as here:
        here.put("/page", HELLO, status=status)
        error = await refused(here)
        assert (str(error), error.is_missing) == (f"the server answers {status}", True)


@pytest.mark.parametrize("status", [401, 403, 418, 429, 451, 500, 503])
async def test_any_other_answer_is_told_and_not_judged(status: int) -> None:
    async with site() as here:
        here.put("/page", HELLO, status=status)
        error = await refused(here)
        assert (str(error), error.is_missing) == (f"the server answers {status}", False)


async def test_a_redirect_to_the_home_page_is_not_judged() -> None:
    async with site() as here:
        here.put("/", HELLO)
        here.lead("/page", "/")
        error = await refused(here)
        assert (str(error), error.is_missing) == (
            "the server leads to its home page instead",
            False,
        )


async def test_redirects_are_followed_five_times_and_no_more() -> None:
    async with site() as here, reader() as told:
        here.put("/page-0", HELLO)
        for number in range(1, 7):
            here.lead(f"/page-{number}", f"/page-{number - 1}", 301)
        assert await told.read(f"{here.address}/page-5")
        assert "more than 5 redirects" in str(await refused(here, "/page-6"))


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
    assert not raised.value.is_missing


async def test_a_page_that_is_named_by_a_query_is_no_home_page() -> None:
    async with site() as here, reader() as told:
        here.put("/", HELLO)
        page = await told.read(here.lead("/page", "/?id=7"))
        assert page.address == f"{here.address}/?id=7"
        here.lead("/", "/start")
        here.lead("/start", "/home")
        here.put("/home", HELLO)
        assert await told.read(f"{here.address}/")


async def test_a_connection_that_cannot_be_trusted_is_told_and_not_judged() -> None:
    async with site() as here, reader() as told:
        with pytest.raises(NotReadError, match=r"cannot be reached: .*SSL") as raised:
            await told.read(here.address.replace("http:", "https:") + "/page")
    assert not raised.value.is_missing


@pytest.mark.parametrize("target", ["http://[::1", "http://a.example:99999/", "http://a..example/"])
async def test_a_redirect_that_makes_no_sense_is_told(target: str) -> None:
    async with site() as here:
        here.lead("/page", target)
        assert not (await refused(here)).is_missing


async def test_a_redirect_to_nowhere_is_told() -> None:
    async with site() as here:
        here.put("/page", HELLO, status=302)
        assert str(await refused(here)) == "the server answers 302"


async def test_a_cookie_is_not_sent_back() -> None:
    sent: list[str] = []

    async def setting(request: web.Request) -> web.Response:
        sent.append(request.headers.get("Cookie", ""))
        response = web.Response(text=HELLO, content_type="text/html")
        response.set_cookie("who", "reader", path="/")
        return response

    async with site() as here, reader() as told:
        # A jar takes no cookies of hosts that are given by number.
        address = here.serve("/page", setting).replace("127.0.0.1", "localhost")
        await told.read(address)
        await told.read(address)
    assert sent == ["", ""]


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would look names up itself, past the guard."""
    async with site() as here, site() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.address)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        here.put("/page", HELLO)
        async with reader() as told:
            assert await told.read(f"{here.address}/page")
        assert proxy.asked == []
