"""What commands and views may use, and how they reach it: `interaction.client.services`."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import discord
from discord import ui
from discord.ext import commands

from bot.archive import Archive
from bot.content.folder import BriefFolder
from bot.content.library import Library
from bot.domain.brief import Brief
from bot.domain.subscription import Subscription
from bot.pictures.studio import Studio
from bot.storage.bookmarks import Bookmarks
from bot.storage.challenges import Challenges
from bot.storage.defaults import ChannelBriefs
from bot.storage.deliveries import Deliveries
from bot.storage.plans import Plans
from bot.storage.posts import Posts
from bot.storage.revisions import Revisions
from bot.storage.servers import Servers
from bot.storage.shares import Shares
from bot.storage.subscriptions import Subscriptions
from bot.storage.suspensions import Suspensions

Preview: TypeAlias = Callable[[Subscription], Awaitable[Sequence[ui.LayoutView]]]


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where readers hand in what they think is wrong."""

    challenges: Challenges
    posts: Posts
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Digests:
    """What there is to subscribe with."""

    subscriptions: Subscriptions
    suspensions: Suspensions
    servers: Servers
    plans: Plans
    deliveries: Deliveries
    wake: Callable[[], None]
    """Has whoever delivers look at once: something became due that was not foreseen."""
    preview: Preview
    """The messages that a digest would be if it were due now."""
    clock: Callable[[], datetime]
    most_per_server: int
    inbox: Inbox

    async def pause(self, subscription: Subscription, end: datetime | None = None) -> Subscription:
        """Post nothing, for good or until a moment; then from the first slot after it on."""
        following = (subscription.schedule.next_after(end) or end) if end else None
        return await self.subscriptions.pause(
            subscription.guild_id, subscription.id, until=end, next_run_at=following
        )

    async def resume(self, subscription: Subscription) -> Subscription:
        """Post again, from the next slot on; also where it had stopped because it could not.

        One that does post keeps its slot, which may be due this very moment.
        """
        if not subscription.paused and subscription.suspended_reason is None:
            return subscription
        now = self.clock()
        # One that tells as it happens tells what happened meanwhile.
        following = subscription.schedule.next_after(now) or now
        await self.suspensions.unsuspend(subscription.id, now)
        resumed = await self.subscriptions.resume(subscription.guild_id, subscription.id, following)
        self.wake()
        return resumed


@dataclass(frozen=True, slots=True)
class History:
    """What briefs said, and where it was told."""

    archive: Archive
    revisions: Revisions
    posts: Posts
    bookmarks: Bookmarks
    shares: Shares
    number: Callable[[Brief], Awaitable[int | None]]
    """The revision that a brief of the library is; recorded first, if it is new and has rested."""
    published: Callable[[Brief], Awaitable[int | None]]
    """The same of one that a person shows to a channel: it is recorded without a rest."""
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a command may use."""

    folder: BriefFolder
    digests: Digests
    history: History
    defaults: ChannelBriefs
    pictures: Studio

    @property
    def library(self) -> Library:
        """The briefs as they are now; take it once, so that an answer is of one moment."""
        return self.folder.library

    @property
    def inbox(self) -> Inbox:
        """Where readers hand in what they think is wrong."""
        return self.digests.inbox


class ServingClient(commands.Bot):
    """A Discord client that carries the services."""

    services: Services
    """Set before it connects; what makes them posts by this client."""


Interaction: TypeAlias = discord.Interaction[ServingClient]
