"""One delivery, from its row to its message."""

import asyncio
import json
import random
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog

from bot.delivery.posting import (
    BusyError,
    GoneError,
    InvalidError,
    Json,
    Poster,
    PostingError,
    RefusedError,
    TokenRefusedError,
    UnreadableError,
    mark,
)
from bot.storage.claims import Claims
from bot.storage.deliveries import Deliveries
from bot.storage.delivery import Delivery, Part
from bot.storage.subscription import Subscription
from bot.storage.subscriptions import Subscriptions
from bot.storage.suspensions import Suspensions

log = structlog.get_logger()

LEASE = timedelta(seconds=90)
# Discord documents “a few minutes” for a nonce; this is on the safe side.
NONCE_WINDOW = timedelta(seconds=60)
# discord.py waits out a rate limit of up to 30 s by itself; the lease covers more.
POST_SECONDS = 45
ATTEMPTS = 8
_FIRST_WAIT_SECONDS = 2.0
_LONGEST_WAIT_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Composed:
    """What there is to say, a part for each message; nothing, if there are none."""

    parts: Sequence[tuple[Json, Sequence[str]]]
    """Each message, and the ids of the entries it tells of."""
    revision_from: int | None
    revision_to: int


Compose: TypeAlias = Callable[[Subscription, Delivery], Awaitable[Composed | None]]


@dataclass(frozen=True, slots=True)
class Books:
    """Where deliveries stand."""

    claims: Claims
    deliveries: Deliveries
    subscriptions: Subscriptions
    suspensions: Suspensions


@dataclass(frozen=True, slots=True)
class Care:
    """What keeps a delivery from being doubled, and from being told when it is history.

    The first two are left out only to show what they are for.
    """

    reads_back: bool = True
    uses_nonce: bool = True
    skipped_after: timedelta = timedelta(hours=12)


