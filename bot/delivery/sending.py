"""Messages: composed once, frozen, and sent so that each part becomes one."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias, TypeVar

import structlog

from bot.delivery.care import NONCE_WINDOW, Care
from bot.delivery.pace import Pace
from bot.delivery.poster import GoneError, Json, Poster, mark
from bot.domain.delivery import Delivery, FrozenPart
from bot.domain.obstacles import Cause, Obstacle
from bot.storage.deliveries import Deliveries
from bot.storage.errors import AlreadyToldError
from bot.storage.leases import Leases

Log: TypeAlias = structlog.stdlib.BoundLogger

COMPOSING = 8
"""So many are composed at once: the first are sent before the last are composed, and answers to
people need not wait for all of them.
"""


class StateUnreadableError(Exception):
    """This version cannot read what is to be told, and so cannot know whether it is anything.

    In a rolling update the processes of the version that recorded it can.

    Args:
        revision: the number of the state.
    """

    def __init__(self, revision: int) -> None:
        self.cause = Cause(Obstacle.STATE_UNREADABLE, str(revision))
        super().__init__(self.cause.stored)


@dataclass(frozen=True, slots=True)
class Composed:
    """What there is to say, a part for each message; nothing, if there are none."""

    parts: Sequence[tuple[Json, Sequence[str]]]
    """Each message, and the ids of the entries it tells of."""
    revision_from: int | None
    revision_to: int | None
    """None for what tells of no state of a brief."""
    absorbed: Sequence[int] = ()
    """Ids of deliveries behind this one that it tells as well."""
    corrections: Sequence[str] = ()
    """Ids of those that the channel hears of by this."""

    def frozen(self) -> list[FrozenPart]:
        """The parts as they are kept; what two of them carry is told by the first."""
        told: set[str] = set()
        parts: list[FrozenPart] = []
        for message, entries in self.parts:
            tells = [name for name in self.corrections if name in entries and name not in told]
            told.update(tells)
            parts.append(FrozenPart(json.dumps(message), entries, tells))
        return parts


T = TypeVar("T")
Compose: TypeAlias = Callable[[], Awaitable[Composed | None]]


class Sender:
    """Sends what a delivery says to a channel.

    Args:
        leases: who holds it.
        deliveries: what became of it.
        poster: posts to Discord.
        pace: says when.
        clock: the time now.
        care: what keeps it single.
    """

    def __init__(  # noqa: PLR0913, PLR0917 -- its parts
        self,
        leases: Leases,
        deliveries: Deliveries,
        poster: Poster,
        pace: Pace,
        clock: Callable[[], datetime],
        care: Care,
    ) -> None:
        self._leases = leases
        self._deliveries = deliveries
        self._poster = poster
        self._pace = pace
        self._clock = clock
        self._care = care
        self._composing = asyncio.Semaphore(COMPOSING)

    async def send(
        self,
        delivery: Delivery,
        channel: int,
        compose: Compose,
        logged: Log,
        *,
        publish: bool = False,
    ) -> bool:
        """Bring it to its message, and note that.

        Args:
            delivery: claimed.
            channel: where it goes.
            compose: what it says, if that is not frozen; None for nothing.
            logged: carries its id.
            publish: have the message published afterwards.

        Returns:
            Whether it was sent and another part is to follow.

        Raises:
            PostingError: Discord did not do it.
            StateUnreadableError: another process has to compose it.
            TimeoutError: it did not answer in time.
        """
        async with self._composing:
            frozen = await self._frozen(delivery, channel, compose, logged)
        if frozen is None or frozen.content is None:
            return False
        message = await self._message(frozen, channel, json.loads(frozen.content))
        if message is None:
            logged.info("lease_lost")
            return False
        await self._deliveries.sent(delivery.id, message, channel, self._clock(), publish=publish)
        logged.info("delivery_sent", message=message)
        return frozen.part < frozen.parts

    async def request(
        self, delivery: Delivery, channel: int, ask: Callable[[], Awaitable[T]]
    ) -> T | None:
        """Change something at Discord, once it is noted that a request may leave.

        Args:
            delivery: claimed; what it is for.
            channel: where it is done.
            ask: what is asked.

        Returns:
            What came of it; None where the delivery is held by somebody else by now.

        Raises:
            PostingError: Discord did not do it.
            TimeoutError: it did not answer in time.
        """
        await self._pace.turn()
        return await self._request(delivery, channel, ask)

    async def _request(
        self, delivery: Delivery, channel: int, ask: Callable[[], Awaitable[T]]
    ) -> T | None:
        # The last that is done before it: whoever waited so long may have lost the lease.
        if not await self._leases.sending(delivery, self._clock(), self._care.lease, channel):
            return None
        return await self._in_time(ask)

    async def ask(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask Discord for something that changes nothing.

        Raises:
            PostingError: Discord did not do it.
            TimeoutError: it did not answer in time.
        """
        await self._pace.turn()
        return await self._in_time(ask)

    async def _in_time(self, ask: Callable[[], Awaitable[T]]) -> T:
        async with asyncio.timeout(self._care.request_seconds):
            return await ask()

    async def _frozen(
        self, delivery: Delivery, channel: int, compose: Compose, logged: Log
    ) -> Delivery | None:
        """The delivery with what it says, for ever; None if there is nothing to say."""
        if delivery.content is not None:
            return delivery
        while (composed := await compose()) is not None:
            parts, now = composed.frozen(), self._clock()
            revisions = (composed.revision_from, composed.revision_to)
            try:
                return await self._leases.freeze(
                    delivery, parts, revisions, now, composed.absorbed, channel
                )
            except AlreadyToldError:  # each time the channel has heard of one more
                logged.info("composed_anew")
        await self._deliveries.quiet(delivery, self._clock())
        logged.info("delivery_quiet")
        return None

    async def _message(self, delivery: Delivery, channel: int, content: Json) -> int | None:
        """The message's id; None if the delivery is held by somebody else by now.

        It is looked for before it is sent again, where Discord may know its nonce no more.
        """
        await self._pace.turn()
        first, place = delivery.first_sent_at, delivery.channel_id
        # To be judged once its turn has come: that may take longer than the nonce is known.
        if first is not None and place is not None and self._is_forgotten(first):
            since = first - timedelta(minutes=1)
            name = mark(delivery.name)
            found = await self._in_time(lambda: self._poster.find(place, name, since))
            if found is not None:
                return found
            await self._leases.unsent(delivery)
            await self._pace.turn()
        return await self._post(delivery, channel, content)

    def _is_forgotten(self, first: datetime) -> bool:
        return self._care.reads_back and self._clock() - first > NONCE_WINDOW

    async def _post(self, delivery: Delivery, channel: int, content: Json) -> int | None:
        """In its turn; see `_message`."""
        nonce = mark(delivery.name) if self._care.uses_nonce else secrets.token_hex(10)
        try:
            return await self._request(
                delivery, channel, lambda: self._poster.post(channel, content, nonce)
            )
        except GoneError:
            return 0  # it was there, and somebody took it away
