"""Looks after what cannot be posted: who is told, when it goes on, which servers are gone."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import discord
import structlog

from bot.answers.channels import channel_now, missing_permissions
from bot.answers.errors import UNREACHABLE
from bot.codes import MISSING_ACCESS
from bot.delivery.poster import mark
from bot.domain.subscription import Subscription
from bot.storage.deliveries import Deliveries
from bot.storage.errors import StorageError
from bot.storage.servers import Servers
from bot.storage.suspensions import Suspensions
from bot.views.causes import why
from bot.views.text import literal

log = structlog.get_logger()

_RECENT = 5
# What waits for so long has been let go on by a look before; those are an hour apart.
_TRIED_AFTER = timedelta(minutes=90)


class Caretaker:
    """Looks at servers and at suspended subscriptions from time to time.

    Args:
        client: connected.
        servers: those that have subscriptions.
        suspensions: which subscriptions are stopped.
        deliveries: what they could not post.
        clock: the time now.
    """

    def __init__(
        self,
        client: discord.Client,
        servers: Servers,
        suspensions: Suspensions,
        deliveries: Deliveries,
        clock: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._servers = servers
        self._suspensions = suspensions
        self._deliveries = deliveries
        self._clock = clock

    async def look_at_suspended(self) -> None:
        """Let those post again that can; tell the managers of the others, once.

        Raises:
            StorageError: the database fails.
        """
        last = 0
        while page := await self._suspensions.suspended(after_id=last):
            for subscription in page:
                try:
                    await self._look_at(subscription)
                except UNREACHABLE as error:  # the next look will tell; the others go on
                    log.info("look_failed", subscription=subscription.id, reason=str(error))
                except StorageError:
                    raise
                except Exception:  # a bug with one must not keep the others waiting
                    log.exception("look_failed", subscription=subscription.id)
            last = page[-1].id

    async def look_at_servers(self) -> None:
        """Note who left us or has us back since nobody was connected.

        Raises:
            StorageError: the database fails.
        """
        for guild in await self._servers.subscribing() - self._present():
            if await self._is_gone(guild):
                await self._servers.left(guild, self._clock())
                log.info("server_left", server=guild)
        for guild in await self._servers.absent() & self._present():
            await self._servers.returned(guild, self._clock())
            log.info("server_returned", server=guild)

    def _present(self) -> set[int]:
        """The servers that we are in; to be read last: whoever left is taken out of it before
        that is saved.
        """
        return {guild.id for guild in self._client.guilds}

    async def _is_gone(self, guild: int) -> bool:
        """Whether Discord says so: a server may only be unavailable, or another shard's."""
        try:
            await self._client.fetch_guild(guild, with_counts=False)
        except discord.NotFound:
            return True
        except discord.Forbidden as error:
            return error.code == MISSING_ACCESS
        except UNREACHABLE:
            return False
        return False

    async def _look_at(self, subscription: Subscription) -> None:
        guild = self._client.get_guild(subscription.guild_id)
        if guild is None or guild.unavailable:
            return
        place = subscription.place_id
        channel = await channel_now(self._client, place)
        can_post = (
            channel is not None
            and not missing_permissions(channel)
            and _is_readable(subscription, self._clock())
        )
        is_news = not subscription.told and (not can_post or await self._was_tried(subscription))
        if is_news and await self._tell(subscription, guild):
            await self._suspensions.mark_told(subscription.id)
        if can_post:
            await self._suspensions.unsuspend(subscription.id, self._clock(), by_trial=True)
            log.info("subscription_goes_on", subscription=subscription.id)

    async def _was_tried(self, subscription: Subscription) -> bool:
        """Whether it was let go on before, in vain: Discord refuses it for no reason we see."""
        recent = await self._deliveries.recent(subscription.id, _RECENT)
        before = self._clock() - _TRIED_AFTER
        return any(each.open and each.error and each.created_at < before for each in recent)

    async def _tell(self, subscription: Subscription, guild: discord.Guild) -> bool:
        """Say it where managers look, if we may write there; tells whether it was said."""
        reason = literal(why(subscription.suspended_reason or ""))
        # Another process may be about to say the same, or one that was killed may have said it.
        nonce = mark(f"stopped:{subscription.id}:{subscription.suspended_at}")
        for place in _places(guild):
            try:
                await place.send(
                    f"Digest {subscription.id} for <#{subscription.channel_id}> has stopped: "
                    f"{reason}. Its settings are kept, and it resumes by itself once that is "
                    "fixed. For details, see `/digest show`.",
                    allowed_mentions=discord.AllowedMentions.none(),
                    nonce=nonce,
                )
            except (discord.Forbidden, discord.NotFound) as error:
                # By a rule that permissions do not show, or it was deleted this very moment.
                log.info("notice_refused", subscription=subscription.id, reason=str(error))
            else:
                return True
        return False


def _places(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """Where the managers of a server look, as far as we may write there."""
    for place in (guild.public_updates_channel, guild.system_channel):
        if place is not None and place.permissions_for(guild.me).send_messages:
            yield place


def _is_readable(subscription: Subscription, now: datetime) -> bool:
    """Whether this machine knows how often it posts, its zone and its expression."""
    try:
        subscription.schedule.next_after(now)
    except ValueError:
        return False
    return True
