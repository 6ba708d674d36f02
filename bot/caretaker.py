"""Looks after what cannot be posted: who is told, when it goes on, which servers are gone."""

from collections.abc import Callable
from datetime import datetime

import discord
import structlog

from bot.storage.servers import Servers
from bot.storage.subscription import Subscription
from bot.storage.suspensions import Suspensions
from bot.views.permissions import Channel, missing_permissions

log = structlog.get_logger()


class Caretaker:
    """Looks at servers and at suspended subscriptions from time to time.

    Args:
        client: connected.
        servers: those that have subscriptions.
        suspensions: which subscriptions are stopped.
        clock: the time now.
    """

    def __init__(
        self,
        client: discord.Client,
        servers: Servers,
        suspensions: Suspensions,
        clock: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._servers = servers
        self._suspensions = suspensions
        self._clock = clock

    async def look(self) -> None:
        """Note who left us or has us back; let those post again that can; tell the managers of
        the others, once.
        """
        await self._look_at_servers()
        last = 0
        while page := await self._suspensions.suspended(after_id=last):
            for subscription in page:
                await self._look_at(subscription)
            last = page[-1].id

    async def _look_at_servers(self) -> None:
        """What happened while nobody was connected."""
        present = {guild.id for guild in self._client.guilds}
        for guild in await self._servers.subscribing() - present:
            if await self._is_gone(guild):
                await self._servers.left(guild, self._clock())
                log.info("server_left", server=guild)
        for guild in await self._servers.absent() & present:
            await self._servers.returned(guild, self._clock())
            log.info("server_returned", server=guild)

    async def _is_gone(self, guild: int) -> bool:
        """Whether Discord says so: a server may only be unavailable, or another shard's."""
        try:
            await self._client.fetch_guild(guild, with_counts=False)
        except (discord.NotFound, discord.Forbidden):
            return True
        except discord.HTTPException:
            return False
        return False

    async def _look_at(self, subscription: Subscription) -> None:
        channel = await self._channel(subscription.thread_id or subscription.channel_id)
        if channel is not None and not missing_permissions(channel):
            await self._suspensions.unsuspend(subscription.id, self._clock())
            log.info("subscription_goes_on", subscription=subscription.id)
        elif not subscription.told and await self._tell(subscription):
            await self._suspensions.mark_told(subscription.id)

    async def _channel(self, channel_id: int) -> Channel | None:
        """The channel; what the cache does not hold may exist all the same."""
        channel = self._client.get_channel(channel_id)
        if channel is None:
            try:
                channel = await self._client.fetch_channel(channel_id)
            except discord.HTTPException:
                return None
        return channel if isinstance(channel, Channel) else None

    async def _tell(self, subscription: Subscription) -> bool:
        """Say it where managers look, if we may write there; tells whether it was said."""
        guild = self._client.get_guild(subscription.guild_id)
        place = guild and (guild.public_updates_channel or guild.system_channel)
        if not place or not place.permissions_for(place.guild.me).send_messages:
            return False
        try:
            await place.send(
                f"Digest {subscription.id} for <#{subscription.channel_id}> has stopped: "
                f"{subscription.suspended_reason}. Its settings are kept, and it goes on by itself "
                f"once that is put right. `/digest show` says more."
            )
        except discord.HTTPException:
            return False
        return True
