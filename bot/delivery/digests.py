"""Digests: what a subscription is told when its slot has come."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from bot.delivery.correcting import Chase
from bot.delivery.sending import Composed, Log, Sender
from bot.storage.deliveries import Deliveries
from bot.storage.delivery import Delivery
from bot.storage.subscription import Subscription
from bot.storage.subscriptions import Subscriptions

ComposeDigest: TypeAlias = Callable[[Subscription, Delivery], Awaitable[Composed | None]]


class DigestErrand:
    """Delivers digests.

    Args:
        subscriptions: whom they are for.
        deliveries: what became of them.
        chase: plans correctives.
        sender: sends them.
        compose: says what one tells; None for nothing.
        clock: the time now.
        skipped_after: how late one may be and still be posted.
    """

    def __init__(  # noqa: PLR0913, PLR0917 -- its parts
        self,
        subscriptions: Subscriptions,
        deliveries: Deliveries,
        chase: Chase,
        sender: Sender,
        compose: ComposeDigest,
        clock: Callable[[], datetime],
        skipped_after: timedelta,
    ) -> None:
        self._subscriptions = subscriptions
        self._deliveries = deliveries
        self._chase = chase
        self._sender = sender
        self._compose = compose
        self._clock = clock
        self._skipped_after = skipped_after

    async def __call__(self, delivery: Delivery, logged: Log) -> None:
        """Post it, or skip what has become history; see `Sender.send`."""
        subscribed = delivery.subscription_id or 0
        subscription = (await self._subscriptions.of_ids([subscribed])).get(subscribed)
        if subscription is None:
            return  # unsubscribed meanwhile; its deliveries went with it
        if delivery.first_sent_at is None and self._is_history(delivery):
            await self._deliveries.skip(delivery, self._clock())
            logged.info("delivery_skipped")
            return
        # A channel that a corrective tells is not told again by a digest: those come first.
        await self._chase.plan()
        await self._sender.send(
            delivery,
            subscription.thread_id or subscription.channel_id,
            partial(self._compose, subscription, delivery),
            logged,
            publish=subscription.publish,
        )

    def _is_history(self, delivery: Delivery) -> bool:
        return self._clock() - delivery.slot > self._skipped_after
