"""A Discord of channels alone, as delivery sees it; what is sent stays, and what is asked fails."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import discord
from typing_extensions import override

from bot.delivery.poster import GoneError, Json, Poster

# “A few minutes”, Discord says; more than we count on.
REMEMBERED = timedelta(minutes=3)


@dataclass
class Message:
    """What stands in a channel."""

    id: int
    channel: int
    content: Json
    nonce: str
    at: datetime


@dataclass
class Fault:
    """What goes wrong with the next request of a kind."""

    error: Exception
    is_done: bool = False
    """Whether it was done all the same, and only the answer is lost."""


@dataclass
class Channels(Poster):
    """Keeps messages by the rules that Discord documents.

    Args:
        clock: the time now.
    """

    clock: Callable[[], datetime]
    messages: list[Message] = field(default_factory=list[Message])
    asked: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    """What was asked for, in order: a method's name, and the channel or person."""
    faults: dict[str, list[Fault | None]] = field(default_factory=dict[str, list[Fault | None]])
    """A method's name → what its next calls raise."""
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    """Nothing is answered while it is not set."""

    def __post_init__(self) -> None:
        self.gate.set()
        self._came = asyncio.Event()

    def fail(self, method: str, *faults: Fault | None) -> None:
        """Have the next calls of a method fail; one that is None goes well."""
        self.faults.setdefault(method, []).extend(faults)

    async def until_asked(self, times: int = 1) -> None:
        """Wait until so many requests came."""
        while len(self.asked) < times:
            self._came.clear()
            await self._came.wait()

    def texts(self, channel: int | None = None) -> list[str]:
        """What the messages say, of all channels or of one."""
        found = (each for each in self.messages if channel in (None, each.channel))
        return [each.content["text"] for each in found]

    @override
    async def post(self, channel_id: int, message: Json, nonce: str) -> int:
        fault = await self._asked("post", channel_id)
        if fault is not None and not fault.is_done:
            raise fault.error
        posted = self._remembered(channel_id, nonce)
        if posted is None:
            number = discord.utils.time_snowflake(self.clock()) + len(self.messages)
            posted = Message(number, channel_id, message, nonce, self.clock())
            self.messages.append(posted)
        if fault is not None:
            raise fault.error
        return posted.id

    @override
    async def find(self, channel_id: int, mark: str, since: datetime) -> int | None:
        await self._raise("find", channel_id)
        after = discord.utils.time_snowflake(since)
        for each in self.messages:
            if each.channel == channel_id and each.id > after and mark in json.dumps(each.content):
                return each.id
        return None

    @override
    async def edit(self, channel_id: int, message_id: int, message: Json) -> int:
        await self._raise("edit", channel_id)
        for each in self.messages:
            if each.id == message_id:
                each.content = message
                return message_id
        raise GoneError("it was posted, and deleted")

    @override
    async def direct(self, user_id: int) -> int:
        await self._raise("direct", user_id)
        return user_id + 1

    @override
    async def publish(self, channel_id: int, message_id: int) -> int:
        await self._raise("publish", channel_id)
        return message_id

    def _remembered(self, channel: int, nonce: str) -> Message | None:
        since = self.clock() - REMEMBERED
        return next(
            (each for each in self.messages
             if (each.channel, each.nonce) == (channel, nonce) and each.at >= since),
            None,
        )  # fmt: skip

    async def _asked(self, method: str, place: int) -> Fault | None:
        self.asked.append((method, place))
        self._came.set()
        await self.gate.wait()
        waiting = self.faults.get(method)
        return waiting.pop(0) if waiting else None

    async def _raise(self, method: str, place: int) -> None:
        fault = await self._asked(method, place)
        if fault is not None:
            raise fault.error
