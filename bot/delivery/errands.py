"""Errands: what is done for a delivery of each kind.

Digests tell a subscription when its slot has come; correctives tell a channel what was wrong, and
banners mark the posts that were; publications send announcements on to the servers that follow;
replies bring curators' answers to who asked.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from bot.delivery.chase import Chase
from bot.delivery.poster import BusyError, GoneError, Json, Poster
from bot.delivery.sending import Composed, Log, Sender
from bot.domain.delivery import (
    BannerDelivery,
    CorrectiveDelivery,
    DigestDelivery,
    PublicationDelivery,
    ReplyDelivery,
)
from bot.domain.subscription import Subscription
from bot.storage.deliveries import Deliveries
from bot.storage.posts import Post, Posts
from bot.storage.revisions import Revision
from bot.storage.subscriptions import Subscriptions

ComposeDigest: TypeAlias = Callable[
    [Subscription, DigestDelivery, Revision], Awaitable[Composed | None]
]
ComposeCorrective: TypeAlias = Callable[[CorrectiveDelivery, Revision], Awaitable[Composed | None]]
ComposeReply: TypeAlias = Callable[[ReplyDelivery], Awaitable[Composed | None]]
ComposeMarked: TypeAlias = Callable[[Post], Awaitable[Json | None]]

# Not in Discord's documentation; threads say ten an hour, of a channel (MonitoRSS#184) or of a
# server (discord.js#4956). Counted is the stricter.
PER_HOUR = 10
_HOUR = timedelta(hours=1)


class DigestErrand:
    """Delivers digests.

    Args:
        subscriptions: whom they are for.
        deliveries: what became of them.
        chase: plans correctives.
        sender: sends them.
        compose: says what one tells of a state; None for nothing.
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

    async def __call__(self, delivery: DigestDelivery, logged: Log) -> bool:
        """Post it, or skip what has become history; see `Sender.send`."""
        subscribed = delivery.subscription_id
        subscription = (await self._subscriptions.of_ids([subscribed])).get(subscribed)
        if subscription is None:
            return False  # unsubscribed meanwhile; its deliveries went with it
        if delivery.first_sent_at is None and self._is_history(delivery):
            await self._deliveries.skip(delivery, self._clock())
            logged.info("delivery_skipped")
            return False
        return await self._sender.send(
            delivery,
            subscription.place_id,
            partial(self._composed, subscription, delivery),
            logged,
            publish=subscription.publish,
        )

    async def _composed(
        self, subscription: Subscription, delivery: DigestDelivery
    ) -> Composed | None:
        # A channel that a corrective tells is not told again by a digest: those come first.
        latest = await self._chase.catch_up(delivery.slug)
        return latest and await self._compose(subscription, delivery, latest)

    def _is_history(self, delivery: DigestDelivery) -> bool:
        return self._clock() - delivery.slot > self._skipped_after


class CorrectiveErrand:
    """Tells a channel what was wrong in what it was told.

    Args:
        chase: plans what else the channel is to be told, so that it is told at once.
        sender: sends it.
        compose: says what it tells of a state; None where no correction stands any more.
    """

    def __init__(self, chase: Chase, sender: Sender, compose: ComposeCorrective) -> None:
        self._chase = chase
        self._sender = sender
        self._compose = compose

    async def __call__(self, delivery: CorrectiveDelivery, logged: Log) -> bool:
        """Post it; see `Sender.send`."""
        compose = partial(self._composed, delivery)
        return await self._sender.send(delivery, delivery.target_id, compose, logged)

    async def _composed(self, delivery: CorrectiveDelivery) -> Composed | None:
        latest = await self._chase.catch_up(delivery.slug)
        return latest and await self._compose(delivery, latest)


class BannerErrand:
    """Marks posts as corrected, by editing them.

    Args:
        posts: what they say.
        sender: holds the delivery meanwhile.
        deliveries: what became of the marking.
        poster: edits.
        compose: what a post says with its marks; None where it needs none.
        clock: the time now.
    """

    def __init__(  # noqa: PLR0913, PLR0917 -- its parts
        self,
        posts: Posts,
        sender: Sender,
        deliveries: Deliveries,
        poster: Poster,
        compose: ComposeMarked,
        clock: Callable[[], datetime],
    ) -> None:
        self._posts = posts
        self._sender = sender
        self._deliveries = deliveries
        self._poster = poster
        self._compose = compose
        self._clock = clock

    async def __call__(self, delivery: BannerDelivery, logged: Log) -> bool:
        """Edit the post: the same edit twice is one.

        Raises:
            PostingError: Discord did not do it.
        """
        post = await self._posts.get(delivery.post_id)
        message = await self._compose(post) if post is not None and not post.gone else None
        if post is None or message is None:
            await self._deliveries.quiet(delivery, self._clock())
            return False
        try:
            edited = await self._sender.request(
                delivery,
                post.channel_id,
                lambda: self._poster.edit(post.channel_id, post.message_id, message),
            )
        except GoneError:
            await self._posts.mark_gone(post.id)
            await self._deliveries.quiet(delivery, self._clock())
            logged.info("post_gone", message=post.message_id)
            return False
        if edited is None:
            logged.info("lease_lost")
            return False
        await self._deliveries.done(delivery, self._clock())
        logged.info("post_marked", message=post.message_id)
        return False


class PublicationErrand:
    """Publishes messages of announcement channels.

    Args:
        sender: holds the delivery meanwhile.
        deliveries: what was published.
        poster: publishes.
        clock: the time now.
    """

    def __init__(
        self,
        sender: Sender,
        deliveries: Deliveries,
        poster: Poster,
        clock: Callable[[], datetime],
    ) -> None:
        self._sender = sender
        self._deliveries = deliveries
        self._poster = poster
        self._clock = clock

    async def __call__(self, delivery: PublicationDelivery, logged: Log) -> bool:
        """Publish it; one that is published already counts as done.

        Raises:
            BusyError: the server's quota is used up; with the time until there is room.
            PostingError: Discord did not do it.
        """
        now = self._clock()
        lately = await self._deliveries.published(delivery.guild_id, now - _HOUR, PER_HOUR)
        if len(lately) == PER_HOUR:
            raise BusyError((lately[-1] + _HOUR - now).total_seconds())
        channel, message = delivery.target_id, delivery.announcement_id
        try:
            published = await self._sender.request(
                delivery, channel, lambda: self._poster.publish(channel, message)
            )
        except GoneError:
            await self._deliveries.quiet(delivery, self._clock())
            logged.info("post_gone", message=message)
            return False
        if published is None:
            logged.info("lease_lost")
            return False
        await self._deliveries.done(delivery, self._clock())
        logged.info("delivery_published", message=message)
        return False


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

    async def __call__(self, delivery: ReplyDelivery, logged: Log) -> bool:
        """Send it; see `Sender.send`."""
        channel = await self._sender.ask(lambda: self._poster.direct(delivery.person_id))
        return await self._sender.send(delivery, channel, partial(self._compose, delivery), logged)
