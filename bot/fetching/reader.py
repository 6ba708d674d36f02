"""Reads pages as a guest should: robots.txt first, one request at a time from each host."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Self

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
)
from protego import Protego
from yarl import URL

from bot import __version__
from bot.fetching.bodies import unpacked_body
from bot.fetching.errors import NotReadError
from bot.fetching.guard import ForbiddenAddressError, Guard
from bot.fetching.page import FetchedPage

AGENT = "briefbot"
USER_AGENT = f"{AGENT}/{__version__} (looks up quotations that cite this page)"
PAGE_BYTES = 3 * 1024 * 1024
# RFC 9309 has crawlers read 500 KiB at least.
_ROBOTS_BYTES = 500 * 1024
_SECONDS = 20.0
_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 30.0
_REDIRECTS = 5
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_MISSING = frozenset({404, 410})
_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    pause_seconds: float = 0
    free_at: float = 0
    """By the monotonic clock."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[str, str]
    page: FetchedPage


class Reader:
    """Reads pages; use it as an async context manager.

    Args:
        guard: decides what may be connected to.
        pause_seconds: between two requests to one host, unless its robots.txt asks for more.
        timeout_seconds: for one request and its answer.
    """

    def __init__(
        self,
        guard: Guard,
        *,
        pause_seconds: float = _PAUSE_SECONDS,
        timeout_seconds: float = _SECONDS,
    ) -> None:
        self._guard = guard
        self._pause_seconds = pause_seconds
        self._timeout_seconds = timeout_seconds
        self._hosts: dict[str, _Host] = {}
        self._rules: dict[URL, asyncio.Task[Protego]] = {}

    async def __aenter__(self) -> Self:
        self._session = ClientSession(
            connector=self._guard.connector(),
            timeout=ClientTimeout(total=self._timeout_seconds),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
            auto_decompress=False,  # it knows no limit
            cookie_jar=DummyCookieJar(),  # one page's server learns nothing of another page
            trust_env=False,  # a proxy would look names up itself
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._rules.values():
            task.cancel()
        await self._session.close()

    async def read(self, address: str) -> FetchedPage:
        """The page at an address, through at most five redirects.

        Raises:
            NotReadError: with the reason.
        """
        url = _url(address)
        answer = await self._followed(url, PAGE_BYTES, asks_first=True)
        if answer.status != 200:
            is_missing = answer.status in _MISSING
            raise NotReadError(f"the server answers {answer.status}", is_missing=is_missing)
        if not _is_home(url) and _is_home(URL(answer.page.address)):
            raise NotReadError("the server leads to its home page instead")
        if answer.page.kind not in _TYPES:
            raise NotReadError(f"no page but {answer.page.kind or 'of an unknown kind'}")
        return answer.page

    async def _followed(self, url: URL, most_bytes: int, *, asks_first: bool) -> _Answer:
        for _ in range(_REDIRECTS + 1):
            if asks_first and not (await self._rules_of(url)).can_fetch(str(url), AGENT):
                raise NotReadError("its robots.txt asks us not to read it")
            answer = await self._answer(url, most_bytes)
            target = answer.headers.get("location")
            if answer.status not in _REDIRECTING or target is None:
                return answer
            url = url.join(_url(target))
        raise NotReadError(f"more than {_REDIRECTS} redirects")

    async def _rules_of(self, url: URL) -> Protego:
        origin = self._checked(url).origin()
        if origin not in self._rules:
            self._rules[origin] = asyncio.create_task(self._read_rules(origin))
        return await self._rules[origin]

    async def _read_rules(self, origin: URL) -> Protego:
        """The rules of a host, as RFC 9309 has it: none where there is no file (4xx).

        A host that asks for patience (429) is not taken at its word that there is none. What is
        decided holds for this run alone.

        Raises:
            NotReadError: the host does not answer as it should, which forbids all.
        """
        try:
            answer = await self._followed(origin / "robots.txt", _ROBOTS_BYTES, asks_first=False)
        except NotReadError as error:
            raise NotReadError(f"its robots.txt cannot be read: {error}") from error
        if answer.status >= 500 or answer.status == 429 or answer.status in _REDIRECTING:
            raise NotReadError(f"its robots.txt cannot be read: the server answers {answer.status}")
        rules = Protego.parse(answer.page.content.decode("utf-8-sig", "replace"))
        asked = rules.crawl_delay(AGENT)
        if asked is not None:
            pause_seconds = min(asked, _LONGEST_PAUSE_SECONDS)
            self._host(origin).pause_seconds = max(self._pause_seconds, pause_seconds)
        return rules

    async def _answer(self, url: URL, most_bytes: int) -> _Answer:
        """One request and what it brought.

        Raises:
            NotReadError: nothing, or too much.
        """
        self._checked(url)
        try:
            async with (
                self._turn(url),
                self._session.get(url, allow_redirects=False) as response,
            ):
                content = b""
                if response.status == 200:
                    content = await unpacked_body(response, most_bytes)
                headers = {key.lower(): value for key, value in response.headers.items()}
                page = FetchedPage(str(url), response.content_type, response.charset, content)
                return _Answer(response.status, headers, page)
        except TimeoutError:
            raise NotReadError(f"no answer within {self._timeout_seconds:g} seconds") from None
        except ClientConnectorError as error:
            if isinstance(error.os_error, ForbiddenAddressError):
                raise NotReadError(f"refused: {error.os_error}") from error
            raise NotReadError(f"cannot be reached: {error.os_error}") from error
        except (ClientError, ValueError) as error:
            raise NotReadError(f"cannot be reached: {error}") from error

    def _checked(self, url: URL) -> URL:
        try:
            self._guard.check(url)
        except ForbiddenAddressError as error:
            raise NotReadError(f"refused: {error}") from error
        return url

    def _host(self, url: URL) -> _Host:
        new = _Host(pause_seconds=self._pause_seconds)
        return self._hosts.setdefault(url.host or "", new)

    @asynccontextmanager
    async def _turn(self, url: URL) -> AsyncGenerator[None]:
        """One request at a time to a host, with a pause after each."""
        host = self._host(url)
        async with host.lock:
            await asyncio.sleep(host.free_at - time.monotonic())
            try:
                yield
            finally:
                host.free_at = time.monotonic() + host.pause_seconds


def host_of(address: str) -> str:
    """The host of an address; empty where it has none."""
    with suppress(NotReadError):
        return _url(address).host or ""
    return ""


def _url(address: str) -> URL:
    try:
        return URL(address)
    except ValueError as error:
        raise NotReadError(f"“{address[:80]}” is no address: {error}") from None


def _is_home(url: URL) -> bool:
    return url.path in ("", "/") and not url.query_string
