"""A small site on loopback, and a reader whose guard is told that it may go there."""

import asyncio
import ipaddress
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import NoReturn, TypeAlias

import pytest
from aiohttp import web

from bot.fetching.errors import NotReadError
from bot.fetching.guard import Guard
from bot.fetching.reader import Reader

HELLO = "<html><body><p>Hello</p></body></html>"
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """Pages by path; what is asked of it is noted."""

    def __init__(self) -> None:
        self.pages: dict[str, Handler] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.most_at_once = 0
        self._now = 0
        self.address = ""

    def put(self, path: str, text: str, **options: object) -> str:
        """A page of HTML; returns its address."""

        async def page(_request: web.Request) -> web.Response:
            return web.Response(text=text, content_type="text/html", **options)  # pyright: ignore[reportArgumentType] -- aiohttp's own options

        return self.serve(path, page)

    def serve(self, path: str, handler: Handler) -> str:
        """A page that is made when it is asked for; returns its address."""
        self.pages[path] = handler
        return f"{self.address}{path}"

    def lead(self, path: str, target: str, status: int = 302) -> str:
        """A redirect; returns its address."""

        async def page(_request: web.Request) -> web.Response:
            return web.Response(status=status, headers={"Location": target})

        return self.serve(path, page)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """What is asked for, one at a time counted."""
        self.asked.append(request.path)
        self.agents.add(request.headers.get("User-Agent", ""))
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            await asyncio.sleep(0.02)  # so that what is asked at once is here at once
            handler = self.pages.get(request.path)
            return await handler(request) if handler else web.Response(status=404)
        finally:
            self._now -= 1


async def never() -> NoReturn:
    """Give no answer, until the site is closed."""
    await asyncio.Event().wait()
    raise AssertionError


@asynccontextmanager
async def site() -> AsyncGenerator[Site]:
    """A site that listens on loopback."""
    made = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", made.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield made
    finally:
        await runner.cleanup()


def told_of_loopback() -> Guard:
    """A guard that is told explicitly that loopback and any port are permitted."""
    return Guard(allowed=LOOPBACK, ports=None)


def reader(guard: Guard | None = None, timeout_seconds: float = 5) -> Reader:
    """A reader that makes no pauses; its guard permits loopback if none is given."""
    return Reader(guard or told_of_loopback(), pause_seconds=0, timeout_seconds=timeout_seconds)


async def refused(here: Site, path: str = "/page", timeout_seconds: float = 5) -> NotReadError:
    """Why a page was not read."""
    async with reader(timeout_seconds=timeout_seconds) as told:
        with pytest.raises(NotReadError) as raised:
            await told.read(f"{here.address}{path}")
    return raised.value
