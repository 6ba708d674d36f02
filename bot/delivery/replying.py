"""Replies: curators' answers, told to who asked, in direct messages."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeAlias

from bot.delivery.posting import Poster
from bot.delivery.sending import Composed, Log, Sender
from bot.storage.delivery import Delivery

ComposeReply: TypeAlias = Callable[[Delivery], Awaitable[Composed | None]]


class ReplyErrand:
    """Tells a person what the curators answered.

    Args:
        sender: sends it.
        poster: knows the way to a person.
        compose: says what it tells; None where what was answered is forgotten.
    """

    def __init__(self, sender: Sender, poster: Poster, compose: ComposeReply) -> None:
        self._sender = sender
        self._poster = poster
        self._compose = compose

    async def __call__(self, delivery: Delivery, logged: Log) -> None:
        """Send it; see `Sender.send`."""
        channel = await self._poster.direct(delivery.target_id or 0)
        await self._sender.send(delivery, channel, partial(self._compose, delivery), logged)
