"""Publications: announcements that go on to the servers that follow, within Discord's quota."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.delivery.posting import BusyError, Poster
from bot.delivery.sending import Log, Sender
from bot.storage.deliveries import Deliveries
from bot.storage.delivery import Delivery

# Not in Discord's documentation; threads say ten an hour, of a channel (MonitoRSS#184) or of a
# server (discord.js#4956). Counted is the stricter.
PER_HOUR = 10
_HOUR = timedelta(hours=1)


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

    async def __call__(self, delivery: Delivery, logged: Log) -> None:
        """Publish it; one that is published already counts as done.

        Raises:
            BusyError: the server's quota is used up; with the time until there is room.
            PostingError: Discord did not do it.
        """
        now = self._clock()
        lately = await self._deliveries.published(delivery.guild_id or 0, now - _HOUR, PER_HOUR)
        if len(lately) == PER_HOUR:
            raise BusyError((lately[-1] + _HOUR - now).total_seconds())
        (message,), channel = delivery.subject, delivery.target_id or 0
        published = await self._sender.request(
            delivery, channel, lambda: self._poster.publish(channel, int(message))
        )
        if published is None:
            logged.info("lease_lost")
            return
        await self._deliveries.done(delivery, self._clock())
        logged.info("delivery_published", message=int(message))