class Courier:
    """Takes one delivery at a time to where it belongs.

    Args:
        books: where deliveries stand.
        poster: posts to Discord.
        compose: says what a delivery tells; None for nothing.
        clock: the time now.
        care: what keeps them single.
    """

    def __init__(
        self,
        books: Books,
        poster: Poster,
        compose: Compose,
        clock: Callable[[], datetime],
        care: Care | None = None,
    ) -> None:
        self.owner = secrets.token_hex(8)
        """Who holds the leases: this process, this time."""
        self.refused_token = asyncio.Event()
        """Set when Discord refuses our token."""
        self._books = books
        self._poster = poster
        self._compose = compose
        self._clock = clock
        self._care = care or Care()

    async def deliver(self, delivery: Delivery) -> None:
        """Bring it to an end, or to its next try."""
        logged = log.bind(delivery=delivery.id, subscription=delivery.subscription_id)
        try:
            await self._take(delivery, logged)
        except RefusedError as error:
            await self._suspend(delivery, str(error))
            logged.warning("subscription_suspended", reason=str(error))
        except (InvalidError, UnreadableError) as error:
            await self._books.deliveries.dead(delivery, str(error), self._clock())
            logged.warning("delivery_dead", reason=str(error))
        except BusyError as error:
            later = self._clock() + timedelta(seconds=error.seconds)
            await self._books.claims.retry(delivery, later, str(error), free=True)
            logged.info("delivery_waits", seconds=error.seconds)
        except TokenRefusedError:
            self.refused_token.set()
        except (PostingError, TimeoutError) as error:
            await self._again(delivery, str(error) or "no answer in time", logged)
        except Exception as error:  # one delivery's bug must not stop the others
            logged.exception("delivery_failed")
            await self._again(delivery, f"a bug: {type(error).__name__}", logged)

    async def _take(self, delivery: Delivery, logged: structlog.stdlib.BoundLogger) -> None:
        subscribed = delivery.subscription_id or 0
        subscription = (await self._books.subscriptions.of_ids([subscribed])).get(subscribed)
        if subscription is None:
            return  # unsubscribed meanwhile; its deliveries went with it
        if delivery.first_sent_at is None and self._is_history(delivery):
            await self._books.deliveries.skip(delivery, self._clock())
            logged.info("delivery_skipped")
            return
        frozen = await self._frozen(delivery, subscription, logged)
        if frozen is None or frozen.content is None:
            return
        channel = subscription.thread_id or subscription.channel_id
        message = await self._sent_before(frozen)
        if message is None:
            message = await self._post(frozen, channel, json.loads(frozen.content))
        if message is None:
            logged.info("lease_lost")
            return
        await self._books.deliveries.sent(delivery.id, message, channel, self._clock())
        logged.info("delivery_sent", message=message)
        if subscription.publish and message:
            await self._publish(channel, message, logged)

    def _is_history(self, delivery: Delivery) -> bool:
        return self._clock() - delivery.slot > self._care.skipped_after

    async def _frozen(
        self, delivery: Delivery, subscription: Subscription, logged: structlog.stdlib.BoundLogger
    ) -> Delivery | None:
        """The delivery with what it says, for ever; None if there is nothing to say."""
        if delivery.content is not None:
            return delivery
        composed = await self._compose(subscription, delivery)
        if composed is None:
            await self._books.deliveries.quiet(delivery, self._clock())
            logged.info("delivery_quiet")
            return None
        parts = [Part(json.dumps(message), entries) for message, entries in composed.parts]
        revisions = (composed.revision_from, composed.revision_to)
        return await self._books.claims.freeze(delivery, parts, revisions, self._clock())

    async def _sent_before(self, delivery: Delivery) -> int | None:
        """The message, if an earlier try whose end is unknown made one."""
        first = delivery.first_sent_at
        if first is None or delivery.channel_id is None or not self._care.reads_back:
            return None
        if self._clock() - first <= NONCE_WINDOW:
            return None  # Discord itself will know it by its nonce
        since = first - timedelta(minutes=1)
        found = await self._poster.find(delivery.channel_id, mark(delivery.name), since)
        if found is None:
            await self._books.claims.unsent(delivery)
        return found

    async def _post(self, delivery: Delivery, channel: int, content: Json) -> int | None:
        """The message's id; None if the delivery is held by somebody else by now."""
        if not await self._books.claims.sending(delivery, self._clock(), LEASE, channel):
            return None
        nonce = mark(delivery.name) if self._care.uses_nonce else secrets.token_hex(10)
        try:
            async with asyncio.timeout(POST_SECONDS):
                return await self._poster.post(channel, content, nonce)
        except GoneError:
            return 0  # it was there, and somebody took it away

    async def _publish(
        self, channel: int, message: int, logged: structlog.stdlib.BoundLogger
    ) -> None:
        try:
            await self._poster.publish(channel, message)
        except PostingError as error:
            logged.warning("publishing_failed", reason=str(error))

    async def _suspend(self, delivery: Delivery, reason: str) -> None:
        now = self._clock()
        await self._books.suspensions.suspend(delivery.subscription_id or 0, reason, now)
        await self._books.claims.retry(delivery, now, reason, free=True)

    async def _again(
        self, delivery: Delivery, reason: str, logged: structlog.stdlib.BoundLogger
    ) -> None:
        """Later, and later each time; after the last, never."""
        if delivery.attempts + 1 >= ATTEMPTS:
            await self._books.deliveries.dead(delivery, reason, self._clock())
            logged.warning("delivery_dead", reason=reason)
            return
        longest = min(_FIRST_WAIT_SECONDS * 2**delivery.attempts, _LONGEST_WAIT_SECONDS)
        seconds = random.uniform(longest / 2, longest)  # noqa: S311 -- only to spread the tries
        later = self._clock() + timedelta(seconds=seconds)
        await self._books.claims.retry(delivery, later, reason)
        logged.info("delivery_retried", reason=reason, in_seconds=round(seconds, 1))
