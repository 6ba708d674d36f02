"""What this Discord knows, and what was asked of it."""

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Literal, TypeAlias, TypeVar

from tests.openapi.description import Violation

Json: TypeAlias = dict[str, Any]
Found = TypeVar("Found")

# Milliseconds of 2015-01-01 UTC, from which snowflakes count (reference, Snowflakes).
DISCORD_EPOCH = 1_420_070_400_000

# Built here, so that no scanner of secrets takes it for one.
TOKEN = ".".join(("loopback" * 3, "tests", "only" * 7))


@dataclass(frozen=True, slots=True)
class Request:
    """One request to the REST API; `path` begins after /api/v10, `at` is `time.monotonic()`."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any
    at: float


@dataclass(frozen=True, slots=True)
class Callback:
    """An answer to an interaction; `type` as in receiving-and-responding, `data` may be empty."""

    interaction: Json
    type: int
    data: Json
    headers: Mapping[str, str]
    message: Json | None
    """The message that came of it, as Discord would show it."""


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next requests to one place.

    `answer`: `status` and `body` instead of an answer. `lose_request`: the connection breaks
    before anything is done. `lose_answer`: it breaks after it was done. `hang`: no answer.
    """

    method: str
    path: str
    """A regular expression for the whole path after /api/v10."""
    kind: Literal["answer", "lose_request", "lose_answer", "hang"] = "answer"
    status: int = 500
    body: Json = field(default_factory=dict[str, Any])
    headers: dict[str, str] = field(default_factory=dict[str, str])
    times: int = 1

    def strikes(self, method: str, path: str) -> bool:
        """Whether it is this request's turn; counts it."""
        if not self.times or method != self.method or not re.fullmatch(self.path, path):
            return False
        self.times -= 1
        return True


@dataclass(slots=True)
class State:
    """All of it, in memory. Ids are strings, as in Discord's JSON."""

    token: str = TOKEN
    requests: list[Request] = field(default_factory=list[Request])
    violations: list[Violation] = field(default_factory=list[Violation])
    """What Discord would refuse of the requests; any that is left at the end fails the test."""
    callbacks: list[Callback] = field(default_factory=list[Callback])
    synced: list[list[Json]] = field(default_factory=list[list[Json]])
    """The commands of each PUT."""
    channels: list[str] = field(default_factory=list[str])
    """Those of the server, as a bot that connects is told of them."""
    messages: dict[str, dict[str, Json]] = field(default_factory=dict[str, dict[str, Json]])
    """Channel → message id → message, oldest first; nothing ephemeral."""
    vanished: dict[str, dict[str, Json]] = field(default_factory=dict[str, dict[str, Json]])
    """What stood in channels that are gone."""
    nonces: dict[tuple[str, str], tuple[float, Json]] = field(
        default_factory=dict[tuple[str, str], tuple[float, Json]]
    )
    """Author and nonce → when it was used first, and for which message."""
    interactions: dict[str, Json] = field(default_factory=dict[str, Json])
    """Interaction id → what was dispatched."""
    asked_at: dict[str, float] = field(default_factory=dict[str, float])
    """Interaction id → when, by `time.monotonic()`."""
    originals: dict[str, Json] = field(default_factory=dict[str, Json])
    """Interaction token → the message that answered it, ephemeral or not."""
    faults: list[Fault] = field(default_factory=list[Fault])
    _numbers: "count[int]" = field(default_factory=count)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def snowflake(self) -> str:
        """A new id, larger than any before."""
        milliseconds = int(time.time() * 1000) - DISCORD_EPOCH
        return str((milliseconds << 22) | (next(self._numbers) & 0x3FFFFF))

    def open_channel(self, channel_id: str) -> None:
        """Add a channel to the server."""
        self.channels.append(channel_id)
        self.messages[channel_id] = {}

    def vanish(self, channel_id: str) -> None:
        """Take a channel away: unknown from now on."""
        self.channels.remove(channel_id)
        self.vanished[channel_id] = self.messages.pop(channel_id)

    def age(self, channel_id: str, message_id: str, by: timedelta) -> None:
        """Have a message stand in its channel as if it were posted so much earlier."""
        messages = self.messages[channel_id]
        shown = messages.pop(message_id)
        shown["id"] = str(int(message_id) - (by // timedelta(milliseconds=1) << 22))
        shown["timestamp"] = (datetime.fromisoformat(shown["timestamp"]) - by).isoformat()
        messages[shown["id"]] = shown
        self.messages[channel_id] = dict(sorted(messages.items(), key=lambda item: int(item[0])))

    def asked(self, method: str, path: str) -> list[Request]:
        """The requests to a place so far; `path` is a regular expression for all of it."""
        return [
            request
            for request in self.requests
            if request.method == method and re.fullmatch(path, request.path)
        ]

    def changed(self) -> None:
        """Wake who waits in `until`."""
        self._news.set()

    async def until(self, found: Callable[[], Found | None], seconds: float = 5) -> Found:
        """Wait for something to be found.

        Raises:
            TimeoutError: it was not, in so many seconds.
        """
        async with asyncio.timeout(seconds):
            while True:
                self._news.clear()
                if (result := found()) is not None:
                    return result
                await self._news.wait()
